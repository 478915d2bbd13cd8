package io.loist.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.object.ByteRange;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import io.loist.testkit.TestContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every object store promises of putting: all of the bytes are stored or none, and nothing is replaced unasked. */
abstract class ObjectWritingContract extends ObjectNamesContract {

    /** Longer than what any store sends at once, and not a multiple of anything. */
    static final int LARGE = 20 * 1024 * 1024 + 17;

    @Test
    void put_newObject_returnsWhatIsStored() {
        byte[] bytes = "123456789".getBytes(UTF_8);

        StoredObject stored =
                store().put(upload("a.txt", bytes).contentType("text/plain").build());

        assertThat(stored.ref()).isEqualTo(ref("a.txt"));
        assertThat(stored.size()).isEqualTo(9);
        assertThat(stored.crc32c()).as("the check value of CRC-32C").isEqualTo("4waSgw==");
        assertThat(stored.contentType()).isEqualTo("text/plain");
        assertThat(stored.sha256()).isEqualTo(TestContent.sha256(bytes));
        assertThat(stored.generation()).isPositive();
        assertThat(contentOf("a.txt")).isEqualTo(bytes);
    }

    @Test
    void put_noBytes_storesAnEmptyObject() {
        StoredObject stored = put("empty", new byte[0]);

        assertThat(stored.size()).isZero();
        assertThat(stored.crc32c()).isEqualTo("AAAAAA==");
        assertThat(contentOf("empty")).isEmpty();
        assertThat(store().stat(ref("empty"))).isPresent();
    }

    @Test
    void put_file_storesItsBytes(@TempDir Path temp) throws IOException {
        byte[] bytes = TestContent.random(300_000);
        Path file = Files.write(temp.resolve("song"), bytes);

        store().put(Upload.builder(ref("from-file"), file).build());

        assertThat(contentOf("from-file")).isEqualTo(bytes);
    }

