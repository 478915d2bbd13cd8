package io.loist.storage;

import com.google.api.services.storage.model.Bucket;
import com.google.api.services.storage.model.Policy;
import io.loist.ObjectStoreException;
import io.loist.object.ObjectRef;
import io.loist.storage.internal.bucket.BucketDifference;
import io.loist.storage.internal.bucket.BucketApi;
import io.loist.storage.internal.bucket.BucketSettings;
import io.loist.storage.internal.gcs.OptimisticRetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Sets a bucket of Google Cloud Storage up for a music library, and tells when it is no longer as it was set up. The account needs
 * {@code roles/storage.admin} on the project, or on the bucket if that exists.
 *
 * <p>Always on: uniform bucket-level access, public-access prevention, temporary objects (names that begin with {@code temp/})
 * deleted after a day, and uploads that were never finished dropped after a day. The service counts lifecycle ages in days from
 * midnight UTC and works through its rules in its own time: what is to go after 24 hours goes within two or three days. Until
 * then it can be seen and read. Everything else is as the builder is told, and what it is not told stays as it is.
 *
 * <p>Rules, labels and role bindings of others stay. Which CORS and lifecycle rules are this set-up's own is noted in the bucket's
 * labels {@code loist-cors-rules} and {@code loist-lifecycle-rules}, so that a rule that is no longer asked for is taken away
 * again. A role once granted is never taken away. Nothing overwrites what another editor has changed at the same time.
 *
 * <p>Safe for use by many threads.
 */
public final class BucketSetup {

    private final BucketSettings settings;
    private final String bucket;
    private final BucketApi api;

    private BucketSetup(Builder builder) {
        this.settings = builder.settings;
        this.bucket = builder.bucket;
        this.api = new BucketApi(builder.store.jsonApi(), bucket);
    }

    /**
     * Starts the set-up of a bucket.
     *
     * @param store says where Cloud Storage is and as whom to call it; it needs a
     *     {@linkplain GcsObjectStore.Builder#projectId(String) project} if the bucket is to be created
     * @throws IllegalArgumentException if the name is not a bucket's
     */
    public static Builder builder(GcsObjectStore store, String bucket) {
        return new Builder(store, ObjectRef.requireBucket(bucket));
    }

    /**
     * Compares, and changes nothing.
     *
     * @return what {@link #apply} would change, and what it cannot; print it
     * @throws ObjectStoreException with {@code PERMISSION_DENIED} or {@code UNAVAILABLE} if the settings cannot be read
     */
    public Plan plan() {
        Optional<Bucket> found = api.find();
        List<Change> changes = new ArrayList<>(difference(found).changes());
        if (!settings.grants.isEmpty()) {
            changes.addAll(BucketDifference.grant(settings.grants, found.isPresent() ? api.policy() : new Policy()));
        }
        return new Plan(bucket, changes);
    }

    /**
     * Compares a bucket that was set up before, and changes nothing.
     *
     * @return what differs; empty if nothing does
     * @throws ObjectStoreException with {@code NOT_FOUND} if there is no such bucket, with {@code PERMISSION_DENIED} or
     *     {@code UNAVAILABLE} if the settings cannot be read
     */
    public Plan drift() {
        if (api.find().isEmpty()) {
            throw new ObjectStoreException(
                    ObjectStoreException.Reason.NOT_FOUND,
                    "gs://" + bucket,
                    "There is no bucket gs://" + bucket + "; check its name, or create it with apply().",
                    null);
        }
        return plan();
    }

    /**
     * Creates the bucket if there is none, and changes what differs. It may be repeated; the second time it finds nothing to do.
     *
     * @return what was changed, and what could not be
     * @throws ObjectStoreException with {@code PERMISSION_DENIED}, {@code REFUSED} or {@code UNAVAILABLE} if the service does not
     *     do it; what was done until then stays, and a repetition goes on from there
     */
    public Plan apply() {
        Plan plan = plan();
        untilUndisturbed(this::applySettings);
        if (!settings.grants.isEmpty()) {
            untilUndisturbed(this::applyGrants);
        }
        return plan;
    }

    private void applySettings() {
        Optional<Bucket> found = api.find();
        BucketDifference difference = difference(found);
        if (found.isEmpty()) {
            api.create(difference.patch().setName(bucket));
        } else if (difference.isPatchNeeded()) {
            api.patch(difference.patch(), found.get().getMetageneration());
        }
    }

    private void applyGrants() {
        Policy policy = api.policy();
        if (!BucketDifference.grant(settings.grants, policy).isEmpty()) {
            api.setPolicy(policy);
        }
    }

    private BucketDifference difference(Optional<Bucket> found) {
        return new BucketDifference(settings, found.orElseGet(Bucket::new));
    }

    /** Looks again when somebody has changed the bucket between looking and writing, or our own answer was lost. */
    private static void untilUndisturbed(Runnable step) {
        OptimisticRetry.call(BucketApi::isConflict, () -> {
            step.run();
            return true;
        });
    }

