package io.loist.storage.internal.gcs;

import com.google.cloud.NoCredentials;
import io.loist.object.ObjectStore;
import io.loist.storage.GcsObjectStore;
import io.loist.testkit.contract.ObjectStoreContract;
import io.loist.testkit.contract.StoreCapability;
import java.net.URI;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The contract against a bucket that exists already: Google's own with the Application Default Credentials, or that of an
 * emulator, without credentials, at {@code -Dloist.gcs.endpoint=URL}. It runs with {@code -Dloist.gcs.bucket=NAME} only, and
 * deletes what it stores. What the endpoint cannot do is named by {@code -Dloist.gcs.without=FLAG,…}, with the flags of
 * {@link StoreCapability}; the tests that need it are skipped.
 */
@EnabledIfSystemProperty(named = "loist.gcs.bucket", matches = ".+")
final class GcsEndpointTest extends ObjectStoreContract {

    private static final String MISSING = "loist-missing-" + UUID.randomUUID();

    private static Set<StoreCapability> missing = Set.of();
    private static GcsObjectStore store;

    @BeforeAll
    static void open() {
        missing = StoreCapability.missing();
        GcsObjectStore.Builder builder = GcsObjectStore.builder();
        String endpoint = System.getProperty("loist.gcs.endpoint", "");
        if (!endpoint.isEmpty()) {
            builder.endpoint(URI.create(endpoint)).credentials(NoCredentials.getInstance());
        }
        store = builder.build();
    }

    @AfterAll
    static void close() {
        if (store != null) {
            store.close();
        }
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Override
    protected String bucket() {
        return System.getProperty("loist.gcs.bucket");
    }

    @Override
    protected String missingBucket() {
        return MISSING;
    }

    @Override
    protected Set<StoreCapability> missing() {
        return missing;
    }
}
