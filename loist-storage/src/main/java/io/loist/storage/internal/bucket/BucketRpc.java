package io.loist.storage.internal.bucket;

import com.google.api.services.storage.model.Bucket;
import com.google.api.services.storage.model.Policy;
import com.google.api.services.storage.model.TestIamPermissionsResponse;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageException;
import com.google.cloud.storage.spi.v1.StorageRpc;
import com.google.cloud.storage.spi.v1.StorageRpc.Option;
import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.storage.internal.gcs.GcsErrors;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads and writes the settings of one bucket in the form of the JSON API itself. The client's own classes for rules forget the
 * conditions they do not know, such as sizes, and a rule written back without one would delete more than it did; these keep all.
 */
public final class BucketRpc {

    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final long POLICY_VERSION = 3;

    private final StorageRpc rpc;
    private final String bucket;

    public BucketRpc(Storage storage, String bucket) {
        this.rpc = (StorageRpc) storage.getOptions().getRpc();
        this.bucket = bucket;
    }

    /** Returns the settings, or empty if there is no such bucket. */
    public Optional<Bucket> find() {
        return Optional.ofNullable(patiently(() -> rpc.get(new Bucket().setName(bucket), Map.of())));
    }

    /** Creates the bucket. If it was created meanwhile, or by a call whose answer was lost, that shows as UNAVAILABLE. */
    public void create(Bucket settings) {
        patiently(() -> rpc.create(settings, Map.of()));
    }

    /** Changes the settings if nobody has changed them since they had this number. */
    public void patch(Bucket changes, long metageneration) {
        patiently(() -> rpc.patch(changes.setName(bucket), Map.of(Option.IF_METAGENERATION_MATCH, metageneration)));
    }

    /** Returns who may do what, with conditions. */
    public Policy policy() {
        return patiently(() -> rpc.getIamPolicy(bucket, Map.of(Option.REQUESTED_POLICY_VERSION, POLICY_VERSION)));
    }

    /** Sets who may do what if nobody has changed it since the policy was read; its etag says when that was. */
    public void setPolicy(Policy policy) {
        patiently(() -> rpc.setIamPolicy(bucket, policy.setVersion((int) POLICY_VERSION), Map.of()));
    }

    /** Returns which of these permissions the credentials have. */
    public List<String> permitted(List<String> permissions) {
        TestIamPermissionsResponse answer = patiently(() -> rpc.testIamPermissions(bucket, permissions, Map.of()));
        return answer.getPermissions() == null ? List.of() : answer.getPermissions();
    }

    /** Repeats a call that the service was too busy for. Each is safe to repeat: it reads, or names what it changes. */
    private <T> T patiently(Supplier<T> call) {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            try {
                return GcsErrors.translating("gs://" + bucket, call);
            } catch (ObjectStoreException e) {
                if (e.reason() == Reason.PERMISSION_DENIED) {
                    throw denied(e);
                }
                if (e.reason() != Reason.UNAVAILABLE || attempt == ATTEMPTS || isConflict(e)) {
                    throw e;
                }
                pause(pause, e);
                pause = pause.multipliedBy(2);
            }
        }
    }

    /** Returns whether a failure says that somebody else was faster. */
    public static boolean isConflict(ObjectStoreException e) {
        return e.getCause() instanceof StorageException cause && (cause.getCode() == 409 || cause.getCode() == 412);
    }

    private ObjectStoreException denied(ObjectStoreException e) {
        return new ObjectStoreException(
                Reason.PERMISSION_DENIED,
                e.object(),
                "The settings of gs://" + bucket
                        + " may not be read or changed by this account, or the bucket belongs to somebody"
                        + " else. Grant the account that sets buckets up roles/storage.admin, or choose another name.",
                e.getCause());
    }

    private static void pause(Duration duration, ObjectStoreException failure) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
