package io.loist.storage.internal.gcs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.loist.ObjectStoreException.Reason;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.storage.GcsObjectStore;
import io.loist.storage.testing.gcs.GcsFaults.Fault;
import io.loist.storage.testing.gcs.GcsOperation;
import io.loist.storage.testing.gcs.GcsTestServer;
import io.loist.testing.Integration;
import io.loist.testkit.contract.ObjectStoreFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Cloud Storage leaves checksums out of lists of objects that a customer's key encrypts, and some servers leave out a size of 0. */
@Integration
final class GcsSparseAnswersTest extends ObjectStoreFixture {

    private static final String BUCKET = "sparse";

    private static GcsTestServer server;
    private static GcsObjectStore store;

    @BeforeAll
    static void start() throws IOException {
        server = GcsTestServer.start();
        server.createBucket(BUCKET);
        store = GcsObjectStoreTest.open(server.endpoint(), Duration.ofSeconds(5));
    }

    @AfterAll
    static void stop() {
        store.close();
        server.close();
    }

    @AfterEach
    void answerInFull() {
        Stream.of(GcsOperation.INSERT, GcsOperation.GET, GcsOperation.LIST).forEach(server::omit);
        server.renewFaults();
    }

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Override
    protected String bucket() {
        return BUCKET;
    }

    @Test
    void list_withoutChecksums_returnsTheObjectsWithoutThem() {
        StoredObject stored = put("a", "bytes");
        server.omit(GcsOperation.LIST, "crc32c", "md5Hash");

        StoredObject expected = stored.toBuilder().crc32c(null).sha256(null).build();
        try (Stream<StoredObject> listed = store.list(BUCKET, folder());
                Stream<ObjectStore.Entry> level = store.list(BUCKET, folder(), "/")) {
            assertThat(listed).containsExactly(expected);
            assertThat(level.map(ObjectStore.Entry::object)).containsExactly(expected);
        }
        assertThat(statOf("a")).isEqualTo(stored.withSha256(null));
    }

    @Test
    void move_listedWithoutChecksumAndTheAnswerIsLost_findsTheMovedObject() {
        StoredObject stored = put("from", "bytes");
        server.omit(GcsOperation.LIST, "crc32c", "md5Hash");
        server.faults().plan(GcsOperation.MOVE, Fault.LOST_ANSWER);
        List<StoredObject> listed;
        try (Stream<StoredObject> all = store.list(BUCKET, folder())) {
            listed = all.toList();
        }

        StoredObject moved = store.move(listed.get(0), ref("to"));

        assertThat(moved.hasSameBytesAs(stored)).isTrue();
    }

    @Test
    void anyCall_objectWithoutChecksum_isServedWithoutIt() throws IOException {
        server.omit(GcsOperation.INSERT, "crc32c", "md5Hash");
        server.omit(GcsOperation.GET, "crc32c", "md5Hash");

        StoredObject stored = put("a", "bytes");

        assertThat(stored.crc32c()).isNotNull();
        assertThat(statOf("a").crc32c()).isNull();
        assertThat(contentOf("a")).asString().isEqualTo("bytes");
        assertThat(store.delete(ref("a"))).isTrue();
    }

    @Test
    void read_rangeRefusedThoughNoneWasAskedFor_isNoEmptyObject() throws IOException {
        HttpServer odd = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        odd.createContext("/", exchange -> {
            exchange.sendResponseHeaders(416, -1);
            exchange.close();
        });
        odd.start();
        URI address = URI.create("http://localhost:" + odd.getAddress().getPort());
        try (GcsObjectStore asked = GcsObjectStoreTest.open(address, Duration.ofSeconds(1))) {
            assertFails(Reason.REFUSED, ref("a").uri(), () -> asked.read(ref("a")));
        } finally {
            odd.stop(0);
        }
    }

    @Test
    void anyCall_emptyObjectWithoutSize_hasNoBytes() {
        Stream.of(GcsOperation.INSERT, GcsOperation.GET, GcsOperation.LIST).forEach(each -> server.omit(each, "size"));

        StoredObject stored = put("a", "");

        assertThat(stored.size()).isZero();
        assertThat(statOf("a").size()).isZero();
        assertThat(names("")).containsExactly("a");
    }
}
