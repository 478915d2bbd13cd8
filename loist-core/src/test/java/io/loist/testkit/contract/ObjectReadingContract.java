package io.loist.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.object.ByteRange;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.testkit.TestContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every object store promises of reading: the bytes that were stored, whole or in part, or an error that says so. */
abstract class ObjectReadingContract extends ObjectWritingContract {

    /**
     * Changes a byte of a stored object behind the store's back, or on its way to the next reader. By default it gives the test
     * up, for stores that nobody can do this to.
     */
    protected void changeOneByte(ObjectRef ref) throws IOException {
        Assumptions.abort("nothing can change a byte of " + ref + " behind this store's back");
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
    @Needs(StoreCapability.RESUMABLE_UPLOADS)
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
    void read_generation_givesItsBytes() throws IOException {
        StoredObject stored = put("digits", "0123456789");

        try (InputStream in = store().read(stored, new ByteRange(2, 3))) {
            assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("234");
        }
    }

    @Test
    void read_generationReplacedOrDeleted_throwsNotFound() {
        StoredObject stored = put("a", "old");
        replace("a", "new".getBytes(UTF_8));
        assertFails(Reason.NOT_FOUND, ref("a").uri(), () -> store().read(stored, ByteRange.from(0)));

        store().delete(ref("a"));
        assertFails(Reason.NOT_FOUND, ref("a").uri(), () -> store().read(stored, ByteRange.from(0)));
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
}
