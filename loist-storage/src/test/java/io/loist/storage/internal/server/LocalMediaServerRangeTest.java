package io.loist.storage.internal.server;

import static io.loist.storage.testing.MediaClient.get;
import static io.loist.storage.testing.MediaClient.header;
import static io.loist.storage.testing.MediaClient.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loist.object.ObjectRef;
import io.loist.object.Upload;
import io.loist.signing.SignedUrl;
import io.loist.storage.LocalMediaServer;
import io.loist.testkit.memory.InMemoryObjectStore;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of objects, and objects a client has already. */
class LocalMediaServerRangeTest {

    private static final ObjectRef SONG = new ObjectRef("my-bucket", "audio/song.mp3");

    private final InMemoryObjectStore store = new InMemoryObjectStore("my-bucket");
    private final LocalMediaServer server = LocalMediaServer.start(store);
    private final SignedUrl url = server.signedUrls().sign(put("0123456789"));

    @AfterEach
    void closeServer() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, bytes 0-0/10",
        "bytes=2-5, 2345, bytes 2-5/10",
        "bytes=7-, 789, bytes 7-9/10",
        "bytes=-4, 6789, bytes 6-9/10",
        "bytes=8-1000, 89, bytes 8-9/10",
    })
    void get_range_givesThatPart(String range, String expected, String contentRange) {
        HttpResponse<byte[]> response = get(url, "Range", range);

        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(text(response)).isEqualTo(expected);
        assertThat(header(response, "Content-Range")).isEqualTo(contentRange);
        assertThat(header(response, "Content-Length")).isEqualTo(Integer.toString(expected.length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,4-5", "bytes=5-2", "lines=1-2"})
    void get_severalRangesOrOneNotUnderstood_givesTheWhole(String range) {
        HttpResponse<byte[]> response = get(url, "Range", range);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(text(response)).isEqualTo("0123456789");
    }

    @Test
    void get_rangeBehindTheEnd_isNotSatisfiable() {
        HttpResponse<byte[]> response = get(url, "Range", "bytes=10-");

        assertThat(response.statusCode()).isEqualTo(416);
        assertThat(header(response, "Content-Range")).isEqualTo("bytes */10");
        assertThat(text(response)).contains("<Code>InvalidRange</Code>");
    }

    @Test
    void get_ifRangeOfThisContent_givesThePart() {
        assertThat(get(url, "Range", "bytes=0-1", "If-Range", tag()).statusCode())
                .isEqualTo(206);
    }

    @Test
    void get_ifRangeOfOtherContent_givesTheWhole() {
        String before = tag();
        put("abcdef");

        HttpResponse<byte[]> response = get(url, "Range", "bytes=0-1", "If-Range", before);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(text(response)).isEqualTo("abcdef");
    }

    @Test
    void get_ifNoneMatchOfThisContent_isNotModified() {
        HttpResponse<byte[]> response = get(url, "If-None-Match", "\"other\", " + tag());

        assertThat(response.statusCode()).isEqualTo(304);
        assertThat(header(response, "ETag")).isEqualTo(tag());
        assertThat(response.body()).isEmpty();
    }

    @Test
    void get_ifNoneMatchOfOtherContent_givesTheWhole() {
        assertThat(get(url, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @Test
    void get_conditionWithoutGoodSignature_tellsNothing() {
        SignedUrl unsigned =
                new SignedUrl(server.uri().resolve("/my-bucket/audio/song.mp3"), "GET", url.headers(), url.expiresAt());

        assertThat(get(unsigned, "If-None-Match", "*").statusCode()).isEqualTo(403);
    }

    private String tag() {
        return header(get(url), "ETag");
    }

    private ObjectRef put(String content) {
        store.put(Upload.builder(SONG, content.getBytes(UTF_8))
                .precondition(Upload.Precondition.NONE)
                .build());
        return SONG;
    }
}
