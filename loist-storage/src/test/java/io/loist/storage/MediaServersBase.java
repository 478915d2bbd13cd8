package io.loist.storage;

import io.loist.media.ObjectRef;
import io.loist.media.ObjectStore;
import io.loist.media.SignedUrlService;
import io.loist.media.SignedUrlVerifier;
import io.loist.media.SigningKey;
import io.loist.media.UrlEndpoint;
import io.loist.media.VerificationKey;
import io.loist.testing.InMemoryObjectStore;
import io.loist.testing.SettableClock;
import io.loist.testing.TestContent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;

/** The local media server, or the test server that stands for Cloud Storage, with the same bucket, rules and clock. */
abstract class MediaServersBase {

    static final String BUCKET = "my-bucket";
    static final ObjectRef SONG = new ObjectRef(BUCKET, "temp/song.mp3");
    static final String PAGE = "https://app.example.com";
    static final int STEP = 256 * 1024;
    static final byte[] BYTES = TestContent.random(2 * STEP + 5);

    private static final CorsRule RULE = CorsRule.forPlayers(PAGE);

    enum Kind {
        LOCAL,
        CLOUD
    }

    final SettableClock clock = new SettableClock(Instant.now());
    ObjectStore store = new InMemoryObjectStore(BUCKET);
    SignedUrlService urls = SignedUrlService.create(SigningKey.hmac("ID", "made up"));

    private AutoCloseable server = () -> {};

    void start(Kind kind) throws IOException {
        if (kind == Kind.LOCAL) {
            LocalMediaServer local =
                    LocalMediaServer.builder(store).cors(RULE).clock(clock).start();
            urls = local.signedUrls();
            server = local;
        } else {
            startCloud();
        }
    }

    /** Starts the test server, whose calls can go wrong. */
    GcsTestServer startCloud() throws IOException {
        GcsTestServer cloud = GcsTestServer.start();
        server = cloud;
        cloud.createBucket(BUCKET);
        cloud.trust(SignedUrlVerifier.create(clock, VerificationKey.hmac("ID", "made up")));
        store = GcsObjectStoreTest.open(cloud.endpoint(), Duration.ofSeconds(5));
        BucketSetup.builder((GcsObjectStore) store, BUCKET).cors(RULE).build().apply();
        urls = SignedUrlService.builder(SigningKey.hmac("ID", "made up"))
                .endpoint(UrlEndpoint.pathStyle(cloud.endpoint()))
                .clock(clock)
                .build();
        return cloud;
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        store.close();
    }
}
