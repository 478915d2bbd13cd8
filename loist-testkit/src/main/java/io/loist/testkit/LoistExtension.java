package io.loist.testkit;

import io.loist.db.LoistDatabase;
import io.loist.library.Loist;
import io.loist.storage.FileSystemObjectStore;
import io.loist.storage.LocalMediaServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives each test an empty library of its own on real parts: PostgreSQL, a store on the file system, and a media server that
 * verifies the signatures of URLs. A test class has one database, which {@link LoistDatabase#migrate()} has prepared; all classes of a
 * JVM share one server, which ends with the JVM.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final LoistExtension LOIST = LoistExtension.create();
 *
 * @Test
 * void upload_isFound() {
 *     LOIST.library().ingest(Files.write(folder.resolve("a.wav"), SampleAudio.wav("Title", "Artist")));
 *     …
 * }
 * }</pre>
 *
 * <p>Register it in a static field. Not for classes whose tests run at the same time.
 */
public final class LoistExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private static final String OUTSIDE = "no test is running; register the extension in a static field";

    private final String image;
    private int depth;
    private int tests;
    private @Nullable String jdbcUrl;
    private @Nullable Path folder;
    private @Nullable FileSystemObjectStore objects;
    private @Nullable LocalMediaServer media;
    private @Nullable LoistDatabase database;
    private @Nullable Loist library;

    private LoistExtension(String image) {
        this.image = image;
    }

    /**
     * Returns an extension whose database is an embedded PostgreSQL: its programs come from Maven Central, for the platform
     * that the build runs on, and run as root as well.
     */
    public static LoistExtension create() {
        return new LoistExtension(PostgresServer.EMBEDDED);
    }

    /**
     * Returns an extension whose database is in a container. Where there is no Docker, its tests are skipped. It needs {@code
     * org.testcontainers:testcontainers-postgresql}, which the host adds.
     *
     * @param image such as {@code postgres:18}
     */
    public static LoistExtension inContainer(String image) {
        return new LoistExtension(image);
    }

    /** Returns the URL of the database of the test class, with user and password: for a pool of the host. */
    public String jdbcUrl() {
        return running(jdbcUrl);
    }

    /** Returns the database, in a namespace that no other test uses. It is closed after the test. */
    public LoistDatabase database() {
        return running(database);
    }

    /** Returns the store, which has the bucket {@link #bucket()}. */
    public FileSystemObjectStore objects() {
        return running(objects);
    }

    /** Returns the name of the bucket of the test. */
    public String bucket() {
        return "test-" + tests;
    }

    /** Returns the server that answers signed URLs; it refuses those without a valid signature, and those that have expired. */
    public LocalMediaServer mediaServer() {
        return running(media);
    }

    /** Returns the library of the test, made of the other parts. */
    public Loist library() {
        return running(library);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        if (depth++ > 0) {
            return; // a nested class shares what its outer class has
        }
        String url = PostgresServer.running(image).newDatabase();
        jdbcUrl = url;
        try (LoistDatabase migration = LoistDatabase.builder().jdbcUrl(url).build()) {
            migration.migrate();
        }
        folder = Files.createTempDirectory("loist-testkit-");
        objects = FileSystemObjectStore.create(folder);
        media = LocalMediaServer.start(objects);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        tests++;
        objects().createBucket(bucket());
        database = LoistDatabase.builder()
                .jdbcUrl(jdbcUrl())
                .namespace("test-" + tests)
                .searchTimeout(Duration.ofMinutes(1))
                .build();
        library = Loist.builder()
                .database(database)
                .objects(objects())
                .bucket(bucket())
                .signedUrls(mediaServer().signedUrls())
                .build();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (library != null) {
            library.close();
            library = null;
            database = null;
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (--depth > 0) {
            return;
        }
        if (media != null) {
            media.close();
        }
        if (folder != null) {
            delete(folder);
        }
        if (jdbcUrl != null) {
            PostgresServer.running(image).drop(jdbcUrl);
        }
        media = null;
        objects = null;
        folder = null;
        jdbcUrl = null;
    }

    private static <T> T running(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException(OUTSIDE);
        }
        return part;
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " of the tests cannot be deleted; delete it.", e);
        }
    }
}
