package io.loist.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link ObjectStore} promises. Extend it to test a store. Each test uses names of its own, so that the bucket may
 * hold other objects and the contract can be run against a real one.
 *
 * <p>Its tests stand by topic in a line of classes: names, writing, reading, moving, headers and metadata, and here
 * deleting.
 */
public abstract class ObjectStoreContract extends ObjectDetailsContract {

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
    @Needs(StoreCapability.PRECONDITIONS)
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
    void deleteFolder_numberOutOfRange_throws(int maxObjects) {
        assertThatThrownBy(() -> store().deleteFolder(bucket(), "audio/0198/", maxObjects))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
