package io.loist.storage.internal.server;

import static io.loist.storage.testing.MediaClient.assertRefused;
import static io.loist.storage.testing.MediaClient.get;
import static io.loist.storage.testing.MediaClient.send;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import io.loist.signing.SignedUrlRequest;
import io.loist.storage.LocalMediaServer;
import io.loist.testing.Intercepted;
import io.loist.testkit.memory.InMemoryObjectStore;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Objects that are replaced after the server has described them. */
class LocalMediaServerReplacedTest {

    private static final ObjectRef SONG = new ObjectRef("my-bucket", "song.mp3");

    private final InMemoryObjectStore store = new InMemoryObjectStore("my-bucket");
    private final StoredObject old = put("old bytes");
    private boolean replaces = true;
    private final ObjectStore replaced = Intercepted.store(store, new Intercepted.Interceptor() {
        @Override
        public void before(String method) {}

        @Override
        public void after(String method) {
            if (replaces && method.equals("details")) {
                replaces = false;
                store.delete(SONG);
                put("other bytes, and more of them");
            }
        }
    });
    private final LocalMediaServer server = LocalMediaServer.start(replaced);

    private StoredObject put(String bytes) {
        return store.put(Upload.builder(SONG, bytes.getBytes(UTF_8)).build());
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void get_replacedMeanwhile_givesNoByteOfTheOther() {
        assertRefused(get(server.signedUrls().sign(SONG)), 404, "NoSuchKey");

        assertThat(get(server.signedUrls().sign(SONG)).body()).asString(UTF_8).startsWith("other bytes");
    }

    @Test
    void delete_replacedMeanwhileAndOnlyTheOldOneMeant_keepsTheOther() {
        SignedUrlRequest delete = SignedUrlRequest.builder("DELETE", SONG)
                .header("x-goog-if-generation-match", Long.toString(old.generation()))
                .build();

        assertThat(send(server.signedUrls().sign(delete), new byte[0]).statusCode())
                .isEqualTo(412);

        Optional<StoredObject> kept = store.stat(SONG);
        assertThat(kept).isPresent();
    }

    @Test
    void delete_replacedMeanwhile_deletesTheOther() {
        SignedUrlRequest delete = SignedUrlRequest.builder("DELETE", SONG).build();

        assertThat(send(server.signedUrls().sign(delete), new byte[0]).statusCode())
                .isEqualTo(204);

        assertThat(store.stat(SONG)).isEmpty();
    }
}
