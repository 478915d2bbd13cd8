package io.loist.examples.web;

import io.loist.library.Loist;
import io.loist.object.StoredObject;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import io.loist.track.Track;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Signs the URLs of audio and covers. */
final class Playing {

    /** Less than a cover's URL is valid. */
    static final Duration COVERS_ARE_KEPT = SignedUrlRequest.DEFAULT_LIFETIME.dividedBy(2);

    private final Loist loist;

    Playing(Loist loist) {
        this.loist = loist;
    }

    /** A URL that plays, and how long it does: the browser's clock may be wrong. */
    record Playable(URI url, Duration remaining) {}

    Playable play(PageRequest request) {
        SignedUrl url = loist.playUrl(request.id("id"));
        return new Playable(url.uri(), url.remaining(Instant.now()));
    }

    /** Returns the URL of a track's cover: of the smallest copy that is large enough, else of the cover itself. */
    URI cover(PageRequest request) {
        UUID id = request.id("id");
        Map<UUID, SortedMap<Integer, StoredObject>> copies =
                loist.database().tracks().thumbnails(List.of(id));
        SortedMap<Integer, StoredObject> enough =
                copies.getOrDefault(id, new TreeMap<>()).tailMap(Integer.parseInt(request.text("size")));
        StoredObject cover = enough.isEmpty() ? original(id) : enough.get(enough.firstKey());
        return loist.signedUrls()
                .sign(SignedUrlRequest.get(Objects.requireNonNull(cover).ref()).build())
                .uri();
    }

    private StoredObject original(UUID id) {
        Optional<Track> track = loist.database().tracks().findById(id);
        return track.map(Track::artworkObject).orElseThrow();
    }
}
