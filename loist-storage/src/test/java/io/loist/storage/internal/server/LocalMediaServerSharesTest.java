package io.loist.storage.internal.server;

import static io.loist.storage.testing.MediaClient.assertRefused;
import static io.loist.storage.testing.MediaClient.header;
import static io.loist.storage.testing.MediaClient.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.loist.object.ObjectRef;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import io.loist.storage.LocalMediaServer;
import io.loist.storage.internal.server.upload.ResumableUpload;
import io.loist.testkit.memory.InMemoryObjectStore;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Upload sessions in great numbers: who starts too many loses their own. */
@Timeout(60)
class LocalMediaServerSharesTest {

    private static final int PER_URL = 16;
    private static final int PER_CLIENT = 256;

    private final LocalMediaServer server = LocalMediaServer.start(new InMemoryObjectStore("my-bucket"));

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void sessions_manyOfOneUrl_leaveThoseOfOthers() {
        URI victim = start(sign("victim"));
        send(
                "PUT",
                victim,
                BodyPublishers.ofByteArray(new byte[ResumableUpload.STEP]),
                "Content-Range",
                "bytes 0-262143/*");
        SignedUrl one = sign("attacker");

        for (int i = 0; i < 260; i++) {
            start(one);
        }

        assertThat(header(query(victim), "Range")).isEqualTo("bytes=0-262143");
    }

    @Test
    void sessions_manyOfOneUrlInOtherSpellings_leaveThoseOfOthers() {
        URI victim = start(sign("victim"));
        SignedUrl one = sign("attacker");
        String text = one.uri().toString();
        int signature = text.indexOf("&X-Goog-Signature=");
        String upperCase = text.substring(0, signature) + "&x-goog-signature="
                + text.substring(signature + 18).toUpperCase(Locale.ROOT);

        for (int i = 0; i < PER_URL; i++) {
            start(one);
        }
        URI forgotten = start(one);
        for (int i = 0; i < PER_CLIENT; i++) {
            start(new SignedUrl(URI.create(upperCase), one.method(), one.headers(), one.expiresAt()));
        }

        assertThat(query(victim).statusCode()).isEqualTo(308);
        assertRefused(query(forgotten), 404, "NoSuchUpload");
    }

    @Test
    void sessions_manyOfOneClient_pushOutTheOneUnusedForLongest() {
        URI used = start(sign("used"));
        URI forgotten = start(sign("forgotten"));
        for (int i = 2; i < PER_CLIENT; i++) {
            start(sign("song " + i));
        }
        query(used);

        start(sign("one too many"));

        assertThat(query(used).statusCode()).isEqualTo(308);
        assertRefused(query(forgotten), 404, "NoSuchUpload");
    }

    private SignedUrl sign(String name) {
        return server.signedUrls()
                .sign(SignedUrlRequest.startUpload(new ObjectRef("my-bucket", name))
                        .build());
    }

    private static URI start(SignedUrl url) {
        HttpResponse<byte[]> response = send(url, new byte[0]);
        assertThat(response.statusCode()).isEqualTo(201);
        return URI.create(header(response, "Location"));
    }

    private static HttpResponse<byte[]> query(URI session) {
        return send("PUT", session, BodyPublishers.noBody(), "Content-Range", "bytes */*");
    }
}
