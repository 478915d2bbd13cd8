package io.loist.storage;

import com.google.auth.Credentials;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobListOption;
import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.object.ByteRange;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import io.loist.signing.SignedUrlService;
import io.loist.signing.UrlEndpoint;
import io.loist.storage.internal.bucket.BucketApi;
import io.loist.storage.internal.bucket.BucketDoctor;
import io.loist.storage.internal.gcs.GcsBatchDelete;
import io.loist.storage.internal.gcs.GcsConnection;
import io.loist.storage.internal.gcs.GcsCopy;
import io.loist.storage.internal.gcs.GcsIdentity;
import io.loist.storage.internal.gcs.GcsJsonApi;
import io.loist.storage.internal.gcs.GcsListing;
import io.loist.storage.internal.gcs.GcsMove;
import io.loist.storage.internal.gcs.GcsObjects;
import io.loist.storage.internal.gcs.GcsReadStream;
import io.loist.storage.internal.gcs.GcsUpdate;
import io.loist.storage.internal.gcs.GcsUpload;
import io.loist.storage.internal.gcs.OptimisticRetry;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Keeps objects in Google Cloud Storage. Buckets must exist; the account needs {@code roles/storage.objectUser} on them, or
 * {@code roles/storage.objectViewer} to read only.
 *
 * <p>Every write names the generation it replaces, so that a failed request may be repeated without harm, and each object carries
 * the metadata {@code loist-made-by}, by which a call whose answer was lost recognises its own object. Checksums are compared in
 * both directions. The service knows the checksum of a whole object only: a whole object is checked when it is read, a range is not.
 * Objects are read as they were stored, compressed or not.
 *
 * <p>An upload of up to 8 MiB is one request. A longer one is resumable and is sent in chunks of 8 MiB: when the connection breaks,
 * what is missing of the chunk is sent again; when the service loses the whole upload, or ends it for an expired token, the
 * {@linkplain Upload.Content content} is opened a second time and sent from its beginning. An upload takes up to
 * 16 MiB of memory, whatever its length. A download takes no more memory than its reader's buffer; it begins when it is opened, so
 * that it is one call, and holds a connection until it is closed.
 *
 * <p>Nothing is changed that another user of the client library in this process would notice.
 */
public final class GcsObjectStore implements ObjectStore {

    private final Storage storage;
    private final GcsIdentity identity;
    private final GcsObjects objects;
    private final GcsJsonApi api;

    private GcsObjectStore(Storage storage, GcsIdentity identity) {
        this.storage = storage;
        this.identity = identity;
        this.objects = new GcsObjects(storage);
        this.api = new GcsJsonApi(storage);
    }

    /**
     * Opens a store with the Application Default Credentials of this process.
     *
     * @throws ObjectStoreException with {@code PERMISSION_DENIED} if there are none
     * @see <a href="https://cloud.google.com/docs/authentication/application-default-credentials">Application Default
     *     Credentials</a>
     */
    public static GcsObjectStore create() {
        return builder().build();
    }

    /** Creates a builder of a store with other credentials, another address or other limits. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public StoredObject put(Upload upload) {
        GcsUpload sending = new GcsUpload(storage, objects, upload);
        Long generation = upload.generation();
        if (generation != null) {
            return sending.send(generation);
        }
        return repeatOnConflict(() -> sending.send(
                objects.find(upload.target()).map(Blob::getGeneration).orElse(0L)));
    }

    /** {@inheritDoc} The bytes are compared with the object's checksum as the last one is read. */
    @Override
    public InputStream read(ObjectRef ref) {
        return read(ref, ByteRange.from(0));
    }

    /** {@inheritDoc} It reads one generation: if the object is replaced meanwhile, the stream never mixes the two. */
    @Override
    public InputStream read(ObjectRef ref, ByteRange range) {
        Objects.requireNonNull(range, "range");
        return GcsReadStream.open(api, objects, ref, range);
    }

    @Override
    public InputStream read(StoredObject object, ByteRange range) {
        Objects.requireNonNull(range, "range");
        return GcsReadStream.open(api, objects, object, range);
    }

    @Override
    public Stream<StoredObject> list(String bucket, String prefix) {
        ObjectRef.requireBucket(bucket);
        Objects.requireNonNull(prefix, "prefix");
        return GcsListing.stream(storage, bucket, BlobListOption.prefix(prefix)).map(GcsObjects::describe);
    }

