package io.loist.storage;

import io.loist.ObjectStoreException;
import io.loist.internal.ThrowingSupplier;
import io.loist.object.ByteRange;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import io.loist.storage.internal.bytes.OpenObject;
import io.loist.storage.internal.bytes.UploadSource;
import io.loist.storage.internal.file.BucketFolder;
import io.loist.storage.internal.file.FileErrors;
import io.loist.storage.internal.file.FileListing;
import io.loist.storage.internal.file.FileMove;
import io.loist.storage.internal.file.FilePermissions;
import io.loist.storage.internal.file.FileUpdate;
import io.loist.storage.internal.file.IncomingFile;
import io.loist.storage.internal.file.IncomingTidier;
import io.loist.storage.internal.file.NameLock;
import io.loist.storage.internal.file.ObjectDescription;
import io.loist.storage.internal.file.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An object store in a folder of a local file system: for development, tests, and services with a disk and no cloud.
 *
 * <p>Each bucket is a folder in the root; create it with {@link #createBucket}. An object is one file: its bytes, followed by a few lines
 * of text with its content type, checksums, generation and metadata. {@code gs://music/audio/1/song.mp3} is the file
 * {@code music/audio.d/1.d/song.mp3}, which players can play: each part of the name before a slash is a folder with the suffix
 * {@code .d}, and characters that some file systems do not distinguish or allow, such as capitals, are written like {@code %41}.
 *
 * <p>An object is written to the folder {@code .incoming} of its bucket, forced to the disk, and gets its name in one atomic step, so that
 * a crash leaves it complete or absent. Files that crashed processes left are deleted after a day. Therefore an interrupted
 * {@linkplain #move move} can be repeated for a day; later it may fail with {@code PRECONDITION_FAILED}, and the object keeps both names
 * until one is deleted. Several processes can use one root at the same time. The file system must support hard links, as those of Linux,
 * macOS and Windows do; FAT does not. Symbolic links in the root are not followed; where
 * folders have handles (on Linux and macOS), not even by a reader while another program exchanges folders.
 *
 * <p>Safe for use by several threads.
 */
public final class FileSystemObjectStore implements ObjectStore {

    private static final int BUFFER_BYTES = 256 * 1024;

    private final Path root;
    private final Clock clock;
    private final FileErrors errors;
    private final FilePermissions permissions;
    private final AtomicLong lastGeneration = new AtomicLong();
    private final IncomingTidier tidier;

    private FileSystemObjectStore(Path root, Clock clock, FilePermissions permissions) {
        this.root = root;
        this.clock = clock;
        this.permissions = permissions;
        this.errors = new FileErrors(root);
        this.tidier = new IncomingTidier(root, clock);
    }

    /**
     * Opens a store in a folder, which is created if it does not exist. Only this user may use what the store creates.
     *
     * @throws ObjectStoreException with {@code PERMISSION_DENIED} or {@code UNAVAILABLE} if the folder cannot be created or used;
     *     its {@link ObjectStoreException#object() object} is the folder's URI
     */
    public static FileSystemObjectStore create(Path root) {
        return builder(root).build();
    }

    /** Creates a builder of a store in a folder, which is created if it does not exist. */
    public static Builder builder(Path root) {
        return new Builder(root);
    }

    /**
     * Creates a bucket, unless it exists.
     *
     * @throws IllegalArgumentException if the bucket's name is not {@linkplain ObjectRef valid}
     * @throws ObjectStoreException with {@code PERMISSION_DENIED} or {@code UNAVAILABLE} if the folder cannot be created
     */
    public void createBucket(String bucket) {
        BucketFolder folder = folder(ObjectRef.requireBucket(bucket));
        call("gs://" + bucket, () -> {
            folder.create();
            return folder;
        });
    }

    @Override
    public StoredObject put(Upload upload) {
        ObjectRef ref = upload.target();
        return call(ref.uri(), () -> {
            BucketFolder bucket = bucket(ref.bucket());
            tidier.run();
            Path target = bucket.file(ref.name());
            bucket.require(upload, target);
            try (UploadSource source = UploadSource.open(upload);
                    IncomingFile incoming = new IncomingFile(bucket)) {
                ObjectDescription description = write(upload, source, incoming);
                if (upload.precondition() == Upload.Precondition.ABSENT) {
                    incoming.publish(target);
                } else {
                    NameLock.holding(bucket, target, () -> {
                        bucket.require(upload, target);
                        incoming.replace(target);
                        return target;
                    });
                }
                return description.at(ref);
            }
        });
    }

    private ObjectDescription write(Upload upload, UploadSource source, IncomingFile incoming) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (FileChannel file = incoming.create()) {
            for (int count = buffer.length; count == buffer.length; ) {
                count = source.fill(buffer);
                IncomingFile.write(file, buffer, count);
            }
            return IncomingFile.end(file, ObjectDescription.of(upload, source.checksums(), nextGeneration()));
        }
    }

    /** A copy needs its own generation, to be distinguishable from an earlier copy that was deleted, and so its own file. */
    private ObjectDescription copy(StoredFile source, IncomingFile incoming) throws IOException {
        try (source;
                FileChannel file = incoming.create()) {
            return IncomingFile.end(file, source.copyTo(file).withGeneration(nextGeneration()));
        }
    }

    @Override
    public InputStream read(ObjectRef ref) {
        return read(ref, ByteRange.from(0));
    }

    @Override
    public InputStream read(ObjectRef ref, ByteRange range) {
        Objects.requireNonNull(range, "range");
        return call(ref.uri(), () -> file(ref).stream(ref, range));
    }

    @Override
    public InputStream read(StoredObject object, ByteRange range) {
        Objects.requireNonNull(range, "range");
        ObjectRef ref = object.ref();
        return call(ref.uri(), () -> {
            StoredFile file = file(ref);
            if (file.generation() != object.generation()) {
                file.close();
                throw FileErrors.noSuchObject(ref.uri(), null);
            }
            return file.stream(ref, range);
        });
    }

    @Override
    public Optional<Details> details(ObjectRef ref) {
        return open(ref).map(object -> {
            object.close();
            return object.details();
        });
    }

    /** Opens an object for its details and its bytes. */
    Optional<OpenObject> open(ObjectRef ref) {
        return call(ref.uri(), () -> {
            try {
                return Optional.of(file(ref).at(ref));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        });
    }

    /** Opens an object's file. Looks for the bucket only if it has to say what is missing. */
    private StoredFile file(ObjectRef ref) throws IOException {
        BucketFolder folder = folder(ref.bucket());
        try {
            return folder.open(folder.file(ref.name()));
        } catch (IOException e) {
            bucket(ref.bucket());
            throw e;
        }
    }

    /** {@inheritDoc} The bytes are copied to a file with the new headers, which replaces the old one. */
    @Override
    public Details update(Details details) {
        ObjectRef ref = details.object().ref();
        return call(ref.uri(), () -> new FileUpdate(bucket(ref.bucket()), details).run());
    }

    /** {@inheritDoc} Damaged files and files of other programs are left out and logged. */
    @Override
    public Stream<StoredObject> list(String bucket, String prefix) {
        Objects.requireNonNull(prefix, "prefix");
        String uri = "gs://" + ObjectRef.requireBucket(bucket);
        BucketFolder folder = call(uri, () -> bucket(bucket));
        return StreamSupport.stream(new FileListing(bucket, folder, prefix, errors), false);
    }

    @Override
    public StoredObject copy(ObjectRef from, ObjectRef to) {
        return call(to.uri(), () -> {
            BucketFolder source = bucket(from.bucket());
            BucketFolder destination = bucket(to.bucket());
            Path target = destination.file(to.name());
            try (IncomingFile incoming = new IncomingFile(destination)) {
                Path original = source.file(from.name());
                if (source.describe(original).isEmpty()) {
                    throw FileErrors.noSuchObject(from.uri(), null);
                }
                ObjectDescription description = copy(source.open(original), incoming);
                incoming.publish(target);
                return description.at(to);
            }
        });
    }

    @Override
    public StoredObject move(StoredObject from, ObjectRef to) {
        return call(to.uri(), () -> {
            BucketFolder source = bucket(from.ref().bucket());
            BucketFolder destination = bucket(to.bucket());
            return new FileMove(from, source, destination, to).run();
        });
    }

    @Override
    public boolean delete(ObjectRef ref) {
        return call(ref.uri(), () -> {
            BucketFolder bucket = bucket(ref.bucket());
            Path file = bucket.file(ref.name());
            try {
                bucket.checkPathTo(file);
            } catch (NoSuchFileException e) {
                return false;
            }
            return NameLock.holding(bucket, file, () -> delete(bucket, file));
        });
    }

    @Override
    public boolean delete(ObjectRef ref, long generation) {
        return call(ref.uri(), () -> {
            BucketFolder bucket = bucket(ref.bucket());
            Path file = bucket.file(ref.name());
            return NameLock.holding(bucket, file, () -> {
                boolean same = bucket.describe(file)
                        .filter(found -> found.generation() == generation)
                        .isPresent();
                return same && delete(bucket, file);
            });
        });
    }

    private static boolean delete(BucketFolder bucket, Path file) throws IOException {
        boolean deleted = bucket.delete(file);
        if (deleted) {
            BucketFolder.forceEntry(file);
            bucket.deleteEmptyFoldersAbove(file);
        }
        return deleted;
    }

    /** Does nothing, because the store holds no resources. */
    @Override
    public void close() {}

    private BucketFolder folder(String bucket) {
        return new BucketFolder(root.resolve(bucket), permissions);
    }

    private BucketFolder bucket(String bucket) throws IOException {
        BucketFolder folder = folder(bucket);
        if (!folder.exists()) {
            throw errors.noSuchBucket(bucket);
        }
        return folder;
    }

    /** Returns a number that increases with time, as in Cloud Storage, and that this store has not used before. */
    private long nextGeneration() {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        return lastGeneration.updateAndGet(last -> Math.max(last + 1, now));
    }

    private <T> T call(String object, ThrowingSupplier<T, IOException> call) {
        try {
            return call.get();
        } catch (IOException e) {
            throw errors.translate(object, e);
        }
    }

    /** Builds a {@link FileSystemObjectStore}. Not safe for use by several threads at once. */
    public static final class Builder {

        private final Path root;
        private Clock clock = Clock.systemUTC();
        private Set<PosixFilePermission> files =
                Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

        private Builder(Path root) {
            this.root = Objects.requireNonNull(root, "root");
        }

        /** Sets what gives the generations of objects, and the age of files that crashed processes left; by default the system's clock. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Sets who may use the files that the store creates; by default only the user of this process. Who may read files may also list
         * folders. The system may take some away (umask), and without POSIX permissions, on Windows, this has no effect.
         *
         * @throws IllegalArgumentException if the owner may not read and write
         */
        public Builder filePermissions(Set<PosixFilePermission> permissions) {
            if (!permissions.containsAll(Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE))) {
                throw new IllegalArgumentException("the owner must be allowed to read and write, but only "
                        + PosixFilePermissions.toString(permissions) + " is");
            }
            this.files = Set.copyOf(permissions);
            return this;
        }

        /**
         * Opens the store.
         *
         * @throws ObjectStoreException as {@link FileSystemObjectStore#create} does
         */
        public FileSystemObjectStore build() {
            try {
                FilePermissions permissions = FilePermissions.of(files, root);
                if (!Files.isDirectory(root)) {
                    Files.createDirectories(root, permissions.ofFolders());
                }
                FileSystemObjectStore store = new FileSystemObjectStore(root.toRealPath(), clock, permissions);
                store.tidier.run();
                return store;
            } catch (FileAlreadyExistsException e) {
                throw new ObjectStoreException(
                        ObjectStoreException.Reason.REFUSED,
                        root.toUri().toString(),
                        "A store needs a folder, but " + root + " is a file; choose another path.",
                        e);
            } catch (IOException e) {
                throw new FileErrors(root).translate(root.toUri().toString(), e);
            }
        }
    }
}
