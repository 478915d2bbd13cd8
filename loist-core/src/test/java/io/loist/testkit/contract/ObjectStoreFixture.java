package io.loist.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** A store, a bucket, and names that belong to one test alone. */
public abstract class ObjectStoreFixture {

    private final String folder = "contract-" + UUID.randomUUID() + "/";

    /** Returns the store under test. */
    protected abstract ObjectStore store();

    /** Returns a bucket that exists. */
    protected abstract String bucket();

    /** Returns a bucket that does not exist. */
    protected String missingBucket() {
        return "loist-no-such-bucket";
    }

    /** Returns what this store cannot do; the tests that need it are skipped. By default nothing. */
    protected Set<StoreCapability> missing() {
        return Set.of();
    }

    @BeforeEach
    void skipWhatCannotBe(TestInfo test) {
        Needs needs = test.getTestMethod()
                .map(method -> method.getAnnotation(Needs.class))
                .orElse(null);
        if (needs == null) {
            return;
        }
        for (StoreCapability capability : needs.value()) {
            assumeFalse(
                    missing().contains(capability),
                    () -> "skipped for -D" + StoreCapability.PROPERTY + "=" + capability.flag());
        }
    }

    /** Leaves the bucket as it was. */
    @AfterEach
    void deleteWhatIsLeft() {
        names("").forEach(name -> store().delete(ref(name)));
    }

    /** Returns what all names of this test begin with. */
    protected final String folder() {
        return folder;
    }

    /** Returns the reference of a name of this test. */
    protected final ObjectRef ref(String name) {
        return new ObjectRef(bucket(), folder + name);
    }

    /** Starts the upload of an object of this test. */
    protected final Upload.Builder upload(String name, byte[] bytes) {
        return Upload.builder(ref(name), bytes);
    }

    /** Stores an object of this test. */
    protected final StoredObject put(String name, byte[] bytes) {
        return store().put(upload(name, bytes).build());
    }

    /** Stores a text as an object of this test. */
    protected final StoredObject put(String name, String text) {
        return put(name, text.getBytes(UTF_8));
    }

    /** Stores an object of this test whether or not there is one already. */
    protected final StoredObject replace(String name, byte[] bytes) {
        return store().put(upload(name, bytes)
                .precondition(Upload.Precondition.NONE)
                .build());
    }

    /** Returns the bytes of an object of this test. */
    protected final byte[] contentOf(String name) {
        try (InputStream in = store().read(ref(name))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError("cannot read " + name, e);
        }
    }

    /** Returns what is stored under a name of this test. */
    protected final StoredObject statOf(String name) {
        return store().stat(ref(name)).orElseThrow();
    }

    /** Returns the names of this test that begin with a prefix, as the store lists them. */
    protected final List<String> names(String prefix) {
        try (Stream<StoredObject> listed = store().list(bucket(), folder + prefix)) {
            return listed.map(object -> object.ref().name().substring(folder.length()))
                    .toList();
        }
    }

    /** Asserts that a call fails for a reason, about an object if one is named. */
    protected static void assertFails(Reason reason, @Nullable String object, ThrowingCallable call) {
        assertThatExceptionOfType(ObjectStoreException.class).isThrownBy(call).satisfies(e -> {
            assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason);
            if (object != null) {
                assertThat(e.object()).isEqualTo(object);
                assertThat(e).hasMessageContaining(object);
            }
        });
    }
}