    /** {@inheritDoc} The service omits what is below the level, so that a folder costs no more than an object. */
    @Override
    public Stream<Entry> list(String bucket, String prefix, String delimiter) {
        ObjectRef.requireBucket(bucket);
        Objects.requireNonNull(prefix, "prefix");
        if (delimiter.isEmpty()) {
            throw new IllegalArgumentException("a delimiter must not be empty; the usual one is \"/\"");
        }
        return GcsListing.stream(storage, bucket, BlobListOption.prefix(prefix), BlobListOption.delimiter(delimiter))
                .map(blob -> new Entry(blob.getName(), blob.isDirectory() ? null : GcsObjects.describe(blob)));
    }

    @Override
    public Optional<Details> details(ObjectRef ref) {
        return objects.find(ref).map(GcsObjects::details);
    }

    /** {@inheritDoc} It looks the object up first, and changes the state that it found. */
    @Override
    public Details update(Details details) {
        GcsUpdate update = new GcsUpdate(storage, objects, details);
        boolean conditional = details.object().generation() != 0 && details.metageneration() != 0;
        return conditional ? update.run() : repeatOnConflict(update::run);
    }

    /** {@inheritDoc} The copy happens within the service; the bytes do not come here. */
    @Override
    public StoredObject copy(ObjectRef from, ObjectRef to) {
        return GcsObjects.describe(new GcsCopy(storage, objects, objects.require(from), to).run(Map.of()));
    }

    /**
     * {@inheritDoc} Within a bucket the service renames the object in one step, which leaves nothing behind in a bucket with soft
     * delete; to another bucket it is copied and then deleted.
     */
    @Override
    public StoredObject move(StoredObject from, ObjectRef to) {
        return new GcsMove(storage, objects, from, to).run();
    }

    /** {@inheritDoc} It deletes the generation it finds; in a bucket with versioning, that one becomes noncurrent. */
    @Override
    public boolean delete(ObjectRef ref) {
        return repeatOnConflict(() -> objects.deletePresent(ref));
    }

    @Override
    public boolean delete(ObjectRef ref, long generation) {
        boolean deleted = objects.delete(ref, generation);
        if (!deleted) {
            // A deletion does not fail if the bucket is missing
            objects.requireBucket(ref);
        }
        return deleted;
    }

    /** {@inheritDoc} A hundred objects take two calls; what they do not settle is deleted one by one. */
    @Override
    public List<Deletion> deleteAll(Collection<ObjectRef> refs) {
        return new GcsBatchDelete(api, objects, this::delete).run(refs);
    }

    /**
     * Returns the address at which signed URLs reach the objects of this store: that of its universe domain or endpoint.
     *
     * @throws IllegalArgumentException if the store's endpoint has a path, which a signed URL cannot have
     */
    public UrlEndpoint urlEndpoint() {
        return UrlEndpoint.pathStyle(URI.create(storage.getOptions().getHost()));
    }

    /**
     * Returns one sentence with the address, the account and the origin of its credentials, for a log line at the start. It contains
     * no secret.
     */
    public String explain() {
        return "Cloud Storage at " + storage.getOptions().getHost() + " as " + identity.account() + ": "
                + identity.reason();
    }

    /**
     * Examines a bucket: checks the permissions of the account; writes, reads and signs a temporary object, fetches it through the
     * signed URL, and deletes it. This takes a second or two, and half a minute or more if the service cannot be reached.
     *
     * @param bucket the bucket's name
     * @param urls the service that signs the application's URLs
     * @return the result of each step, failures with their remedies; no failure of a step is thrown
     * @throws IllegalArgumentException if {@code bucket} is not a valid bucket name
     */
    public DoctorReport doctor(String bucket, SignedUrlService urls) {
        Objects.requireNonNull(urls, "urls");
        BucketApi settings = new BucketApi(api, ObjectRef.requireBucket(bucket));
        String account = identity.account();
        return DoctorReport.of(bucket, account, new BucketDoctor(settings, this, account, urls).run());
    }

    /** Closes the connections. The store cannot be used afterwards. */
    @Override
    public void close() {
        try {
            storage.close();
        } catch (Exception e) {
            throw new ObjectStoreException(
                    Reason.UNAVAILABLE,
                    "gs://",
                    "The client of Cloud Storage could not be closed; nothing is lost.",
                    e);
        }
    }

    GcsJsonApi jsonApi() {
        return api;
    }

    /** Returns Google's client, for calls that loist does not offer. */
    public Storage storage() {
        return storage;
    }

    /** Repeats a call when another process has replaced the object between its lookup and the change. */
    private static <T> T repeatOnConflict(Supplier<T> call) {
        return OptimisticRetry.call(e -> e.reason() == Reason.PRECONDITION_FAILED, call);
    }

