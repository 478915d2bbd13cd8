package io.loist.examples.quarkus;

import io.loist.LoistException;
import io.loist.TrackNotFoundException;
import io.loist.ingest.IngestSource;
import io.loist.library.Loist;
import io.loist.object.ObjectRef;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import io.loist.track.Track;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Search, play and upload over HTTP. */
@Path("/")
@Singleton
@Blocking
public class MusicResource {

    private final Loist loist;
    private final PlayLog plays;

    MusicResource(Loist loist, PlayLog plays) {
        this.loist = loist;
        this.plays = plays;
    }

    /** A track, as the application's clients see it. */
    public record Song(UUID id, String title, String artist) {

        static Song of(Track track) {
            return new Song(
                    track.id(), track.metadata().title(), track.metadata().artist());
        }
    }

    /** Where to send a file to: {@code PUT} with exactly these headers, then name the object to {@link #ingest}. */
    public record Upload(String object, URI url, Map<String, String> headers) {}

    public record Problem(String code, String detail) {}

    @GET
    @Path("search")
    public List<Song> search(@RestQuery String q) {
        return loist.search(q).hits().stream().map(hit -> Song.of(hit.track())).toList();
    }

    /** Sends the client to the URL that plays the track; the bytes do not pass through the application. */
    @GET
    @Path("play/{track}")
    public Response play(@RestPath UUID track) throws SQLException {
        return Response.status(Response.Status.FOUND)
                .location(plays.play(track).uri())
                .build();
    }

    @POST
    @Path("uploads")
    public Upload upload(@RestQuery String contentType, @RestQuery long size) {
        ObjectRef object = loist.pipeline().uploadTarget();
        SignedUrl url = loist.signedUrls()
                .sign(SignedUrlRequest.put(object)
                        .contentType(contentType)
                        .size(size, size)
                        .build());
        return new Upload(object.uri(), url.uri(), url.headers());
    }

    @POST
    @Path("songs")
    public Song ingest(@RestQuery String object) {
        return Song.of(loist.ingest(IngestSource.upload(ObjectRef.parse(object), 0)));
    }

    @ServerExceptionMapper
    public Response refused(LoistException e) {
        Response.Status status = e instanceof TrackNotFoundException
                ? Response.Status.NOT_FOUND
                : e.retryable() ? Response.Status.SERVICE_UNAVAILABLE : Response.Status.BAD_REQUEST;
        return Response.status(status)
                .entity(new Problem(e.code(), e.getMessage()))
                .build();
    }
}
