package io.loist.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.media.ObjectRef;
import io.loist.media.ObjectStore;
import io.loist.media.StoredObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every object store promises about changes to what is stored: replacing one generation, copying, moving, deleting. */
abstract class ObjectChangesContract extends ObjectNamesContract {

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

    private long replacedOrZero(long generation, String text) {
        try {
            return replacing(generation, text).generation();
        } catch (ObjectStoreException e) {
            assertThat(e.reason()).as(e.getMessage()).isEqualTo(Reason.PRECONDITION_FAILED);
            return 0;
        }
    }

    private StoredObject replacing(long generation, String text) {
        return store().put(
                        upload("a", text.getBytes(UTF_8)).replacing(generation).build());
    }

    @Test
    @Needs(StoreCapability.COPY)
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
    @Needs(StoreCapability.COPY)
    void copy_originalDeletedAfterwards_stays() {
        put("from", "bytes");
        store().copy(ref("from"), ref("to"));

        store().delete(ref("from"));

        assertThat(contentOf("to")).asString(UTF_8).isEqualTo("bytes");
    }

    @Test
    @Needs({StoreCapability.PRECONDITIONS, StoreCapability.COPY})
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
    @Needs(StoreCapability.COPY)
    void copy_missingBucket_throwsNotFound() {
        put("from", "bytes");
        ObjectRef elsewhere = new ObjectRef(missingBucket(), "to");

        assertFails(Reason.NOT_FOUND, null, () -> store().copy(ref("from"), elsewhere));
        assertFails(Reason.NOT_FOUND, null, () -> store().copy(elsewhere, ref("to")));
    }

    @Test
    @Needs(StoreCapability.MOVE)
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
    @Needs(StoreCapability.MOVE)
    void move_repeatedAfterSuccess_returnsTheSame() {
        StoredObject original = put("from", "bytes");
        StoredObject moved = store().move(original, ref("to"));

        StoredObject again = store().move(original, ref("to"));

        assertThat(again.withSha256(null)).isEqualTo(moved.withSha256(null));
        assertThat(names("")).containsExactly("to");
    }

    @Test
    @Needs({StoreCapability.PRECONDITIONS, StoreCapability.MOVE})
    void move_existingTarget_throwsAndKeepsBoth() {
        put("from", "new");
        put("to", "old");

        assertFails(Reason.PRECONDITION_FAILED, ref("to").uri(), () -> store().move(ref("from"), ref("to")));
        assertFails(Reason.PRECONDITION_FAILED, ref("from").uri(), () -> store().move(ref("from"), ref("from")));

        assertThat(contentOf("to")).asString(UTF_8).isEqualTo("old");
        assertThat(contentOf("from")).asString(UTF_8).isEqualTo("new");
    }

    @Test
    @Needs({StoreCapability.PRECONDITIONS, StoreCapability.COPY, StoreCapability.MOVE})
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
    @Needs(StoreCapability.COPY)
    void move_missingBucket_throwsNotFound() {
        put("from", "bytes");

        assertFails(Reason.NOT_FOUND, null, () -> store().move(ref("from"), new ObjectRef(missingBucket(), "to")));

        assertThat(names("")).containsExactly("from");
    }

    @Test
    @Needs(StoreCapability.MOVE)
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
}
