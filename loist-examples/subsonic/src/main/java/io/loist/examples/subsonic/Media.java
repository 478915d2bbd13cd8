package io.loist.examples.subsonic;

import io.loist.catalog.Album;
import io.loist.catalog.AlbumDetails;
import io.loist.catalog.AlbumQuery.ArtistPart;
import io.loist.play.Subject;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import io.loist.track.Lyrics;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackQuery;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Signs the URLs to which clients are redirected for audio and covers, so that no byte passes through this server; the store answers
 * requests for ranges. Clients must reach the store, and follow a redirect to another host, as players and libraries for HTTP do.
 */
record Media(Library library) {

    private static final int LARGEST = 100_000;

    /** Returns the URL that answers a request, or null if the request is none for audio or a cover. */
    @Nullable
    SignedUrl url(String name, Request request) {
        return switch (name) {
            case "stream" -> library.loist().playUrl(library.track(request.id()));
            case "download" -> download(library.track(request.id()));
            case "getCoverArt" ->
                withCover(request.id())
                        .flatMap(track -> library.loist().artworkUrl(track, request.number("size", LARGEST, LARGEST)))
                        .orElseThrow(() -> Failure.notFound("a cover of " + request.text("id")));
            default -> null;
        };
    }

    private SignedUrl download(Track track) {
        String name = track.metadata().title() + "." + track.audio().format();
        SignedUrlRequest.Builder request =
                SignedUrlRequest.get(track.audioObject().ref());
        return library.loist().signedUrls().sign(request.downloadName(name).build());
    }

    /** Returns the track that has the cover of a track, album or artist. */
    private Optional<UUID> withCover(Subject subject) {
        return switch (subject.kind()) {
            case TRACK -> Optional.of(subject.id());
            case ALBUM ->
                library.catalog().album(subject.id()).map(AlbumDetails::album).map(Album::artworkTrack);
            case ARTIST ->
                Offsets.readAll(library.albums(query -> query.artist(subject.id(), ArtistPart.ANY)))
                        .flatMap(album -> Stream.ofNullable(album.artworkTrack()))
                        .findFirst();
        };
    }

    Element lyricsOfSong(Request request) {
        Stream<Lyrics> lyrics =
                Stream.ofNullable(library.track(request.id()).metadata().lyrics());
        return Element.of("structuredLyrics", lyrics.map(Media::structured).toList());
    }

    private static Element structured(Lyrics lyrics) {
        Stream<Element> plain = lyrics.text().lines().map(line -> Element.of("value", line));
        Stream<Element> timed = lyrics.lines().stream()
                .map(line -> Element.of("value", line.text(), "start", line.at().toMillis()));
        boolean synced = !lyrics.lines().isEmpty();
        return Element.of("lang", "und", "synced", synced, "line", (synced ? timed : plain).toList());
    }

    /** Finds lyrics by the names of artist and title, as old clients do. */
    Element lyrics(Request request) {
        String artist = request.text("artist");
        String title = request.text("title");
        TrackFilter filter = TrackFilter.builder().artist(artist).title(title).build();
        TrackQuery query = TrackQuery.builder().filter(filter).build();
        Optional<String> text = library.tracks().list(query).items().stream()
                .flatMap(track -> Stream.ofNullable(track.metadata().lyrics()))
                .map(Lyrics::text)
                .findFirst();
        return Element.of("artist", artist, "title", title, "value", text.orElse(""));
    }
}
