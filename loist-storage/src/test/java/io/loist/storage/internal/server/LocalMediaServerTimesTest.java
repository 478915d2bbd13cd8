package io.loist.storage.internal.server;

import static io.loist.storage.testing.MediaClient.get;
import static io.loist.storage.testing.MediaClient.header;
import static io.loist.storage.testing.MediaClient.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import io.loist.storage.LocalMediaServer;
import io.loist.testkit.memory.InMemoryObjectStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The time of an object's last change, and what a request makes depend on it. */
@Timeout(60)
class LocalMediaServerTimesTest {

    private static final ObjectRef SONG = new ObjectRef("my-bucket", "song.mp3");
    private static final String CHANGED = "Tue, 14 Nov 2023 22:13:20 GMT";

    private final InMemoryObjectStore store = new InMemoryObjectStore("my-bucket");
    private final StoredObject song =
            store.put(Upload.builder(SONG, new byte[100]).build());
    private final LocalMediaServer server = LocalMediaServer.start(store);
    private final SignedUrl url = server.signedUrls().sign(SONG);

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void get_object_tellsTheTimeOfItsGeneration() {
        assertThat(Instant.EPOCH.plus(song.generation(), ChronoUnit.MICROS))
                .isBetween(Instant.parse("2023-11-14T22:13:20Z"), Instant.parse("2023-11-14T22:13:20.999999Z"));
        assertThat(header(get(url), "Last-Modified")).isEqualTo(CHANGED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "If-Modified-Since   | Tue, 14 Nov 2023 22:13:20 GMT | 304",
                "If-Modified-Since   | Wed, 15 Nov 2023 00:00:00 GMT | 304",
                "If-Modified-Since   | Tue, 14 Nov 2023 22:13:19 GMT | 200",
                "If-Modified-Since   | Mon, 14 Nov 2023 22:13:20 GMT | 200",
                "If-Modified-Since   | yesterday                     | 200",
                "If-Unmodified-Since | Tue, 14 Nov 2023 22:13:20 GMT | 200",
                "If-Unmodified-Since | Tue, 14 Nov 2023 22:13:19 GMT | 412",
                "If-Unmodified-Since | 1                             | 200",
                "If-Range            | Tue, 14 Nov 2023 22:13:20 GMT | 200",
            })
    void get_withATime_dependsOnIt(String name, String time, int status) {
        assertThat(get(url, name, time).statusCode()).isEqualTo(status);
    }

    @Test
    void get_withATagToo_dependsOnTheTagAlone() {
        String tag = header(get(url), "ETag");

        assertThat(get(url, "If-Modified-Since", CHANGED, "If-None-Match", "\"other\"")
                        .statusCode())
                .isEqualTo(200);
        assertThat(get(url, "If-Unmodified-Since", "Tue, 14 Nov 2023 22:13:19 GMT", "If-Match", tag)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void delete_changedSince_isRefused() {
        SignedUrl delete = server.signedUrls()
                .sign(SignedUrlRequest.builder("DELETE", SONG).build());

        assertThat(send(delete, new byte[0], "If-Unmodified-Since", "Tue, 14 Nov 2023 22:13:19 GMT")
                        .statusCode())
                .isEqualTo(412);
        assertThat(store.exists(SONG)).isTrue();
    }
}
