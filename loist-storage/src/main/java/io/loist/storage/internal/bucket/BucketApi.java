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

/**
 * Reads and writes the settings of one bucket in the form of the JSON API itself. The classes of {@code google-cloud-storage} for
 * rules drop the fields they do not know, and a lifecycle rule written back without one of its conditions would delete more than it
 * did before; the generated classes keep all fields.
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

    /** Creates the bucket. If another call has created it meanwhile, or this one's answer was lost, that is a conflict. */
    public void create(Bucket settings) {
        call(() -> buckets().insert(api.projectId(), settings.setName(bucket)).execute());
    }

    /** Changes the settings, unless they have been changed since they had this number: that is a conflict. */
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

    /** Sets the IAM policy, unless it has been changed since it was read, as its etag shows: that is a conflict. */
    public void setPolicy(Policy policy) {
        call(() -> buckets()
                .setIamPolicy(bucket, policy.setVersion(POLICY_VERSION))
                .execute());
    }

    /** Returns which of these permissions the credentials have. */
    public List<String> permitted(List<String> permissions) {
        List<String> permitted = call(() ->
                buckets().testIamPermissions(bucket, permissions).execute().getPermissions());
        return permitted == null ? List.of() : permitted;
    }

    /** Returns whether a failure is a conflict with another editor. */
    public static boolean isConflict(ObjectStoreException e) {
        return e.getCause() instanceof StorageException cause && (cause.getCode() == 409 || cause.getCode() == 412);
    }

    /** Each call may be repeated: it reads, or it names the state that it changes. */
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
