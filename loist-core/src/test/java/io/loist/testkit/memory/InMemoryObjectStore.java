package io.loist.testkit.memory;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.object.ByteRange;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Keeps objects in memory, whole: for tests of what uses a store. Safe for use by many threads. */
public final class InMemoryObjectStore implements ObjectStore {

    private static final Comparator<ObjectRef> BYTE_ORDER = Comparator.comparing(ObjectRef::bucket)
            .thenComparing(ref -> ref.name().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private final Set<String> buckets;
    private final Map<ObjectRef, Held> objects = new ConcurrentSkipListMap<>(BYTE_ORDER);
    private final AtomicLong generations = new AtomicLong(1_700_000_000_000_000L);

    /** Creates a store with these buckets and no objects. */
    public InMemoryObjectStore(String... buckets) {
        this.buckets = Set.of(buckets);
    }

    @Override
    public StoredObject put(Upload upload) {
        ObjectRef target = requireBucket(upload.target());
        byte[] bytes;
        try (InputStream in = upload.content().open()) {
            bytes = in.readAllBytes();
        } catch (IOException e) {
            throw new ObjectStoreException(
                    Reason.REFUSED, target.uri(), "The source of " + target + " cannot be read; check it.", e);
        }
        StoredObject described = new StoredObject(target, 0, bytes.length, null, upload.contentType(), null);
        Details details =
                new Details(described, 1, upload.cacheControl(), upload.contentDisposition(), upload.metadata());
        return store(target, bytes, details, upload.generation());
    }

    private StoredObject store(ObjectRef target, byte[] bytes, Details like, @Nullable Long generation) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        byte[] checksum =
                ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
        StoredObject stored = new StoredObject(
                target,
                generations.incrementAndGet(),
                bytes.length,
                Base64.getEncoder().encodeToString(checksum),
                like.object().contentType(),
                sha256(bytes));
        Held entry = new Held(
                new Details(stored, 1, like.cacheControl(), like.contentDisposition(), like.metadata()), bytes);
        objects.compute(target, (ref, there) -> {
            long found = there == null ? 0 : there.stored.generation();
            if (generation != null && generation != found) {
                throw new ObjectStoreException(
                        Reason.PRECONDITION_FAILED,
                        target.uri(),
                        "There is another object " + target + " than you think, or none; look again.",
                        null);
            }
            return entry;
        });
        return stored;
    }

    @Override
    public InputStream read(ObjectRef ref) {
        return new ByteArrayInputStream(entry(ref).bytes);
    }

    @Override
    public InputStream read(ObjectRef ref, ByteRange range) {
        byte[] bytes = entry(ref).bytes;
        int from = (int) Math.min(range.offset(), bytes.length);
        return new ByteArrayInputStream(bytes, from, (int) Math.min(range.length(), bytes.length - from));
    }

    @Override
    public Optional<Details> details(ObjectRef ref) {
        return Optional.ofNullable(objects.get(requireBucket(ref))).map(entry -> entry.details);
    }

    @Override
    public Details update(Details details) {
        ObjectRef ref = details.object().ref();
        entry(ref);
        return Objects.requireNonNull(objects.computeIfPresent(ref, (key, there) -> {
                    long generation = details.object().generation();
                    long metageneration = details.metageneration();
                    long found = there.details.metageneration();
                    if ((generation != 0 && generation != there.stored.generation())
                            || (metageneration != 0 && metageneration != found)) {
                        throw new ObjectStoreException(
                                Reason.PRECONDITION_FAILED,
                                ref.uri(),
                                ref + " was replaced or changed; look again.",
                                null);
                    }
                    StoredObject stored = there.stored.toBuilder()
                            .contentType(details.object().contentType())
                            .build();
                    Details changed = new Details(
                            stored,
                            found + 1,
                            details.cacheControl(),
                            details.contentDisposition(),
                            details.metadata());
                    return new Held(changed, there.bytes);
                }))
                .details;
    }

    @Override
    public Stream<StoredObject> list(String bucket, String prefix) {
        requireBucket(bucket);
        return objects.values().stream()
                .map(entry -> entry.stored)
                .filter(stored -> stored.ref().bucket().equals(bucket)
                        && stored.ref().name().startsWith(prefix));
    }

    @Override
    public StoredObject copy(ObjectRef from, ObjectRef to) {
        Held original = entry(from);
        return store(requireBucket(to), original.bytes, original.details, 0L);
    }

    @Override
    public synchronized StoredObject move(StoredObject from, ObjectRef to) {
        Held original = objects.get(requireBucket(from.ref()));
        Held there = objects.get(requireBucket(to));
        if (original == null && there != null && there.stored.hasSameBytesAs(from)) {
            return there.stored;
        }
        if (original != null && original.stored.generation() != from.generation()) {
            throw new ObjectStoreException(
                    Reason.PRECONDITION_FAILED,
                    to.uri(),
                    from.ref() + " was replaced; it is not " + to + " now.",
                    null);
        }
        StoredObject moved = copy(from.ref(), to);
        objects.remove(from.ref());
        return moved;
    }

    @Override
    public boolean delete(ObjectRef ref) {
        return objects.remove(requireBucket(ref)) != null;
    }

    @Override
    public boolean delete(ObjectRef ref, long generation) {
        Held there = objects.get(requireBucket(ref));
        return there != null && there.stored.generation() == generation && objects.remove(ref, there);
    }

    @Override
    public void close() {}

    private Held entry(ObjectRef ref) {
        Held entry = objects.get(requireBucket(ref));
        if (entry == null) {
            throw new ObjectStoreException(
                    Reason.NOT_FOUND, ref.uri(), "There is no object " + ref + "; check its name.", null);
        }
        return entry;
    }

    private ObjectRef requireBucket(ObjectRef ref) {
        requireBucket(ref.bucket());
        return ref;
    }

    private void requireBucket(String bucket) {
        if (!buckets.contains(bucket)) {
            throw new ObjectStoreException(
                    Reason.NOT_FOUND,
                    "gs://" + bucket,
                    "There is no bucket gs://" + bucket + "; name one of " + buckets + ".",
                    null);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static final class Held {

        private final Details details;
        private final StoredObject stored;
        private final byte[] bytes;

        private Held(Details details, byte[] bytes) {
            this.details = details;
            this.stored = details.object();
            this.bytes = bytes;
        }
    }
}
