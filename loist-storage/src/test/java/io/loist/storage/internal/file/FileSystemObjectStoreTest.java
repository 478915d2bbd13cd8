package io.loist.storage.internal.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import io.loist.storage.FileSystemObjectStore;
import io.loist.testkit.TestContent;
import io.loist.testkit.contract.ObjectStoreContract;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileSystemObjectStoreTest extends ObjectStoreContract {

    private static final String BUCKET = "music";

    @TempDir
    Path root;

    private FileSystemObjectStore store;

    @BeforeEach
    void open() {
        store = FileSystemObjectStore.create(root);
        store.createBucket(BUCKET);
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
    void create_fileInsteadOfFolder_throwsRefused() throws IOException {
        Path file = Files.createFile(root.resolve("file"));

        assertFails(Reason.REFUSED, null, () -> FileSystemObjectStore.create(file));
        assertFails(Reason.UNAVAILABLE, null, () -> FileSystemObjectStore.create(file.resolve("below")));
    }

    @Test
    void create_linkToAFolder_usesTheFolder() throws IOException {
        Path folder = Files.createDirectory(root.resolve("real"));
        Path link = Files.createSymbolicLink(root.resolve("link"), folder);

        FileSystemObjectStore.create(link).createBucket("abc");

        assertThat(folder.resolve("abc")).isDirectory();
    }

    @Test
    void update_fromManyThreads_noChangeIsLost() {
        put("a", "bytes");

        IntStream.range(0, 40).parallel().forEach(i -> {
            boolean done = false;
            while (!done) {
                ObjectStore.Details found = store.details(ref("a")).orElseThrow();
                Map<String, String> more = new HashMap<>(found.metadata());
                more.put("n" + i, "");
                try {
                    done = store.update(found.withMetadata(more)).metageneration() > found.metageneration();
                } catch (ObjectStoreException e) {
                    assertThat(e.reason()).isEqualTo(Reason.PRECONDITION_FAILED);
                }
            }
        });

        assertThat(store.details(ref("a")).orElseThrow().metadata()).hasSize(40);
        assertThat(store.details(ref("a")).orElseThrow().metageneration()).isEqualTo(41);
        assertThat(contentOf("a")).asString(UTF_8).isEqualTo("bytes");
    }

    @Test
    void createBucket_twice_keepsItsObjects() {
        put("a", "1");

        store.createBucket(BUCKET);

        assertThat(names("")).containsExactly("a");
    }

    @Test
    void createBucket_nameThatLeadsOut_throws() {
        assertThatThrownBy(() -> store.createBucket("..")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.createBucket("a/b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void put_object_liesWhereAPersonLooksForIt() throws IOException {
        store.put(Upload.builder(new ObjectRef(BUCKET, "audio/1/song.mp3"), "la la".getBytes(UTF_8))
                .contentType("audio/mpeg")
                .contentDisposition("attachment; filename=\"two\nlines\"")
                .cacheControl("private")
                .metadata(Map.of("Who: me?", "C:\\new\r\n", "empty", ""))
                .build());

        Path file = root.resolve("music/audio.d/1.d/song.mp3");
        assertThat(Files.readString(file))
                .startsWith("la la\n\nsize: 5\ncrc32c: ")
                .contains("\ncache-control: private\ncontent-disposition: attachment; filename=\"two\\nlines\"\n")
                .contains("\ncontent-type: audio/mpeg\nmetadata.Who\\072 me?: C:\\\\new\\r\\n\n")
                .matches("(?s).*\nloist-object/1 [0-9]{10} [0-9a-f]{8}\n");
        ObjectDescription description =
                new BucketFolder(root.resolve(BUCKET)).describe(file).orElseThrow();
        assertThat(description.metadata()).isEqualTo(Map.of("Who: me?", "C:\\new\r\n", "empty", ""));
        assertThat(description.headers()).containsEntry("content-disposition", "attachment; filename=\"two\nlines\"");
        store.delete(new ObjectRef(BUCKET, "audio/1/song.mp3"));
    }

    @Test
    void put_reopenedStore_findsEverything() {
        put("kept", "bytes");

        try (ObjectStore again = FileSystemObjectStore.create(root)) {
            assertThat(again.stat(ref("kept"))).hasValue(statOf("kept"));
        }
    }

    @Test
    void put_metadataTooLong_throwsRefused() {
        Upload upload = upload("a", new byte[1])
                .metadata(Map.of("k", "v".repeat(300_000)))
                .build();

        assertFails(Reason.REFUSED, ref("a").uri(), () -> store.put(upload));
    }

    @Test
    void put_anyOutcome_leavesNothingIncoming() throws IOException {
        put("a", "1");
        assertThatThrownBy(() -> put("a", "2")).isInstanceOf(ObjectStoreException.class);
        assertThatThrownBy(() -> store.put(Upload.builder(ref("b"), () -> TestContent.failingAfter(9))
                        .build()))
                .isInstanceOf(ObjectStoreException.class);
        store.copy(ref("a"), ref("c"));

        assertThat(root.resolve("music/.incoming")).isEmptyDirectory();
    }

    @Test
    void put_leftByADeadProcess_isDeletedOnceItIsOld() throws IOException {
        Path old = Files.createFile(root.resolve("music/.incoming/old.part"));
        Path running = Files.createFile(root.resolve("music/.incoming/running.part"));
        Instant now = Instant.now();
        Files.setLastModifiedTime(old, FileTime.from(now.minus(Duration.ofHours(25))));

        FileSystemObjectStore.create(root);

        assertThat(old).doesNotExist();
        assertThat(running).exists();
    }

    @Test
    void delete_lastOfAFolder_leavesNoFolders() throws IOException {
        ObjectRef deep = new ObjectRef(BUCKET, "x/y/z");
        store.put(Upload.builder(deep, new byte[1]).build());

        store.delete(deep);

        assertThat(root.resolve("music/x.d")).doesNotExist();
        assertThat(root.resolve("music")).isDirectory();
    }

    @Test
    void put_whileFoldersAreDeleted_neverFails() throws Exception {
        TestContent.atOnce(List.of(1, 2, 3, 4).stream()
                .map(worker -> (java.util.concurrent.Callable<Void>) () -> {
                    for (int i = 0; i < 60; i++) {
                        put("shared/folder/" + worker, "bytes");
                        store.delete(ref("shared/folder/" + worker));
                    }
                    return null;
                })
                .toList());

        assertThat(names("")).isEmpty();
    }

    @Override
    protected void changeOneByte(ObjectRef ref) throws IOException {
        Path file = new BucketFolder(root.resolve(BUCKET)).file(ref.name());
        byte[] bytes = Files.readAllBytes(file);
        bytes[3] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void read_fileCutShortMeanwhile_failsWithIntegrity() throws IOException {
        put("a", TestContent.random(100_000));
        Path file = new BucketFolder(root.resolve(BUCKET)).file(ref("a").name());

        try (InputStream in = store.read(ref("a"))) {
            Files.write(file, new byte[500]);

            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("ends after 500 of 100000 bytes")
                    .cause()
                    .isInstanceOfSatisfying(
                            ObjectStoreException.class,
                            cause -> assertThat(cause.reason()).isEqualTo(Reason.INTEGRITY));
        }
    }

    @Test
    void move_cutOffBeforeItsLastStep_isFinishedByARepetition() throws IOException {
        StoredObject original = put("from", "bytes");
        BucketFolder bucket = new BucketFolder(root.resolve(BUCKET));
        Path marker = FileMove.marker(bucket, original, ref("to"));
        Files.createFile(marker);
        Files.createLink(bucket.file(ref("to").name()), bucket.file(ref("from").name()));

        StoredObject moved = store.move(original, ref("to"));

        assertThat(moved.hasSameBytesAs(original)).isTrue();
        assertThat(names("")).containsExactly("to");
        assertThat(marker).doesNotExist();
        assertThat(root.resolve("music/.incoming")).isDirectoryNotContaining("glob:**.{part,move}");
    }

    @Test
    void move_cutOffBeforeItGotItsName_startsOver() throws IOException {
        StoredObject original = put("from", "bytes");
        Path marker = FileMove.marker(new BucketFolder(root.resolve(BUCKET)), original, ref("to"));
        Files.createFile(marker);
        put("to", "other");

        assertFails(Reason.PRECONDITION_FAILED, ref("to").uri(), () -> store.move(original, ref("to")));
        store.delete(ref("to"));
        store.move(original, ref("to"));

        assertThat(names("")).containsExactly("to");
        assertThat(marker).doesNotExist();
    }

    @Test
    void move_cutOffAndNotRepeatedForADay_leavesNoMarkAndBothNames() throws IOException {
        StoredObject original = put("from", "bytes");
        StoredObject other = put("other", "others");
        BucketFolder bucket = new BucketFolder(root.resolve(BUCKET));
        Path old = Files.createFile(FileMove.marker(bucket, original, ref("to")));
        Path fresh = Files.createFile(FileMove.marker(bucket, other, ref("to")));
        Files.createLink(bucket.file(ref("to").name()), bucket.file(ref("from").name()));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(25))));

        FileSystemObjectStore.create(root);

        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
        assertFails(Reason.PRECONDITION_FAILED, ref("to").uri(), () -> store.move(original, ref("to")));
        assertThat(old).doesNotExist();
        assertThat(contentOf("from")).isEqualTo(contentOf("to")).asString(UTF_8).isEqualTo("bytes");
        assertThat(store.delete(ref("to"))).isTrue();
        assertThat(store.move(original, ref("to")).hasSameBytesAs(original)).isTrue();
    }

    @Test
    void read_damagedFile_throwsIntegrity() throws IOException {
        put("a", "0123456789");
        Path file = new BucketFolder(root.resolve(BUCKET)).file(ref("a").name());
        byte[] bytes = Files.readAllBytes(file);

        for (int length : new int[] {0, 5, bytes.length - 40, bytes.length - 1}) {
            Files.write(file, java.util.Arrays.copyOf(bytes, length));
            assertFails(Reason.INTEGRITY, ref("a").uri(), () -> store.read(ref("a")));
            assertFails(Reason.INTEGRITY, ref("a").uri(), () -> store.stat(ref("a")));
        }
        Files.write(file, java.util.Arrays.copyOfRange(bytes, 1, bytes.length));
        assertFails(Reason.INTEGRITY, ref("a").uri(), () -> store.read(ref("a")));
        replace("a", new byte[1]);
        assertThat(contentOf("a")).hasSize(1);
    }

    @Test
    void list_filesOfOthers_arePassedOver() throws IOException {
        put("a", "1");
        Files.writeString(root.resolve("music/readme.txt"), "hello");
        Files.writeString(root.resolve("music/README"), "hello");
        Files.writeString(root.resolve("music/.DS_Store"), "hello");
        Files.createDirectories(root.resolve("music/plain/folder"));
        Files.createDirectories(root.resolve("music/odd+.d/folder.d"));

        try (Stream<?> all = store.list(BUCKET, "")) {
            assertThat(all).hasSize(1);
        }
    }

    @Test
    void anyCall_symbolicLinkOnTheWay_isNotFollowed(@TempDir Path outside) throws IOException {
        Files.createDirectories(outside.resolve("b.d"));
        Files.createSymbolicLink(root.resolve("music/link.d"), outside);
        Files.createSymbolicLink(root.resolve("music/file"), Files.createFile(outside.resolve("secret")));
        Files.createSymbolicLink(root.resolve("elsewhere"), outside);
        ObjectRef below = new ObjectRef(BUCKET, "link/b/c");

        assertFails(
                Reason.REFUSED,
                below.uri(),
                () -> store.put(Upload.builder(below, new byte[1]).build()));
        assertFails(Reason.REFUSED, below.uri(), () -> store.read(below));
        assertFails(Reason.REFUSED, below.uri(), () -> store.delete(below));
        assertFails(Reason.REFUSED, null, () -> store.read(new ObjectRef(BUCKET, "file")));
        assertFails(Reason.REFUSED, null, () -> store.stat(new ObjectRef("elsewhere", "secret")));
        assertThat(names("")).isEmpty();
        assertThat(outside.resolve("b.d")).isEmptyDirectory();
    }

    @Test
    void create_newFilesAndFolders_areOfThisUserOnly() throws IOException {
        assumeTrue(root.getFileSystem().supportedFileAttributeViews().contains("posix"), "POSIX permissions");
        put("a/b", "1");
        store.move(statOf("a/b"), ref("c/d"));
        store.put(upload("c/d", new byte[1])
                .precondition(Upload.Precondition.NONE)
                .build());

        assertThat(permissions()).containsOnly("rw-------", "rwx------");
    }

    @Test
    void filePermissions_ofTheGroup_areThoseOfFilesAndFolders(@TempDir Path other) throws IOException {
        assumeTrue(root.getFileSystem().supportedFileAttributeViews().contains("posix"), "POSIX permissions");
        FileSystemObjectStore shared = FileSystemObjectStore.builder(root)
                .filePermissions(PosixFilePermissions.fromString("rw-r-----"))
                .build();
        shared.createBucket("shared");
        shared.put(Upload.builder(new ObjectRef("shared", "a/b"), new byte[1]).build());

        Path file = new BucketFolder(root.resolve("shared")).file("a/b");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwxr-x---");
        assertThatThrownBy(() -> FileSystemObjectStore.builder(other)
                        .filePermissions(PosixFilePermissions.fromString("r--r--r--")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("r--r--r--");
    }

    private List<String> permissions() throws IOException {
        try (Stream<Path> all = Files.walk(root.resolve(BUCKET))) {
            List<String> permissions = new ArrayList<>();
            for (Path each : all.toList()) {
                permissions.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)));
            }
            return permissions;
        }
    }

    @Test
    void put_clockThatStandsStill_givesEveryGenerationOnce() {
        FileSystemObjectStore frozen = FileSystemObjectStore.builder(root)
                .clock(Clock.fixed(Instant.EPOCH.plusSeconds(9), java.time.ZoneOffset.UTC))
                .build();
        Upload upload =
                upload("a", new byte[1]).precondition(Upload.Precondition.NONE).build();

        assertThat(Stream.generate(() -> frozen.put(upload).generation()).limit(20))
                .doesNotHaveDuplicates();
    }
}
