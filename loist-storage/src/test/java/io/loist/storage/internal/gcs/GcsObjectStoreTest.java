package io.loist.storage.internal.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.NoCredentials;
import com.google.gson.JsonObject;
import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.object.ByteRange;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import io.loist.storage.GcsObjectStore;
import io.loist.storage.testing.gcs.GcsFaults;
import io.loist.storage.testing.gcs.GcsOperation;
import io.loist.storage.testing.gcs.GcsTestServer;
import io.loist.testing.Integration;
import io.loist.testkit.TestContent;
import io.loist.testkit.contract.ObjectStoreContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Integration
public final class GcsObjectStoreTest extends ObjectStoreContract {

    private static final String BUCKET = "music";

    private static GcsTestServer server;
    private static GcsObjectStore store;

    @BeforeAll
    static void start() throws IOException {
        server = GcsTestServer.start();
        server.createBucket(BUCKET);
        store = open(server.endpoint(), Duration.ofSeconds(5));
    }

    @AfterAll
    static void stop() {
        store.close();
        server.close();
    }

    @BeforeEach
    void renewFaults() {
        server.renewFaults();
    }

    public static GcsObjectStore open(URI endpoint, Duration retryFor) {
        return GcsObjectStore.builder()
                .credentials(NoCredentials.getInstance())
                .endpoint(endpoint)
                .retryFor(retryFor)
                .build();
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Override
    protected String bucket() {
        return BUCKET;
    }

    @Override
    protected void changeOneByte(ObjectRef ref) {
        server.faults().plan(GcsOperation.MEDIA, GcsFaults.Fault.CHANGED_BYTE);
    }

    @Test
    void put_headersAndMetadata_arrive() {
        store.put(upload("a", new byte[3])
                .contentType("audio/mpeg")
                .contentDisposition("attachment; filename=\"x\"")
                .cacheControl("private, max-age=60")
                .metadata(Map.of("who", "Björk"))
                .build());

        JsonObject given = server.object(BUCKET, ref("a").name()).given();
        assertThat(given.get("contentDisposition").getAsString()).isEqualTo("attachment; filename=\"x\"");
        assertThat(given.get("cacheControl").getAsString()).isEqualTo("private, max-age=60");
        assertThat(given.getAsJsonObject("metadata").get("who").getAsString()).isEqualTo("Björk");
    }

    @Test
    void put_small_sendsItsChecksum() {
        put("a", "123456789");

        JsonObject given = server.object(BUCKET, ref("a").name()).given();
        assertThat(given.get("crc32c").getAsString()).isEqualTo("4waSgw==");
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, GcsUpload.CHUNK_BYTES + 1_000, 2 * GcsUpload.CHUNK_BYTES})
    void put_otherLengthThanTheSourceSaid_throwsRefusedAndStoresNothing(int said) {
        for (int given : List.of(said - 1, said + 1)) {
            Upload upload = Upload.builder(ref("a"), new Sized(given, said)).build();

            assertFails(Reason.REFUSED, ref("a").uri(), () -> store.put(upload));
        }

        assertThat(names("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {GcsUpload.CHUNK_BYTES, GcsUpload.CHUNK_BYTES + 1, GcsUpload.CHUNK_BYTES + 256 * 1024})
    void put_lengthAtABoundary_arrivesWhole(int size) {
        byte[] bytes = TestContent.random(size);

        assertThat(put("a", bytes).sha256()).isEqualTo(TestContent.sha256(bytes));

        assertThat(server.object(BUCKET, ref("a").name()).bytes()).isEqualTo(bytes);
    }

    @Test
    void putAndRead_anyLength_makeNoNeedlessCalls() throws IOException {
        put("small", "bytes");
        put("large", TestContent.random(GcsUpload.CHUNK_BYTES + 1));
        for (String name : List.of("small", "large")) {
            try (InputStream in = store.read(ref(name))) {
                in.readAllBytes();
            }
        }

        assertThat(server.faults().calls(GcsOperation.INSERT)).isEqualTo(1);
        assertThat(server.faults().calls(GcsOperation.START)).isEqualTo(1);
        assertThat(server.faults().calls(GcsOperation.CHUNK)).isEqualTo(2);
        assertThat(server.faults().calls(GcsOperation.MEDIA)).isEqualTo(2);
        assertThat(server.faults().calls(GcsOperation.GET))
                .as("the client's channel for large objects does not return the object")
                .isEqualTo(1);
    }

    /** So many bytes, though it says another number. */
    private record Sized(int given, int said) implements Upload.Content {

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(new byte[given]);
        }

        @Override
        public Long size() {
            return (long) said;
        }
    }

    @Test
    void copy_object_keepsHeadersAndMetadata() {
        store.put(upload("from", TestContent.random(300_000))
                .contentType("audio/mpeg")
                .contentDisposition("inline")
                .cacheControl("no-store")
                .metadata(Map.of("who", "Björk"))
                .build());

        store.copy(ref("from"), ref("to"));

        JsonObject given = server.object(BUCKET, ref("to").name()).given();
        assertThat(given.get("contentType").getAsString()).isEqualTo("audio/mpeg");
        assertThat(given.get("contentDisposition").getAsString()).isEqualTo("inline");
        assertThat(given.get("cacheControl").getAsString()).isEqualTo("no-store");
        assertThat(given.getAsJsonObject("metadata").get("who").getAsString()).isEqualTo("Björk");
        assertThat(server.faults().calls(GcsOperation.REWRITE)).isEqualTo(2);
    }

    @Test
    void read_range_fetchesNoMore() throws IOException {
        put("a", TestContent.random(1_000_000));
        server.renewFaults();

        try (InputStream in = store.read(ref("a"), new ByteRange(10, 20))) {
            assertThat(in.readAllBytes()).hasSize(20);
        }

        assertThat(server.faults().calls(GcsOperation.MEDIA)).isEqualTo(1);
    }

    @Test
    void list_longBucket_isReadPageByPage() {
        for (int i = 0; i < 25; i++) {
            put("n" + (100 + i), "");
        }
        server.renewFaults();

        try (Stream<StoredObject> listed = store.list(BUCKET, folder())) {
            assertThat(server.faults().calls(GcsOperation.LIST)).isZero();
            assertThat(listed.limit(11)).hasSize(11);
        }

        assertThat(server.faults().calls(GcsOperation.LIST)).isEqualTo(2);
    }

    @Test
    void anyCall_notPermitted_throwsPermissionDeniedAndSaysWhichRole() {
        server.faults().plan(GcsOperation.GET, GcsFaults.Fault.FORBIDDEN);

        assertThatThrownBy(() -> store.exists(ref("a")))
                .isInstanceOfSatisfying(
                        ObjectStoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.PERMISSION_DENIED))
                .hasMessageContaining(ref("a").uri())
                .hasMessageContaining("roles/storage.objectUser");
    }

    @Test
    void anyCall_nobodyThere_throwsUnavailable() {
        try (ObjectStore nowhere = open(URI.create("http://localhost:9"), Duration.ofMillis(100))) {
            assertFails(Reason.UNAVAILABLE, ref("a").uri(), () -> nowhere.stat(ref("a")));
            assertFails(
                    Reason.UNAVAILABLE,
                    ref("a").uri(),
                    () -> nowhere.put(Upload.builder(ref("a"), new byte[9]).build()));
        }
    }

    @Test
    void builder_unusableKeyFile_saysWhichAndHidesWhatIsInIt(@TempDir Path temp) throws IOException {
        Path file = Files.writeString(temp.resolve("key.json"), "{\"private_key\": \"SECRET\"}", UTF_8);

        assertThatThrownBy(() -> GcsObjectStore.builder().keyFile(file).build())
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageContaining(file.toString())
                .hasNoCause()
                .message()
                .doesNotContain("SECRET");
    }

    @Test
    void builder_valuesThatCannotBeRight_throw() {
        GcsObjectStore.Builder builder = GcsObjectStore.builder();

        assertThatThrownBy(() -> builder.endpoint(URI.create("localhost:80")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.retryFor(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.connectTimeout(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.readTimeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}
