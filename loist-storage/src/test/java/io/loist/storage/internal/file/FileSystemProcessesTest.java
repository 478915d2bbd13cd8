package io.loist.storage.internal.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import io.loist.storage.FileSystemObjectStore;
import io.loist.storage.testing.FileSystemCounterMain;
import io.loist.storage.testing.FileSystemWriterMain;
import io.loist.testing.Integration;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one root, and processes that die. */
@Integration
final class FileSystemProcessesTest {

    private static final String BUCKET = "music";

    @TempDir
    Path root;

    private FileSystemObjectStore store;

    @BeforeEach
    void open() {
        store = FileSystemObjectStore.create(root);
        store.createBucket(BUCKET);
    }

    @Test
    void put_processesAtOnce_exactlyOneStoresEachName() throws Exception {
        List<Process> writers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            writers.add(start(0, 150));
        }

        List<String> said = new ArrayList<>();
        for (Process writer : writers) {
            said.addAll(writer.inputReader(UTF_8).lines().toList());
            assertThat(writer.waitFor()).isZero();
        }

        assertThat(said).hasSize(450);
        assertThat(said)
                .filteredOn(line -> line.startsWith("stored"))
                .hasSize(150)
                .doesNotHaveDuplicates();
        assertThat(said)
                .filteredOn(line -> line.startsWith("PRECONDITION_FAILED"))
                .hasSize(300);
        assertThat(wholeObjects()).hasSize(150);
    }

    @Test
    void put_processesReplacingWhatTheyRead_loseNoUpdate() throws Exception {
        ObjectRef counter = new ObjectRef(BUCKET, FileSystemCounterMain.NAME);
        store.put(Upload.builder(counter, "0".getBytes(UTF_8)).build());

        List<Process> adders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            adders.add(start(FileSystemCounterMain.class, "40"));
        }

        for (Process adder : adders) {
            assertThat(adder.waitFor()).isZero();
        }
        assertThat(FileSystemCounterMain.value(store, counter)).isEqualTo(120);
    }

    @Test
    void put_processKilled_keepsWhatWasStoredAndNothingHalf() throws Exception {
        List<Integer> stored = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            Process writer = start(round * 100_000, 100_000);
            try (BufferedReader said = writer.inputReader(UTF_8)) {
                for (int i = 0; i < 25 + 10 * round; i++) {
                    stored.add(Integer.valueOf(said.readLine().replace("stored ", "")));
                }
                writer.destroyForcibly().waitFor();
            }
        }

        List<ObjectRef> whole = wholeObjects();

        assertThat(whole)
                .containsAll(stored.stream()
                        .map(number -> new ObjectRef(BUCKET, FileSystemWriterMain.name(number)))
                        .toList());
        assertThat(objectFiles()).hasSameSizeAs(whole);
        makeOld(root.resolve(BUCKET).resolve(".incoming"));
        FileSystemObjectStore.create(root);
        assertThat(root.resolve(BUCKET).resolve(".incoming")).isDirectoryNotContaining("glob:**.part");
    }

    /** Reads every object; reading all of an object checks it. */
    private List<ObjectRef> wholeObjects() throws IOException {
        List<ObjectRef> refs;
        try (Stream<StoredObject> listed = store.list(BUCKET, "")) {
            refs = listed.map(StoredObject::ref).toList();
        }
        for (ObjectRef ref : refs) {
            try (InputStream in = store.read(ref)) {
                int number = Integer.parseInt(ref.name().replaceAll(".* ", ""));
                assertThat(in.readAllBytes().length).isEqualTo(FileSystemWriterMain.content(number).length);
            }
        }
        return refs;
    }

    private List<Path> objectFiles() throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve(BUCKET))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains(".incoming"))
                    .toList();
        }
    }

    private static void makeOld(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
            }
        }
    }

    private Process start(int first, int count) throws IOException {
        return start(FileSystemWriterMain.class, Integer.toString(first), Integer.toString(count));
    }

    private Process start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                root.toString(),
                BUCKET));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
