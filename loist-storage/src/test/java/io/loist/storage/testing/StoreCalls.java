package io.loist.storage.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.object.ByteRange;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The calls that the fault matrices of all stores make, for the only object of a bucket, whose content is {@code old}. */
public final class StoreCalls {

    private StoreCalls() {}

    public static void read(ObjectStore store, StoredObject object) {
        assertReads(store.read(object.ref()), "old");
    }

    public static void readRange(ObjectStore store, StoredObject object) {
        assertReads(store.read(object.ref(), new ByteRange(1, 1)), "l");
    }

    public static void stat(ObjectStore store, StoredObject object) {
        assertThat(store.stat(object.ref()))
                .hasValueSatisfying(found -> assertThat(found).isIn(object, object.withSha256(null)));
    }

    public static void statMissing(ObjectStore store, StoredObject object) {
        assertThat(store.exists(new ObjectRef(object.ref().bucket(), "none"))).isFalse();
    }

    public static void details(ObjectStore store, StoredObject object) {
        assertThat(store.details(object.ref())).isPresent();
    }

    public static void update(ObjectStore store, StoredObject object) {
        ObjectStore.Details wanted = new ObjectStore.Details(object, 0, "no-cache", null, Map.of());
        assertThat(store.update(wanted).cacheControl()).isEqualTo("no-cache");
    }

    public static void list(ObjectStore store, StoredObject object) {
        assertListsOne(store.list(object.ref().bucket(), ""));
    }

    public static void listLevel(ObjectStore store, StoredObject object) {
        assertListsOne(store.list(object.ref().bucket(), "", "/"));
    }

    public static void delete(ObjectStore store, StoredObject object) {
        store.delete(object.ref());
    }

    /** Deletes the object in a batch, and throws the failure in the result. */
    public static void deleteAll(ObjectStore store, StoredObject object) {
        store.deleteAll(List.of(object.ref())).forEach(deletion -> {
            if (deletion.failure() != null) {
                throw deletion.failure();
            }
        });
    }

    /** Returns whether a repeated call succeeded, or failed because the first call had already done the work. */
    public static boolean isDone(@Nullable Throwable failureOfRepetition) {
        return failureOfRepetition == null
                || (failureOfRepetition instanceof ObjectStoreException e
                        && (e.reason() == Reason.PRECONDITION_FAILED || e.reason() == Reason.NOT_FOUND));
    }

    private static void assertReads(InputStream stream, String expected) {
        try (InputStream in = stream) {
            assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo(expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertListsOne(Stream<?> stream) {
        try (Stream<?> listed = stream) {
            assertThat(listed).hasSize(1);
        }
    }
}
