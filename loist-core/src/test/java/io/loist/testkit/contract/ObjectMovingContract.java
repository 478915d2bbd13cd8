package io.loist.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.testkit.TestContent;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every object store promises of copying and moving: the same bytes under another name, which nobody had before. */
abstract class ObjectMovingContract extends ObjectReadingContract {

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
    void copy_twiceUnderOneName_isAnotherGeneration() {
        put("from", "bytes");
        StoredObject first = store().copy(ref("from"), ref("to"));
        store().delete(ref("to"));

        StoredObject second = store().copy(ref("from"), ref("to"));

        assertThat(second.generation()).isNotEqualTo(first.generation());
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
}
