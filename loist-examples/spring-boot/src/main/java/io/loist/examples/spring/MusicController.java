package io.loist.examples.spring;

import io.loist.LoistException;
import io.loist.TrackNotFoundException;
import io.loist.ingest.IngestSource;
import io.loist.library.Loist;
import io.loist.object.ObjectRef;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import io.loist.track.Track;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Search, play and upload over HTTP. */
@RestController
class MusicController {

    private final Loist loist;
    private final PlayLog plays;

    MusicController(Loist loist, PlayLog plays) {
        this.loist = loist;
        this.plays = plays;
    }

    /** A track, as the application's clients see it. */
    record Song(UUID id, String title, String artist) {

        static Song of(Track track) {
            return new Song(
                    track.id(), track.metadata().title(), track.metadata().artist());
        }
    }

    /** Where to send a file to: {@code PUT} with exactly these headers, then name the object to {@link #ingest}. */
    record Upload(String object, URI url, Map<String, String> headers) {}

    @GetMapping("/search")
    List<Song> search(@RequestParam String q) {
        return loist.search(q).hits().stream().map(hit -> Song.of(hit.track())).toList();
    }

    /** Sends the client to the URL that plays the track; the bytes do not pass through the application. */
    @GetMapping("/play/{track}")
    ResponseEntity<Void> play(@PathVariable UUID track) {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(plays.play(track).uri())
                .build();
    }

    @PostMapping("/uploads")
    Upload upload(@RequestParam String contentType, @RequestParam long size) {
        ObjectRef object = loist.pipeline().uploadTarget();
        SignedUrl url = loist.signedUrls()
                .sign(SignedUrlRequest.put(object)
                        .contentType(contentType)
                        .size(size, size)
                        .build());
        return new Upload(object.uri(), url.uri(), url.headers());
    }

    @PostMapping("/songs")
    Song ingest(@RequestParam String object) {
        return Song.of(loist.ingest(IngestSource.upload(ObjectRef.parse(object), 0)));
    }

    @ExceptionHandler
    ProblemDetail refused(LoistException e) {
        HttpStatus status = e instanceof TrackNotFoundException
                ? HttpStatus.NOT_FOUND
                : e.retryable() ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.BAD_REQUEST;
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, e.getMessage());
        problem.setProperty("code", e.code());
        return problem;
    }
}