    /** Builds a {@link GcsObjectStore}. Not safe for use by several threads. */
    public static final class Builder {

        private final GcsConnection connection = new GcsConnection();

        private Builder() {}

        /** Sets the credentials; by default those of {@link #keyFile}, {@link #environment} or this process, in this order. */
        public Builder credentials(Credentials credentials) {
            connection.credentials = Objects.requireNonNull(credentials, "credentials");
            return this;
        }

        /** Sets a service account's JSON key file to take the credentials from, unless {@link #credentials} are set. */
        public Builder keyFile(Path keyFile) {
            connection.keyFile = Objects.requireNonNull(keyFile, "keyFile");
            return this;
        }

        /**
         * Sets an environment, usually {@code System.getenv()}, whose variable {@code GOOGLE_APPLICATION_CREDENTIALS} names the file
         * with the credentials. No other variable is used. The file is read when the store is built.
         */
        public Builder environment(Map<String, String> environment) {
            connection.environment = Map.copyOf(environment);
            return this;
        }

        /** Sets the project, which only the creation of buckets needs; by default the project of the credentials. */
        public Builder projectId(String projectId) {
            connection.projectId = Objects.requireNonNull(projectId, "projectId");
            return this;
        }

        /**
         * Sets the address of the service, such as {@code http://localhost:9000} for an emulator; by default Google's.
         *
         * @throws IllegalArgumentException if it is not an {@code http} or {@code https} address of a host
         */
        public Builder endpoint(URI endpoint) {
            connection.endpoint = GcsConnection.requireHttp(endpoint);
            return this;
        }

        /**
         * Sets the universe domain, for a cloud of a sovereign operator; by default {@code googleapis.com}. The service is at
         * {@code storage.} before it, unless {@link #endpoint} names another address. The credentials must be of the same domain.
         *
         * @throws IllegalArgumentException if it is not a domain in lower case
         */
        public Builder universeDomain(String universeDomain) {
            connection.universeDomain = GcsConnection.requireDomain(universeDomain);
            return this;
        }

        /**
         * Sets the project that is charged for the quota of the calls; by default that of the credentials. The account needs
         * {@code roles/serviceusage.serviceUsageConsumer} in it.
         *
         * @throws IllegalArgumentException if it is not the id or number of a project
         */
        public Builder quotaProject(String quotaProject) {
            connection.quotaProject = GcsConnection.requireProject("quotaProject", quotaProject);
            return this;
        }

        /**
         * Sets the project that pays for all calls, which buckets with "requester pays" demand; by default the bucket's owner pays. A
         * signed URL of such a bucket must name it, too, as its query parameter {@code userProject}.
         *
         * @throws IllegalArgumentException if it is not the id or number of a project
         */
        public Builder userProject(String userProject) {
            connection.userProject = GcsConnection.requireProject("userProject", userProject);
            return this;
        }

        /**
         * Sets the key of Cloud KMS that encrypts new objects and copies; by default the bucket's. Moves within a bucket keep the key
         * of the object. The service agent of Cloud Storage needs {@code roles/cloudkms.cryptoKeyEncrypterDecrypter} on it.
         *
         * @param kmsKeyName {@code projects/P/locations/L/keyRings/R/cryptoKeys/K}
         * @throws IllegalArgumentException if it is not such a name
         */
        public Builder kmsKeyName(String kmsKeyName) {
            connection.kmsKeyName = GcsConnection.requireKmsKey(kmsKeyName);
            return this;
        }

        /**
         * Sets the time for which a call is repeated while the service cannot be reached or is busy; by default 50 seconds.
         * Each chunk of an upload and each continuation of a download has this time of its own.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder retryFor(Duration retryFor) {
            connection.retryFor = GcsConnection.requirePositive("retryFor", retryFor);
            return this;
        }

        /**
         * Sets the time limit for opening a connection; by default 20 seconds.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder connectTimeout(Duration connectTimeout) {
            connection.connectTimeout = GcsConnection.requirePositive("connectTimeout", connectTimeout);
            return this;
        }

        /**
         * Sets the time limit for waiting for the next bytes; by default 20 seconds.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder readTimeout(Duration readTimeout) {
            connection.readTimeout = GcsConnection.requirePositive("readTimeout", readTimeout);
            return this;
        }

        /**
         * Builds the store. It makes no call to the service.
         *
         * @throws ObjectStoreException with {@code PERMISSION_DENIED} if there are no credentials, or they cannot be read
         */
        public GcsObjectStore build() {
            GcsIdentity identity = connection.identity();
            return new GcsObjectStore(connection.open(identity), identity);
        }
    }
}
