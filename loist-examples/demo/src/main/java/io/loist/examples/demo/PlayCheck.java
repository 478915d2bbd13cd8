package io.loist.examples.demo;

import io.loist.object.ByteRange;
import io.loist.object.ObjectStore;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import io.loist.signing.SignedUrlService;
import io.loist.track.Track;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Plays a part of a track through a signed URL, and shows that a changed or expired URL is refused. */
final class PlayCheck {

    /** Long enough for the requests, short enough to wait for. */
    private static final Duration LIFETIME = Duration.ofSeconds(3);

    private static final int PART = 64 * 1024;

    private final SignedUrlService signer;
    private final ObjectStore objects;
    private final PrintStream out;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    PlayCheck(SignedUrlService signer, ObjectStore objects, PrintStream out) {
        this.signer = signer;
        this.objects = objects;
        this.out = out;
    }

    /**
     * Plays a part of a track.
     *
     * @param file the file it came from, or null to compare with the store's own bytes
     * @throws IllegalStateException if an answer is not the expected one
     */
    void play(Track track, @Nullable Path file) throws IOException, InterruptedException {
        long size = track.audioObject().size();
        long first = size / 3;
        long last = Math.min(size, first + PART) - 1;
        byte[] expected = expected(track, file, new ByteRange(first, last - first + 1));

        SignedUrl url = signer.sign(SignedUrlRequest.get(track.audioObject().ref())
                .lifetime(LIFETIME)
                .build());
        out.println("   signed   " + url);

        HttpResponse<byte[]> part = get(url.uri(), "bytes=" + first + "-" + last);
        require(part.statusCode() == 206, "The range was answered with " + part.statusCode() + " instead of 206.");
        require(Arrays.equals(part.body(), expected), "The bytes that came back are not those of the file.");
        out.println(String.format(
                Locale.ROOT,
                "   played   bytes %,d to %,d of %,d: 206, %s, equal to %s",
                first,
                last,
                size,
                part.headers().firstValue("Content-Type").orElse("no type"),
                file == null ? "the stored object" : "the file"));

        HttpResponse<byte[]> forged = get(withAnotherSignature(url.uri()), "bytes=0-0");
        require(forged.statusCode() == 403, "A forged signature was answered with " + forged.statusCode() + ".");
        out.println("   refused  the same URL with one character of the signature changed: 403");

        Duration untilExpiry = Duration.between(Instant.now(), url.expiresAt()).plusMillis(50);
        Thread.sleep(Math.max(0, untilExpiry.toMillis()));
        HttpResponse<byte[]> expired = get(url.uri(), "bytes=0-0");
        require(expired.statusCode() / 100 == 4, "An expired URL was answered with " + expired.statusCode() + ".");
        out.println("   refused  the same URL after it expired: " + expired.statusCode());
    }

    private byte[] expected(Track track, @Nullable Path file, ByteRange range) throws IOException {
        if (file == null) {
            try (InputStream in = objects.read(track.audioObject().ref(), range)) {
                return in.readAllBytes();
            }
        }
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(range.offset());
            return in.readNBytes((int) range.length());
        }
    }

    private HttpResponse<byte[]> get(URI uri, String range) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Range", range)
                .timeout(Duration.ofSeconds(10))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static URI withAnotherSignature(URI uri) {
        String text = uri.toString();
        char last = text.charAt(text.length() - 1);
        return URI.create(text.substring(0, text.length() - 1) + (last == '0' ? '1' : '0'));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
