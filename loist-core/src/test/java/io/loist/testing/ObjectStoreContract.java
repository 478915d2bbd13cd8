package io.loist.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.media.ByteRange;
import io.loist.media.ObjectRef;
import io.loist.media.ObjectStore;
import io.loist.media.StoredObject;
import io.loist.media.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link ObjectStore} promises. Extend it to test a store. Each test uses names of its own, so that the bucket may
 * hold other objects and the contract can be run against a real one.
 */
public abstract class ObjectStoreContract extends ObjectNamesContract {

    /** Longer than what any store sends at once, and not a multiple of anything. */
    private static final int LARGE = 20 * 1024 * 1024 + 17;

    /**
     * Changes a byte of a stored object behind the store's back, or on its way to the next reader. By default it gives the test
     * up, for stores that nobody can do this to.
     */
    protected void changeOneByte(ObjectRef ref) throws IOException {
        Assumptions.abort("nothing can change a byte of " + ref + " behind this store's back");
    }

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
    void put_sizeAtTheEdgeOfAChunk_keepsEveryByte(int size) {
        byte[] bytes = TestContent.random(size);

        StoredObject stored = put("edge", bytes);

        assertThat(stored.size()).isEqualTo(size);
        assertThat(Arrays.equals(contentOf("edge"), bytes)).isTrue();
    }

    @Test
    void put_existing_throwsAndKeepsTheFirst() {
        put("once", "first");

        assertFails(Reason.PRECONDITION_FAILED, ref("once").uri(), () -> put("once", "second"));

        assertThat(contentOf("once")).asString(UTF_8).isEqualTo("first");
    }

    @Test
    void put_sameBytesAgain_throws() {
        put("twice", "same");

        assertFails(Reason.PRECONDITION_FAILED, ref("twice").uri(), () -> put("twice", "same"));
    }

