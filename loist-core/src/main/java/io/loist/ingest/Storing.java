package io.loist.ingest;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.ingest.spi.Artwork;
import io.loist.ingest.spi.IngestCommit;
import io.loist.ingest.spi.IngestLease;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Stores the objects of one plan: the cover and its small copies while the audio is stored. */
final class Storing {

    private final Plan plan;
    private final SafeStore store;
    private final Executor threads;

    Storing(Plan plan, SafeStore store, Executor threads) {
        this.plan = plan;
        this.store = store;
        this.threads = threads;
    }

    /** Stores everything; when it returns or throws, nothing is being stored any more. */
    IngestCommit run(IngestLease writing) {
        if (plan.artwork() == null) {
            return plan.completion(writing, audio(), new Plan.Pictures(null, new TreeMap<>()));
        }
        CompletableFuture<Plan.Pictures> pictures = CompletableFuture.supplyAsync(this::pictures, threads);
        StoredObject audio;
        try {
            audio = audio();
        } catch (RuntimeException | Error e) {
            pictures.exceptionally(other -> new Plan.Pictures(null, new TreeMap<>()))
                    .join();
            throw e;
        }
        try {
            return plan.completion(writing, audio, pictures.join());
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    private StoredObject audio() {
        if (plan.isInPlace()) {
            return plan.there().withSha256(plan.material().requireSums().sha256());
        }
        StoredObject stored;
        FileSums sums;
        if (plan.material().object() != null) {
            sums = plan.material().requireSums();
            stored = store.copy(plan.there().ref(), plan.target(), sums);
        } else if (plan.isSmall()) {
            byte[] bytes = plan.material().bytes();
            stored = store.put(upload(Upload.builder(plan.target(), bytes)), () -> FileSums.of(bytes));
            // A store that tells the SHA-256 has computed it from this array too; its other sum is of what it holds
            sums = stored.sha256() == null
                    ? FileSums.of(bytes)
                    : new FileSums(bytes.length, FileSums.crc32c(bytes), stored.sha256());
        } else {
            StoredObject staged = stage();
            sums = FileSums.of(staged);
            stored = store.move(staged, plan.target());
        }
        if (!sums.match(stored)) {
            throw new ObjectStoreException(
                    Reason.INTEGRITY,
                    plan.target().uri(),
                    "The bytes of " + plan.target() + " are not those that were stored for it; try again.",
                    null);
        }
        return stored.withSha256(sums.sha256());
    }

    /** Stores the bytes under a temporary name, and compares them with what was read before. */
    private StoredObject stage() {
        Material material = plan.material();
        StoredObject staged =
                store.put(upload(Upload.builder(plan.staging(), material.audio().path())), material.audio()::sums);
        FileSums read = staged.sha256() == null ? material.summed().requireSums() : material.sums();
        if (staged.size() != material.audio().size() || (read != null && !read.match(staged))) {
            throw material.audio().changed();
        }
        material.audio().requireUnchanged();
        return read == null ? staged : staged.withSha256(read.sha256());
    }

    private Upload upload(Upload.Builder upload) {
        return upload.contentType(plan.audio().contentType())
                .metadata(plan.material().metadata())
                .build();
    }

    private Plan.Pictures pictures() {
        Artwork cover = plan.audio().artwork();
        StoredObject artwork = cover == null ? null : picture(cover, Objects.requireNonNull(plan.artwork()));
        SortedMap<Integer, StoredObject> thumbnails = new TreeMap<>();
        plan.thumbnails().forEach((size, ref) -> {
            Artwork picture = Objects.requireNonNull(plan.audio().thumbnails().get(size));
            thumbnails.put(size, picture(picture, ref));
        });
        return new Plan.Pictures(artwork, thumbnails);
    }

    private StoredObject picture(Artwork picture, ObjectRef ref) {
        byte[] bytes = picture.bytes();
        Upload upload =
                Upload.builder(ref, bytes).contentType(picture.contentType()).build();
        return store.put(upload, () -> FileSums.of(bytes));
    }
}