    /**
     * What an account does with the bucket, and so the least it may do.
     */
    public enum Role {
        /** Fetches and lists objects: {@code roles/storage.objectViewer}. */
        READER,
        /** Stores, moves, replaces and deletes objects, as an ingest does, and reads them: {@code roles/storage.objectUser}. */
        UPLOADER,
        /**
         * Signs URLs for others, who then act with its permissions: fetching and creating, but neither replacing nor deleting
         * ({@code roles/storage.objectViewer} and {@code roles/storage.objectCreator}). To sign without a key file it also needs
         * {@code roles/iam.serviceAccountTokenCreator} on its own account, which is no setting of a bucket.
         */
        SIGNER;

        private List<String> names() {
            return switch (this) {
                case READER -> List.of("roles/storage.objectViewer");
                case UPLOADER -> List.of("roles/storage.objectUser");
                case SIGNER -> List.of("roles/storage.objectViewer", "roles/storage.objectCreator");
            };
        }
    }

    /**
     * One difference between a bucket and what it is to be like.
     *
     * @param setting what differs
     * @param actual what the bucket has; {@code none} if nothing
     * @param wanted what it is to have; {@code none} if nothing
     * @param canBeApplied whether the service can change it; the location of a bucket never changes
     */
    public record Change(String setting, String actual, String wanted, boolean canBeApplied) {

        /** Returns the change in one line. */
        @Override
        public String toString() {
            return (canBeApplied ? "~ " : "! ") + setting + ": " + actual + " -> " + wanted
                    + (canBeApplied ? "" : " (cannot be changed; it takes a new bucket)");
        }
    }

    /**
     * All the differences of a bucket.
     *
     * @param bucket its name
     * @param changes the differences; empty if there are none
     */
    public record Plan(String bucket, List<Change> changes) {

        /** Copies the list. */
        public Plan {
            changes = List.copyOf(changes);
        }

        /** Returns whether the bucket is as it is to be. */
        public boolean isEmpty() {
            return changes.isEmpty();
        }

        /** Returns the plan for people to read, a line for each change. */
        @Override
        public String toString() {
            return changes.isEmpty()
                    ? "gs://" + bucket + " is as it should be."
                    : changes.stream()
                            .map(change -> "  " + change)
                            .collect(Collectors.joining("\n", "gs://" + bucket + "\n", ""));
        }
    }

    /** Builds a {@link BucketSetup}. Not safe for use by several threads at once. */
    public static final class Builder {

        private final GcsObjectStore store;
        private final String bucket;
        private final BucketSettings settings = new BucketSettings();

        private Builder(GcsObjectStore store, String bucket) {
            this.store = Objects.requireNonNull(store, "store");
            this.bucket = bucket;
        }

        /** Sets where the bucket is created, such as {@code EUROPE-WEST3} or {@code EU}; by default {@code US},
         * and wherever a bucket is that exists. */
        public Builder location(String location) {
            settings.location = location.toUpperCase(Locale.ROOT);
            return this;
        }

        /** Sets the class of new objects, such as {@code STANDARD}; by default that of the service. */
        public Builder storageClass(String storageClass) {
            settings.storageClass = storageClass.toUpperCase(Locale.ROOT);
            return this;
        }

        /**
         * Keeps what is replaced or deleted as an old version for so long; by default versioning stays as it is.
         *
         * @throws IllegalArgumentException if it is less than a day
         */
        public Builder keepOldVersions(Duration duration) {
            settings.keepOldVersions(duration);
            return this;
        }

        /**
         * Sets for how long a deleted object can be restored; by default as the service has it, which is 7 days.
         *
         * @throws IllegalArgumentException if it is neither zero, for not at all, nor from 7 to 90 days
         */
        public Builder softDelete(Duration duration) {
            settings.softDelete(duration);
            return this;
        }

        /** Adds labels; labels of other names stay. */
        public Builder labels(Map<String, String> labels) {
            settings.labels.putAll(labels);
            return this;
        }

        /**
         * Lets web pages use the bucket; rules of others stay.
         *
         * @throws IllegalArgumentException if there are more than 7 rules
         */
        public Builder cors(CorsRule rule) {
            settings.allow(rule);
            return this;
        }

        /**
         * Moves objects to a cheaper class when they are old. Reading from {@code NEARLINE}, {@code COLDLINE} and {@code ARCHIVE}
         * costs by the byte, and what is deleted early is paid for.
         *
         * @param storageClass the class they get
         * @param age how old they are then; whole days count
         * @param prefix which objects, such as {@code audio/}
         * @throws IllegalArgumentException if the age is less than a day, or there are too many rules
         */
        public Builder moveTo(String storageClass, Duration age, String prefix) {
            settings.move(storageClass.toUpperCase(Locale.ROOT), age, prefix);
            return this;
        }

        /**
         * Grants an account what it needs for its part, and no more.
         *
         * @param member who, as IAM writes it, such as {@code serviceAccount:uploader@project.iam.gserviceaccount.com}
         * @throws IllegalArgumentException if it is everybody, or not written like that
         */
        public Builder grant(Role role, String member) {
            settings.grant(role.names(), member);
            return this;
        }

        /** Returns the set-up. The service is not called yet. */
        public BucketSetup build() {
            return new BucketSetup(this);
        }
    }
}
