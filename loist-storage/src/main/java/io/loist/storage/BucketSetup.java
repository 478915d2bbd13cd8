package io.loist.storage;

import io.loist.ObjectStoreException;
import io.loist.object.ObjectRef;
import io.loist.storage.internal.bucket.BucketApi;
import io.loist.storage.internal.bucket.BucketSettings;
import io.loist.storage.internal.bucket.BucketUpdate;
import io.loist.storage.internal.bucket.SettingChange;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Sets up a bucket of Google Cloud Storage for a music library, and reports when its settings have drifted. The account needs
 * {@code roles/storage.admin} on the project, or on the bucket if that exists.
 *
 * <p>Always on: uniform bucket-level access, public-access prevention, deletion of temporary objects (names that begin with
 * {@code temp/}) after a day, and abortion of unfinished uploads after a day. The service counts the age of objects in days from
 * midnight UTC and applies its rules asynchronously: an object with an age limit of one day is deleted within two or three days, and
 * can be listed and read until then. All other settings are those of the builder; a setting that is not given to it stays as it is.
 *
 * <p>Rules, labels and role bindings of other programs stay. The bucket's labels {@code loist-cors-rules} and
 * {@code loist-lifecycle-rules} record which CORS and lifecycle rules come from this class, so that a rule that is no longer wanted
 * is removed. A role that was granted is never revoked. A change that another editor makes at the same time is never overwritten.
 *
 * <p>Safe for use by many threads.
 */
public final class BucketSetup {

    private final String bucket;
    private final BucketUpdate update;

    private BucketSetup(Builder builder) {
        this.bucket = builder.bucket;
        this.update = new BucketUpdate(new BucketApi(builder.store.jsonApi(), bucket), builder.settings);
    }

    /**
     * Creates a builder.
     *
     * @param store determines the address of the service and the account; it needs a
     *     {@linkplain GcsObjectStore.Builder#projectId(String) project} if the bucket is to be created
     * @throws IllegalArgumentException if {@code bucket} is not a valid bucket name
     */
    public static Builder builder(GcsObjectStore store, String bucket) {
        return new Builder(store, ObjectRef.requireBucket(bucket));
    }

    /**
     * Compares the bucket with the wanted settings, and changes nothing.
     *
     * @return what {@link #apply} would change, and what it cannot change
     * @throws ObjectStoreException with {@code PERMISSION_DENIED} or {@code UNAVAILABLE} if the settings cannot be read
     */
    public Plan plan() {
        return new Plan(bucket, update.plan().stream().map(Change::of).toList());
    }

    /**
     * Compares a bucket that must exist with the wanted settings, and changes nothing.
     *
     * @return the differences; empty if there are none
     * @throws ObjectStoreException with {@code NOT_FOUND} if there is no such bucket, with {@code PERMISSION_DENIED} or
     *     {@code UNAVAILABLE} if the settings cannot be read
     */
    public Plan drift() {
        if (!update.bucketExists()) {
            throw new ObjectStoreException(
                    ObjectStoreException.Reason.NOT_FOUND,
                    "gs://" + bucket,
                    "There is no bucket gs://" + bucket + "; check its name, or create it with apply().",
                    null);
        }
        return plan();
    }

    /**
     * Creates the bucket if it does not exist, and changes what differs. Idempotent.
     *
     * @return what was changed, and what could not be changed
     * @throws ObjectStoreException with {@code PERMISSION_DENIED}, {@code REFUSED} or {@code UNAVAILABLE} if a change fails; earlier
     *     changes stay, and a repetition continues from there
     */
    public Plan apply() {
        Plan plan = plan();
        update.apply();
        return plan;
    }

    /** The task of an account, which determines the roles it is granted. */
    public enum Role {
        /** Fetches and lists objects: {@code roles/storage.objectViewer}. */
        READER,
        /** Stores, moves, replaces and deletes objects, as an ingest does, and reads them: {@code roles/storage.objectUser}. */
        UPLOADER,
        /**
         * Signs URLs, whose holders act with its permissions: fetching and creating, but neither replacing nor deleting
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
     * One difference between the settings of a bucket and the wanted ones.
     *
     * @param setting the setting's name
     * @param actual the bucket's value; {@code none} if it has none
     * @param wanted the wanted value; {@code none} if the setting is to be removed
     * @param canBeApplied whether the service can change the setting; the location of a bucket is fixed
     */
    public record Change(String setting, String actual, String wanted, boolean canBeApplied) {

