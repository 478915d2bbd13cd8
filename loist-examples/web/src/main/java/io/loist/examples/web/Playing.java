package io.loist.examples.web;

import io.loist.library.Loist;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

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

    URI cover(PageRequest request) {
        return loist.artworkUrl(request.id("id"), Integer.parseInt(request.text("size")))
                .orElseThrow()
                .uri();
    }
}
