package io.loist.storage.internal.bucket;

import com.google.api.services.storage.model.Bucket;
import com.google.api.services.storage.model.Policy;
import io.loist.storage.internal.gcs.OptimisticRetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares a bucket with the wanted settings, and brings it to them. */
public final class BucketUpdate {

    private final BucketApi api;
    private final BucketSettings wanted;

    public BucketUpdate(BucketApi api, BucketSettings wanted) {
        this.api = api;
        this.wanted = wanted;
    }

    /** Returns whether the bucket exists. */
    public boolean bucketExists() {
        return api.find().isPresent();
    }

    /** Returns the differences, and changes nothing. */
    public List<SettingChange> plan() {
        Optional<Bucket> found = api.find();
        List<SettingChange> changes = new ArrayList<>(difference(found).changes());
        if (!wanted.grants.isEmpty()) {
            changes.addAll(BucketDifference.grant(wanted.grants, found.isPresent() ? api.policy() : new Policy()));
        }
        return changes;
    }

    /** Creates the bucket if it does not exist, and changes what differs. */
    public void apply() {
        repeatOnConflict(this::applySettings);
        if (!wanted.grants.isEmpty()) {
            repeatOnConflict(this::applyGrants);
        }
    }

    private void applySettings() {
        Optional<Bucket> found = api.find();
        BucketDifference difference = difference(found);
        if (found.isEmpty()) {
            api.create(difference.patch());
        } else if (difference.isPatchNeeded()) {
            api.patch(difference.patch(), found.get().getMetageneration());
        }
    }

    private void applyGrants() {
        Policy policy = api.policy();
        if (!BucketDifference.grant(wanted.grants, policy).isEmpty()) {
            api.setPolicy(policy);
        }
    }

    private BucketDifference difference(Optional<Bucket> found) {
        return new BucketDifference(wanted, found.orElseGet(Bucket::new));
    }

    /** Reads and writes again if another editor has changed the bucket meanwhile, or this call's own answer was lost. */
    private static void repeatOnConflict(Runnable step) {
        OptimisticRetry.call(BucketApi::isConflict, () -> {
            step.run();
            return true;
        });
    }
}