        private static Change of(SettingChange change) {
            return new Change(change.setting(), change.actual(), change.wanted(), change.canBeApplied());
        }

        /** Returns the change in one line. */
        @Override
        public String toString() {
            return (canBeApplied ? "~ " : "! ") + setting + ": " + actual + " -> " + wanted
                    + (canBeApplied ? "" : " (cannot be changed; it takes a new bucket)");
        }
    }

    /**
     * All differences between the settings of a bucket and the wanted ones.
     *
     * @param bucket the bucket's name
     * @param changes the differences; unmodifiable, empty if there are none
     */
    public record Plan(String bucket, List<Change> changes) {

        /** Copies the list. */
        public Plan {
            changes = List.copyOf(changes);
        }

        /** Returns whether there are no differences. */
        public boolean isEmpty() {
            return changes.isEmpty();
        }

        /** Returns the plan as text, one line for each change. */
        @Override
        public String toString() {
            return changes.isEmpty()
                    ? "gs://" + bucket + " is as it should be."
                    : changes.stream()
                            .map(change -> "  " + change)
                            .collect(Collectors.joining("\n", "gs://" + bucket + "\n", ""));
        }
    }

    /** Builds a {@link BucketSetup}. Not safe for use by several threads. */
    public static final class Builder {

        private final GcsObjectStore store;
        private final String bucket;
        private final BucketSettings settings = new BucketSettings();

        private Builder(GcsObjectStore store, String bucket) {
            this.store = Objects.requireNonNull(store, "store");
            this.bucket = bucket;
        }

        /** Sets the location, such as {@code EUROPE-WEST3} or {@code EU}; by default {@code US} for a new bucket. */
        public Builder location(String location) {
            settings.location = location.toUpperCase(Locale.ROOT);
            return this;
        }

        /** Sets the storage class of new objects, such as {@code NEARLINE}; by default {@code STANDARD} for a new bucket. */
        public Builder storageClass(String storageClass) {
            settings.storageClass = storageClass.toUpperCase(Locale.ROOT);
            return this;
        }

        /**
         * Turns versioning on, and keeps noncurrent versions for a number of whole days; by default versioning is not changed. A
         * set-up that no longer asks for this removes the rule that deletes them and leaves versioning on: its plan says that old
         * versions are then kept, and charged, for ever.
         *
         * @throws IllegalArgumentException if the duration is less than a day
         */
        public Builder keepOldVersions(Duration duration) {
            settings.keepOldVersions(duration);
            return this;
        }

        /**
         * Sets how long a deleted object can be restored; by default it is not changed, which is 7 days for a new bucket.
         *
         * @throws IllegalArgumentException if the duration is neither zero, which turns soft delete off, nor from 7 to 90 days
         */
        public Builder softDelete(Duration duration) {
            settings.softDelete(duration);
            return this;
        }

        /** Adds labels; labels with other names stay. */
        public Builder labels(Map<String, String> labels) {
            settings.labels.putAll(labels);
            return this;
        }

        /**
         * Adds a CORS rule; rules of other programs stay.
         *
         * @throws IllegalArgumentException if there are more than 7 rules
         */
        public Builder cors(CorsRule rule) {
            settings.allow(rule.origins(), rule.methods(), rule.headers(), rule.maxAge());
            return this;
        }

        /**
         * Moves objects to another storage class when they reach an age. Reading from {@code NEARLINE}, {@code COLDLINE} and
         * {@code ARCHIVE} is charged by the byte, and an early deletion is charged as if the object had stayed.
         *
         * @param storageClass the new storage class
         * @param age the age in whole days, at least one
         * @param prefix what the names of the objects begin with, such as {@code audio/}
         * @throws IllegalArgumentException if the age is less than a day, or there are more than 7 lifecycle rules
         */
        public Builder moveTo(String storageClass, Duration age, String prefix) {
            settings.move(storageClass.toUpperCase(Locale.ROOT), age, prefix);
            return this;
        }

        /**
         * Grants a member the roles that its task needs.
         *
         * @param member the member as IAM writes it, such as {@code serviceAccount:uploader@project.iam.gserviceaccount.com}
         * @throws IllegalArgumentException if the member is not written like that, or is {@code allUsers} or
         *     {@code allAuthenticatedUsers}
         */
        public Builder grant(Role role, String member) {
            settings.grant(role.names(), member);
            return this;
        }

        /** Builds the set-up. It makes no call to the service. */
        public BucketSetup build() {
            return new BucketSetup(this);
        }
    }
}
