package io.loist.storage.internal.bucket;

import com.google.api.services.storage.Storage.Buckets;
import com.google.api.services.storage.model.Bucket;
import com.google.api.services.storage.model.Policy;
import com.google.cloud.storage.StorageException;
import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.internal.ThrowingSupplier;
import io.loist.storage.internal.gcs.GcsErrors;
import io.loist.storage.internal.gcs.GcsJsonApi;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the settings of one bucket with the classes of the JSON API, which keep all fields. The classes of
 * {@code google-cloud-storage} drop unknown fields: a lifecycle rule written back without one of its conditions would delete more
 * objects.
 */
public final class BucketApi {

    private static final int POLICY_VERSION = 3;

    private final GcsJsonApi api;
    private final String bucket;

    public BucketApi(GcsJsonApi api, String bucket) {
        this.api = api;
        this.bucket = bucket;
    }

    /** Returns the bucket's name. */
    String bucket() {
        return bucket;
    }

    /** Returns the project that pays for the calls, or null if the bucket's owner does. */
    @Nullable
    String userProject() {
        return api.userProject();
    }

    /** Returns the settings, or empty if there is no such bucket. */
    public Optional<Bucket> find() {
        try {
            return Optional.of(call(() -> buckets().get(bucket).execute()));
        } catch (ObjectStoreException e) {
            if (e.reason() == Reason.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Creates the bucket. Fails with a conflict if it exists, also if an earlier attempt has created it and its response was lost. */
    public void create(Bucket settings) {
        try {
            call(() ->
                    buckets().insert(api.projectId(), settings.setName(bucket)).execute());
        } catch (ObjectStoreException e) {
            throw api.hasProject() || e.retryable() || isConflict(e) ? e : withoutProject(e);
        }
    }

    /** Changes the settings. Fails with a conflict if they no longer have this metageneration. */
    public void patch(Bucket changes, long metageneration) {
        call(() -> buckets()
                .patch(bucket, changes.setName(bucket))
                .setIfMetagenerationMatch(metageneration)
                .execute());
    }

    /** Returns the IAM policy, conditions included. */
    public Policy policy() {
        return call(() -> buckets()
                .getIamPolicy(bucket)
                .setOptionsRequestedPolicyVersion(POLICY_VERSION)
                .execute());
    }

    /** Sets the IAM policy. Fails with a conflict if its etag shows a change since it was read. */
    public void setPolicy(Policy policy) {
        call(() -> buckets()
                .setIamPolicy(bucket, policy.setVersion(POLICY_VERSION))
                .execute());
    }

    /** Returns those of the permissions that the credentials have. */
    public List<String> permitted(List<String> permissions) {
        List<String> permitted = call(() ->
                buckets().testIamPermissions(bucket, permissions).execute().getPermissions());
        return permitted == null ? List.of() : permitted;
    }

    /** Returns whether a failure is a conflict with another editor. */
    public static boolean isConflict(ObjectStoreException e) {
        return e.getCause() instanceof StorageException cause && (cause.getCode() == 409 || cause.getCode() == 412);
    }

    /** Makes a call with retries. All calls are safe to repeat: they read, or name the state that they change. */
    private <T> T call(ThrowingSupplier<T, IOException> call) {
        try {
            return GcsErrors.translating("gs://" + bucket, () -> api.retrying(call));
        } catch (ObjectStoreException e) {
            throw e.reason() == Reason.PERMISSION_DENIED ? denied(e) : e;
        }
    }

    private Buckets buckets() {
        return api.client().buckets();
    }

    private ObjectStoreException withoutProject(ObjectStoreException e) {
        return new ObjectStoreException(
                Reason.REFUSED,
                e.object(),
                "The bucket gs://" + bucket
                        + " cannot be created, as the credentials name no project; set projectId() of the store. "
                        + e.getMessage(),
                e.getCause());
    }

    private ObjectStoreException denied(ObjectStoreException e) {
        return new ObjectStoreException(
                Reason.PERMISSION_DENIED,
                e.object(),
                "This account may not read or change the settings of gs://" + bucket
                        + ", or the bucket belongs to another project. Grant roles/storage.admin to the account that sets up"
                        + " buckets, or choose another name.",
                e.getCause());
    }
}
