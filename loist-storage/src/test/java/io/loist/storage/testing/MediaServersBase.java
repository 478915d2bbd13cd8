package io.loist.storage.testing;

import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.signing.SignedUrlService;
import io.loist.signing.SignedUrlVerifier;
import io.loist.signing.SigningKey;
import io.loist.signing.UrlEndpoint;
import io.loist.signing.VerificationKey;
import io.loist.storage.BucketSetup;
import io.loist.storage.CorsRule;
import io.loist.storage.GcsObjectStore;
import io.loist.storage.LocalMediaServer;
import io.loist.storage.internal.gcs.GcsObjectStoreTest;
import io.loist.storage.testing.gcs.GcsTestServer;
import io.loist.testkit.SettableClock;
import io.loist.testkit.TestContent;
import io.loist.testkit.memory.InMemoryObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;

/** The local media server, or the test server that stands for Cloud Storage, with the same bucket, rules and clock. */
public abstract class MediaServersBase {

    public static final String BUCKET = "my-bucket";
    public static final ObjectRef SONG = new ObjectRef(BUCKET, "temp/song.mp3");
    public static final String PAGE = "https://app.example.com";
    public static final int STEP = 256 * 1024;
    public static final byte[] BYTES = TestContent.random(2 * STEP + 5);

    private static final CorsRule RULE = CorsRule.forPlayers(PAGE);

    public enum Kind {
        LOCAL,
        CLOUD
    }

    public final SettableClock clock = new SettableClock(Instant.now());
    public ObjectStore store = new InMemoryObjectStore(BUCKET);
    public SignedUrlService urls = SignedUrlService.create(SigningKey.hmac("ID", "made up"));

    private AutoCloseable server = () -> {};

    public void start(Kind kind) throws IOException {
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
    public GcsTestServer startCloud() throws IOException {
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
    public void stop() throws Exception {
        server.close();
        store.close();
    }
}