    @Test
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
    void put_sourceFailsHalfWay_storesNothing(int bytesBefore) {
        Upload upload = Upload.builder(ref("half"), () -> TestContent.failingAfter(bytesBefore))
                .build();

        assertFails(Reason.REFUSED, ref("half").uri(), () -> store().put(upload));

        assertThat(store().exists(ref("half"))).isFalse();
        assertThat(names("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, LARGE})
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

    @Test
    void read_missing_throwsNotFound() {
        assertFails(Reason.NOT_FOUND, ref("none").uri(), () -> store().read(ref("none")));
        assertFails(Reason.NOT_FOUND, ref("none").uri(), () -> store().read(ref("none"), new ByteRange(0, 1)));
    }

    @Test
    void read_missingBucket_throwsNotFound() {
        assertFails(Reason.NOT_FOUND, null, () -> store().read(new ObjectRef(missingBucket(), "a")));
    }

    @ParameterizedTest
    @CsvSource({
        "0,1,0",
        "0,10,0123456789",
        "3,4,3456",
        "9,1,9",
        "9,5,9",
        "5,9223372036854775807,56789",
        "10,1,''",
        "11,7,''",
        "9223372036854775807,1,''"
    })
    void read_range_givesThoseBytes(long offset, long length, String expected) throws IOException {
        put("digits", "0123456789");

        try (InputStream in = store().read(ref("digits"), new ByteRange(offset, length))) {
            assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo(expected);
        }
    }

    @Test
    void read_rangeOfEmptyObject_givesNothing() throws IOException {
        put("empty", "");

        try (InputStream in = store().read(ref("empty"), ByteRange.from(0))) {
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void read_replacedMeanwhile_neverMixesTheTwo() {
        byte[] old = TestContent.random(LARGE);
        put("moving", old);

        try (InputStream in = store().read(ref("moving"))) {
            byte[] start = in.readNBytes(10);
            replace("moving", "new".getBytes(UTF_8));
            byte[] rest = in.readAllBytes();
            assertThat(start).isEqualTo(Arrays.copyOf(old, 10));
            assertThat(Arrays.equals(rest, Arrays.copyOfRange(old, 10, LARGE))).isTrue();
        } catch (IOException e) {
            assertThat(e)
                    .as("a broken read says so")
                    .hasMessageContaining(ref("moving").uri());
        }
    }

    @Test
    void stat_present_equalsWhatPutReturned() {
        StoredObject stored = put("a", "bytes");

        StoredObject found = statOf("a");

        assertThat(found.withSha256(null)).isEqualTo(stored.withSha256(null));
        assertThat(found.sha256()).isIn(stored.sha256(), null);
        assertThat(store().exists(ref("a"))).isTrue();
    }

    @Test
    void stat_missing_isEmpty() {
        assertThat(store().stat(ref("none"))).isEmpty();
        assertThat(store().exists(ref("none"))).isFalse();
    }

    @Test
    void stat_missingBucket_throwsNotFound() {
        ObjectRef ref = new ObjectRef(missingBucket(), "a");

        assertFails(Reason.NOT_FOUND, null, () -> store().stat(ref));
        assertFails(Reason.NOT_FOUND, null, () -> store().exists(ref));
    }

    @Test
    void copy_object_hasTheSameBytesAndType() {
        byte[] bytes = TestContent.random(123_456);
        StoredObject original =
                store().put(upload("from", bytes).contentType("audio/ogg").build());

        StoredObject copy = store().copy(ref("from"), ref("deeper/to"));

        assertThat(copy.ref()).isEqualTo(ref("deeper/to"));
        assertThat(copy.contentType()).isEqualTo("audio/ogg");
        assertThat(copy.crc32c()).isEqualTo(original.crc32c());
        assertThat(copy.size()).isEqualTo(bytes.length);
        assertThat(contentOf("deeper/to")).isEqualTo(bytes);
        assertThat(store().exists(ref("from"))).isTrue();
        assertThat(statOf("deeper/to").withSha256(null)).isEqualTo(copy.withSha256(null));
    }

    @Test
    void copy_twiceUnderOneName_isAnotherGeneration() {
        put("from", "bytes");
        StoredObject first = store().copy(ref("from"), ref("to"));
        store().delete(ref("to"));

        StoredObject second = store().copy(ref("from"), ref("to"));

        assertThat(second.generation()).isNotEqualTo(first.generation());
    }

    @Test
    void copy_originalDeletedAfterwards_stays() {
        put("from", "bytes");
        store().copy(ref("from"), ref("to"));

        store().delete(ref("from"));

        assertThat(contentOf("to")).asString(UTF_8).isEqualTo("bytes");
    }

    @Test
    void copy_existingTarget_throwsAndKeepsIt() {
        put("from", "new");
        put("to", "old");

        assertFails(Reason.PRECONDITION_FAILED, ref("to").uri(), () -> store().copy(ref("from"), ref("to")));
        assertFails(Reason.PRECONDITION_FAILED, ref("from").uri(), () -> store().copy(ref("from"), ref("from")));

        assertThat(contentOf("to")).asString(UTF_8).isEqualTo("old");
        assertThat(contentOf("from")).asString(UTF_8).isEqualTo("new");
    }

    @Test
    void copy_missingSource_throwsNotFound() {
        assertFails(Reason.NOT_FOUND, ref("none").uri(), () -> store().copy(ref("none"), ref("to")));

        assertThat(store().exists(ref("to"))).isFalse();
    }

    @Test
    void copy_missingBucket_throwsNotFound() {
        put("from", "bytes");
        ObjectRef elsewhere = new ObjectRef(missingBucket(), "to");

        assertFails(Reason.NOT_FOUND, null, () -> store().copy(ref("from"), elsewhere));
        assertFails(Reason.NOT_FOUND, null, () -> store().copy(elsewhere, ref("to")));
    }

    @Test
    void move_object_isUnderItsNewNameOnly() {
        byte[] bytes = TestContent.random(123_456);
        StoredObject original =
                store().put(upload("temp/from", bytes).contentType("audio/ogg").build());

        StoredObject moved = store().move(ref("temp/from"), ref("audio/to"));

        assertThat(moved.ref()).isEqualTo(ref("audio/to"));
        assertThat(moved.contentType()).isEqualTo("audio/ogg");
        assertThat(moved.hasSameBytesAs(original)).isTrue();
        assertThat(contentOf("audio/to")).isEqualTo(bytes);
        assertThat(names("")).containsExactly("audio/to");
        assertThat(statOf("audio/to").withSha256(null)).isEqualTo(moved.withSha256(null));
    }

    @Test
    void move_repeatedAfterSuccess_returnsTheSame() {
        StoredObject original = put("from", "bytes");
        StoredObject moved = store().move(original, ref("to"));

        StoredObject again = store().move(original, ref("to"));

        assertThat(again.withSha256(null)).isEqualTo(moved.withSha256(null));
        assertThat(names("")).containsExactly("to");
    }

    @Test
    void move_existingTarget_throwsAndKeepsBoth() {
        put("from", "new");
        put("to", "old");

        assertFails(Reason.PRECONDITION_FAILED, ref("to").uri(), () -> store().move(ref("from"), ref("to")));
        assertFails(Reason.PRECONDITION_FAILED, ref("from").uri(), () -> store().move(ref("from"), ref("from")));

        assertThat(contentOf("to")).asString(UTF_8).isEqualTo("old");
        assertThat(contentOf("from")).asString(UTF_8).isEqualTo("new");
    }

    @Test
    void move_afterACopyToTheSameName_throwsAndKeepsBoth() {
        StoredObject original = put("from", "bytes");
        store().copy(ref("from"), ref("to"));

        assertFails(Reason.PRECONDITION_FAILED, ref("to").uri(), () -> store().move(original, ref("to")));
        assertFails(Reason.PRECONDITION_FAILED, ref("to").uri(), () -> store().move(original, ref("to")));

        assertThat(names("")).containsExactly("from", "to");
        assertThat(store().move(original, ref("other")).size()).isEqualTo(5);
        assertThat(names("")).containsExactly("other", "to");
    }

    @Test
    void move_sourceReplacedMeanwhile_throwsAndKeepsIt() {
        StoredObject seen = put("from", "old");
        replace("from", "new".getBytes(UTF_8));

        assertFails(Reason.PRECONDITION_FAILED, null, () -> store().move(seen, ref("to")));

        assertThat(names("")).containsExactly("from");
        assertThat(contentOf("from")).asString(UTF_8).isEqualTo("new");
    }

    @Test
    void move_missingSource_throwsNotFound() {
        StoredObject gone = put("gone", "bytes");
        store().delete(ref("gone"));
        put("to", "other");

        assertFails(Reason.NOT_FOUND, ref("gone").uri(), () -> store().move(ref("gone"), ref("nowhere")));
        assertFails(Reason.NOT_FOUND, ref("gone").uri(), () -> store().move(gone, ref("nowhere")));
        assertFails(Reason.NOT_FOUND, ref("gone").uri(), () -> store().move(gone, ref("to")));

        assertThat(names("")).containsExactly("to");
    }

    @Test
    void move_missingBucket_throwsNotFound() {
        put("from", "bytes");

        assertFails(Reason.NOT_FOUND, null, () -> store().move(ref("from"), new ObjectRef(missingBucket(), "to")));

        assertThat(names("")).containsExactly("from");
    }

    @Test
    void move_oneSourceToManyTargetsAtOnce_exactlyOneWins() throws Exception {
        StoredObject original = put("from", "bytes");
        List<Callable<Boolean>> attempts = IntStream.range(0, 6)
                .mapToObj(i -> (Callable<Boolean>) () -> movedOrGone(original, "to" + i))
                .toList();

        List<Boolean> outcomes = TestContent.atOnce(attempts);

        assertThat(outcomes).containsOnlyOnce(true);
        assertThat(names("")).hasSize(1);
    }

    private boolean movedOrGone(StoredObject from, String to) {
        try {
            store().move(from, ref(to));
            return true;
        } catch (ObjectStoreException e) {
            assertThat(e.reason()).as(e.getMessage()).isIn(Reason.NOT_FOUND, Reason.PRECONDITION_FAILED);
            return false;
        }
    }

    @Test
    void delete_present_isGone() {
        put("a", "1");
        put("a/b", "2");

        assertThat(store().delete(ref("a"))).isTrue();

        assertThat(store().stat(ref("a"))).isEmpty();
        assertThat(names("")).containsExactly("a/b");
    }

    @Test
    void delete_twice_isFalse() {
        put("a", "1");
        store().delete(ref("a"));

        assertThat(store().delete(ref("a"))).isFalse();
    }

    @Test
    void delete_ofItsGeneration_isGone() {
        StoredObject stored = put("a", "bytes");

        assertThat(store().delete(ref("a"), stored.generation())).isTrue();

        assertThat(store().exists(ref("a"))).isFalse();
        assertThat(store().delete(ref("a"), stored.generation())).isFalse();
    }

    @Test
    void delete_ofAnotherGeneration_leavesIt() {
        StoredObject first = put("a", "bytes");
        store().delete(ref("a"));
        StoredObject second = put("a", "bytes");

        assertThat(store().delete(ref("a"), first.generation())).isFalse();

        assertThat(store().stat(ref("a")).orElseThrow().generation()).isEqualTo(second.generation());
    }

    @Test
    void delete_generationInMissingBucket_throwsNotFound() {
        assertFails(Reason.NOT_FOUND, null, () -> store().delete(new ObjectRef(missingBucket(), "a"), 1));
    }

    @Test
    void delete_missingBucket_throwsNotFound() {
        assertFails(Reason.NOT_FOUND, null, () -> store().delete(new ObjectRef(missingBucket(), "a")));
    }

    @Test
    void deleteAll_some_areGoneAndTheOthersStay() {
        List<String> names = IntStream.range(0, 120).mapToObj(i -> "n" + i).toList();
        names.forEach(name -> put(name, name));
        List<ObjectRef> doomed = Stream.concat(names.stream().skip(5), Stream.of("never", "n7"))
                .map(this::ref)
                .toList();

        List<ObjectStore.Deletion> outcomes = store().deleteAll(doomed);

        assertThat(outcomes)
                .extracting(ObjectStore.Deletion::ref)
                .containsExactlyElementsOf(new LinkedHashSet<>(doomed));
        assertThat(outcomes).allMatch(ObjectStore.Deletion::isGone);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.found())
                .extracting(ObjectStore.Deletion::ref)
                .containsExactly(ref("never"));
        assertThat(names("")).containsExactlyInAnyOrder("n0", "n1", "n2", "n3", "n4");
    }

    @Test
    void deleteAll_none_doesNothing() {
        assertThat(store().deleteAll(List.of())).isEmpty();
    }

    @Test
    void deleteAll_missingBucket_saysSoAndDeletesTheOthers() {
        put("a", "1");
        ObjectRef elsewhere = new ObjectRef(missingBucket(), "b");

        List<ObjectStore.Deletion> outcomes = store().deleteAll(List.of(elsewhere, ref("a")));

        assertThat(outcomes.get(0).failure())
                .isNotNull()
                .extracting(ObjectStoreException::reason)
                .isEqualTo(Reason.NOT_FOUND);
        assertThat(outcomes.get(1).isGone()).isTrue();
        assertThat(names("")).isEmpty();
    }

    @Test
    void deleteFolder_ofATrack_deletesItAndNothingElse() {
        List.of("track/1/audio.mp3", "track/1/artwork.jpg", "track/10/audio.mp3")
                .forEach(name -> put(name, ""));

        List<ObjectStore.Deletion> outcomes = store().deleteFolder(bucket(), folder() + "track/1/", 2);

        assertThat(outcomes).hasSize(2).allMatch(outcome -> outcome.found() && outcome.isGone());
        assertThat(names("")).containsExactly("track/10/audio.mp3");
        assertThat(store().deleteFolder(bucket(), folder() + "track/1/", 2)).isEmpty();
    }

    @Test
    void deleteFolder_moreThanExpected_deletesNothing() {
        List.of("x/a", "x/b", "x/c").forEach(name -> put(name, ""));

        assertFails(Reason.REFUSED, "gs://" + bucket(), () -> store().deleteFolder(bucket(), folder() + "x", 2));

        assertThat(names("")).containsExactly("x/a", "x/b", "x/c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "audio", "audio/", "a/b", "contract-without-a-folder", "audio//x", "/audio/x"})
    void deleteFolder_prefixThatNamesTooMuch_throws(String prefix) {
        assertThatThrownBy(() -> store().deleteFolder(bucket(), prefix, 1_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + prefix + "\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 10_001})
    void deleteFolder_numberOutOfRange_throws(int atMost) {
        assertThatThrownBy(() -> store().deleteFolder(bucket(), "audio/0198/", atMost))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void headers_given_areKeptThroughCopyAndMove() {
        store().put(upload("a", new byte[3])
                .contentType("audio/mpeg")
                .cacheControl("private, max-age=60")
                .contentDisposition("inline; filename*=UTF-8''Bj%C3%B6rk.mp3")
                .metadata(Map.of("who", "Bj\u00f6rk", "loist-file-name", "\u5929\u4f7f.mp3"))
                .build());
        ObjectStore.Headers given = store().headers(ref("a")).orElseThrow();

        store().copy(ref("a"), ref("b"));
        store().move(ref("a"), ref("c"));

        assertThat(given.contentType()).isEqualTo("audio/mpeg");
        assertThat(given.cacheControl()).isEqualTo("private, max-age=60");
        assertThat(given.contentDisposition()).isEqualTo("inline; filename*=UTF-8''Bj%C3%B6rk.mp3");
        assertThat(given.metadata())
                .containsExactlyInAnyOrderEntriesOf(Map.of("who", "Bj\u00f6rk", "loist-file-name", "\u5929\u4f7f.mp3"));
        assertThat(store().headers(ref("b"))).contains(given);
        assertThat(store().headers(ref("c"))).contains(given);
    }

    @Test
    void headers_noneGivenOrNoObject_areEmpty() {
        put("a", "");

        assertThat(store().headers(ref("a")))
                .contains(new ObjectStore.Headers("application/octet-stream", null, null, Map.of()));
        assertThat(store().headers(ref("none"))).isEmpty();
    }

    @Test
    void read_otherBytesThanStored_failsWithIntegrity() throws IOException {
        byte[] bytes = TestContent.random(100_000);
        put("a", bytes);
        changeOneByte(ref("a"));

        try (InputStream in = store().read(ref("a"))) {
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(ref("a").uri())
                    .hasMessageNotContaining("null")
                    .cause()
                    .isInstanceOfSatisfying(
                            ObjectStoreException.class,
                            cause -> assertThat(cause.reason()).isEqualTo(Reason.INTEGRITY));
        }
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
}
