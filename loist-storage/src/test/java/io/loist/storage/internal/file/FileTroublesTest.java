package io.loist.storage.internal.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import io.loist.storage.FileSystemObjectStore;
import io.loist.storage.testing.FileLockMain;
import io.loist.testing.Integration;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a store does where something lies in its folder that should not, and when another process stands in its way. */
@Integration
@Timeout(120)
class FileTroublesTest {

    private static final ObjectRef SONG = new ObjectRef("music", "song");
    private static final ObjectRef OTHER = new ObjectRef("music", "other");

    @TempDir
    Path root;

    private FileSystemObjectStore store;
    private StoredObject stored;
    private Path file;

    @BeforeEach
    void open() {
        store = FileSystemObjectStore.create(root);
        store.createBucket("music");
        stored = store.put(upload(SONG).build());
        file = root.resolve("music").resolve("song");
    }

    @Test
    void anyCall_trailerCutOff_saysSoOrPutsItRight() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 10);
        }

        assertThatTheObjectIsUnusable();

        store.put(upload(SONG).precondition(Upload.Precondition.NONE).build());
        assertThat(store.read(SONG).readAllBytes()).asString(UTF_8).isEqualTo("bytes of song");
    }

    @Test
    void anyCall_folderInPlaceOfTheFile_saysSoAndLeavesIt() throws IOException {
        Files.delete(file);
        Files.createDirectories(file.resolve("of somebody"));

        assertThatTheObjectIsUnusable();
        assertFails(
                Reason.UNAVAILABLE,
                () -> store.put(
                        upload(SONG).precondition(Upload.Precondition.NONE).build()));
        assertFails(Reason.INTEGRITY, () -> store.delete(SONG));

        assertThat(file.resolve("of somebody")).isDirectory();
        assertThat(root.resolve("music").resolve(".incoming")).isDirectoryNotContaining("glob:**.part");
    }

    private void assertThatTheObjectIsUnusable() {
        store.put(upload(OTHER).build());
        assertFails(Reason.INTEGRITY, () -> store.stat(SONG));
        assertFails(Reason.INTEGRITY, () -> store.exists(SONG));
        assertFails(Reason.INTEGRITY, () -> store.details(SONG));
        assertFails(Reason.INTEGRITY, () -> store.read(SONG));
        assertFails(Reason.INTEGRITY, () -> store.put(upload(SONG).build()));
        assertFails(
                Reason.INTEGRITY,
                () -> store.put(upload(SONG).replacing(stored.generation()).build()));
        assertFails(Reason.INTEGRITY, () -> store.copy(SONG, new ObjectRef("music", "copy")));
        assertFails(Reason.INTEGRITY, () -> store.move(stored, new ObjectRef("music", "moved")));
        try (Stream<StoredObject> listed = store.list("music", "")) {
            assertThat(listed).extracting(StoredObject::ref).containsExactly(OTHER);
        }
    }

    @Test
    void changes_lockHeldByAnotherProcess_giveUpInTimeAndDoNothing() throws Exception {
        BucketFolder bucket = new BucketFolder(root.resolve("music"));
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FileLockMain.class.getName(),
                        NameLock.file(bucket, bucket.file(SONG.name())).toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(holder.inputReader(UTF_8).readLine()).isEqualTo("held");

            assertFails(Reason.UNAVAILABLE, () -> store.delete(SONG));
            store.put(upload(OTHER).build());
            assertThat(store.read(SONG).readAllBytes())
                    .as("reading needs no lock")
                    .hasSize(13);
        } finally {
            holder.destroyForcibly().waitFor();
        }

        assertThat(store.delete(SONG)).as("the lock ends with its process").isTrue();
    }

    private static void assertFails(Reason reason, ThrowingCallable call) {
        assertThatExceptionOfType(ObjectStoreException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason))
                .withMessageContaining("gs://music");
    }

    private static Upload.Builder upload(ObjectRef ref) {
        return Upload.builder(ref, ("bytes of " + ref.name()).getBytes(UTF_8));
    }
}