    @Test
    @Needs(StoreCapability.RESUMABLE_UPLOADS)
    void put_largeObject_keepsEveryByte() throws IOException {
        byte[] bytes = TestContent.random(LARGE);

        StoredObject stored = put("large", bytes);

        assertThat(stored.size()).isEqualTo(LARGE);
        assertThat(stored.crc32c()).isEqualTo(TestContent.crc32c(bytes));
        assertThat(stored.sha256()).isEqualTo(TestContent.sha256(bytes));
        try (InputStream in = store().read(ref("large"))) {
            assertThat(Arrays.equals(in.readAllBytes(), bytes)).isTrue();
        }
        try (InputStream in = store().read(ref("large"), new ByteRange(LARGE - 100, 50))) {
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, LARGE - 100, LARGE - 50));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {262_143, 262_144, 262_145, 8_388_607, 8_388_608, 8_388_609, 16_777_216})
    @Needs(StoreCapability.RESUMABLE_UPLOADS)
    void put_sizeAtTheEdgeOfAChunk_keepsEveryByte(int size) {
        byte[] bytes = TestContent.random(size);

        StoredObject stored = put("edge", bytes);

        assertThat(stored.size()).isEqualTo(size);
        assertThat(Arrays.equals(contentOf("edge"), bytes)).isTrue();
    }

    @Test
    @Needs(StoreCapability.PRECONDITIONS)
    void put_existing_throwsAndKeepsTheFirst() {
        put("once", "first");

        assertFails(Reason.PRECONDITION_FAILED, ref("once").uri(), () -> put("once", "second"));

        assertThat(contentOf("once")).asString(UTF_8).isEqualTo("first");
    }

    @Test
    @Needs(StoreCapability.PRECONDITIONS)
    void put_sameBytesAgain_throws() {
        put("twice", "same");

        assertFails(Reason.PRECONDITION_FAILED, ref("twice").uri(), () -> put("twice", "same"));
    }

    @Test
    @Needs({StoreCapability.RESUMABLE_UPLOADS, StoreCapability.PRECONDITIONS})
    void put_existingLargeObject_throwsAndKeepsTheFirst() {
        put("once", "first");

        assertFails(Reason.PRECONDITION_FAILED, ref("once").uri(), () -> put("once", TestContent.random(LARGE)));

        assertThat(contentOf("once")).asString(UTF_8).isEqualTo("first");
    }

    @Test
    void put_existingWithoutPrecondition_replaces() {
        StoredObject first = put("again", "first, and longer");

        StoredObject second = replace("again", "second".getBytes(UTF_8));

        assertThat(second.generation()).isNotEqualTo(first.generation());
        assertThat(contentOf("again")).asString(UTF_8).isEqualTo("second");
        assertThat(statOf("again")).isEqualTo(second.withSha256(statOf("again").sha256()));
    }

    @Test
    void put_withoutPreconditionAndNothingThere_stores() {
        replace("new", "bytes".getBytes(UTF_8));

        assertThat(contentOf("new")).asString(UTF_8).isEqualTo("bytes");
    }

    @Test
    void put_deletedBefore_storesAgainUnderAnotherGeneration() {
        StoredObject first = put("back", "first");
        store().delete(ref("back"));

        StoredObject second = put("back", "second");

        assertThat(second.generation()).isNotEqualTo(first.generation());
        assertThat(contentOf("back")).asString(UTF_8).isEqualTo("second");
    }

    @Test
    void put_missingBucket_throwsNotFound() {
        ObjectRef ref = new ObjectRef(missingBucket(), "a");

        assertFails(
                Reason.NOT_FOUND,
                null,
                () -> store().put(Upload.builder(ref, new byte[3]).build()));
    }

    @Test
    void put_missingFile_throwsRefused(@TempDir Path temp) {
        Path file = temp.resolve("gone.mp3");

        assertFails(
                Reason.REFUSED,
                ref("a").uri(),
                () -> store().put(Upload.builder(ref("a"), file).build()));

        assertThat(store().exists(ref("a"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_000, LARGE})
    @Needs(StoreCapability.RESUMABLE_UPLOADS)
    void put_sourceFailsHalfWay_storesNothing(int bytesBefore) {
        Upload upload = Upload.builder(ref("half"), () -> TestContent.failingAfter(bytesBefore))
                .build();

        assertFails(Reason.REFUSED, ref("half").uri(), () -> store().put(upload));

        assertThat(store().exists(ref("half"))).isFalse();
        assertThat(names("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, LARGE})
    @Needs(StoreCapability.RESUMABLE_UPLOADS)
    void put_sourceFailsWhileReplacing_keepsWhatWasThere(int bytesBefore) {
        put("kept", "old");
        Upload upload = Upload.builder(ref("kept"), () -> TestContent.failingAfter(bytesBefore))
                .precondition(Upload.Precondition.NONE)
                .build();

        assertFails(Reason.REFUSED, ref("kept").uri(), () -> store().put(upload));

        assertThat(contentOf("kept")).asString(UTF_8).isEqualTo("old");
    }

    @Test
    void put_sourceGivesBytesInDribbles_storesThemAll() {
        byte[] bytes = TestContent.random(70_000);

        store().put(Upload.builder(ref("slow"), () -> TestContent.dribbling(bytes))
                .build());

        assertThat(contentOf("slow")).isEqualTo(bytes);
    }

    @Test
    @Needs(StoreCapability.PRECONDITIONS)
    void put_manyAtOnceIfAbsent_exactlyOneWins() throws Exception {
        List<Callable<String>> attempts = IntStream.range(0, 8)
                .mapToObj(i -> (Callable<String>) () -> putOrRefused("race", "writer " + i))
                .toList();

        List<String> outcomes = TestContent.atOnce(attempts);

        List<String> winners =
                outcomes.stream().filter(outcome -> !outcome.isEmpty()).toList();
        assertThat(winners).hasSize(1);
        assertThat(contentOf("race")).asString(UTF_8).isEqualTo(winners.get(0));
    }

    @Test
    void put_manyAtOnceWithoutPrecondition_leavesOneOfThemWhole() throws Exception {
        List<byte[]> contents = IntStream.range(0, 6)
                .mapToObj(i -> TestContent.random(50_000 + i))
                .toList();

        TestContent.atOnce(contents.stream()
                .map(bytes -> (Callable<StoredObject>) () -> replace("last", bytes))
                .toList());

        byte[] left = contentOf("last");
        assertThat(contents).anyMatch(bytes -> Arrays.equals(bytes, left));
        assertThat(statOf("last").crc32c()).isEqualTo(TestContent.crc32c(left));
    }

    private String putOrRefused(String name, String text) {
        try {
            put(name, text);
            return text;
        } catch (ObjectStoreException e) {
            assertThat(e.reason()).as(e.getMessage()).isEqualTo(Reason.PRECONDITION_FAILED);
            return "";
        }
    }

    @Test
    void put_replacingTheGenerationThere_replacesIt() {
        StoredObject first = put("a", "first");

        StoredObject second = replacing(first.generation(), "second");

        assertThat(second.generation()).isNotEqualTo(first.generation());
        assertThat(contentOf("a")).asString(UTF_8).isEqualTo("second");
    }

    @Test
    @Needs(StoreCapability.PRECONDITIONS)
    void put_replacingAnotherGeneration_throwsAndKeepsWhatIsThere() {
        StoredObject first = put("a", "first");
        replace("a", "second".getBytes(UTF_8));

        assertFails(Reason.PRECONDITION_FAILED, ref("a").uri(), () -> replacing(first.generation(), "third"));
        assertThat(contentOf("a")).asString(UTF_8).isEqualTo("second");
        store().delete(ref("a"));
        assertFails(Reason.PRECONDITION_FAILED, ref("a").uri(), () -> replacing(first.generation(), "third"));

        assertThat(names("")).isEmpty();
    }

    @Test
    @Needs(StoreCapability.PRECONDITIONS)
    void put_manyAtOnceReplacingOneGeneration_exactlyOneWinsEachTime() throws Exception {
        long generation = put("a", "start").generation();
        for (int round = 0; round < 5; round++) {
            long wanted = generation;
            List<Long> outcomes = TestContent.atOnce(IntStream.range(0, 6)
                    .mapToObj(i -> (Callable<Long>) () -> replacedOrZero(wanted, "writer " + i))
                    .toList());

            List<Long> winners =
                    outcomes.stream().filter(outcome -> outcome != 0).toList();
            assertThat(winners).hasSize(1);
            generation = winners.get(0);
            assertThat(statOf("a").generation()).isEqualTo(generation);
        }
    }

    private StoredObject replacing(long generation, String text) {
        return store().put(
                        upload("a", text.getBytes(UTF_8)).replacing(generation).build());
    }

    private long replacedOrZero(long generation, String text) {
        try {
            return replacing(generation, text).generation();
        } catch (ObjectStoreException e) {
            assertThat(e.reason()).as(e.getMessage()).isEqualTo(Reason.PRECONDITION_FAILED);
            return 0;
        }
    }
}
