package io.loist.ingest.internal.intake;

import io.loist.ingest.internal.objects.FileChecksums;
import io.loist.ingest.internal.objects.IdempotentStore;
import io.loist.ingest.internal.objects.ObjectNames;
import io.loist.internal.Checksums;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import java.util.List;
import java.util.UUID;

/**
 * The bytes are uploaded: a small file is compared in memory and stored under its final name directly; a larger one is stored under a
 * temporary name, compared with what was read, and moved.
 */
final class StoreBytes implements Placement {

    /** Files of up to this many bytes are held in memory while they are stored: one for each thread. */
    private static final long SMALL = 1024 * 1024;

    @Override
    public ObjectRef target(ObjectNames names, UUID id, String extension) {
        return names.audio(id, extension);
    }

    @Override
    public List<ObjectRef> written(IngestPlan plan) {
        return isSmall(plan.file()) ? List.of(plan.target()) : List.of(plan.staging(), plan.target());
    }

    @Override
    public StoredObject store(IngestPlan plan, IdempotentStore store) {
        return isSmall(plan.file()) ? storeAtOnce(plan, store) : storeInTwoSteps(plan, store);
    }

    private static boolean isSmall(IngestFile file) {
        return file.size() <= SMALL;
    }

    private static StoredObject storeAtOnce(IngestPlan plan, IdempotentStore store) {
        byte[] bytes = plan.file().bytes();
        StoredObject stored =
                store.put(plan.upload(Upload.builder(plan.target(), bytes)), () -> FileChecksums.of(bytes));
        String sha256 = stored.sha256();
        // A store that returns the SHA-256 computed it from this array too; its CRC32C is of what it holds
        FileChecksums sums = sha256 == null
                ? FileChecksums.of(bytes)
                : new FileChecksums(bytes.length, Checksums.crc32c(bytes), sha256);
        return plan.checked(stored, sums);
    }

    private static StoredObject storeInTwoSteps(IngestPlan plan, IdempotentStore store) {
        IngestFile file = plan.file();
        StoredObject staged = store.put(
                plan.upload(Upload.builder(plan.staging(), file.content())),
                () -> file.withChecksums().requireChecksums());
        IngestFile read = staged.sha256() == null ? file.withChecksums() : file;
        boolean same = read.checksums().map(sums -> sums.match(staged)).orElse(staged.size() == file.size());
        if (!same) {
            throw IngestFile.changed(file.name());
        }
        file.requireUnchanged();
        FileChecksums sums = read.checksums().orElseGet(() -> FileChecksums.of(staged));
        return plan.checked(store.move(staged, plan.target()), sums);
    }
}
