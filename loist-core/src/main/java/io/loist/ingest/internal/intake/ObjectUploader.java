package io.loist.ingest.internal.intake;

import io.loist.ingest.internal.objects.FileChecksums;
import io.loist.ingest.internal.objects.IdempotentStore;
import io.loist.ingest.spi.Artwork;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;

/** Stores the objects of one plan: the artwork and its scaled copies while the audio is stored. */
final class ObjectUploader {

    private final IngestPlan plan;
    private final IdempotentStore store;

    ObjectUploader(IngestPlan plan, IdempotentStore store) {
        this.plan = plan;
        this.store = store;
    }

    /**
     * Stores everything; when it returns or throws, nothing is being stored any more.
     *
     * @param threads store the pictures
     * @param result is made of the audio object and the pictures
     */
    <T> T run(Executor threads, BiFunction<StoredObject, IngestPlan.Pictures, T> result) {
        if (plan.artwork() == null) {
            return result.apply(audio(), IngestPlan.Pictures.NONE);
        }
        CompletableFuture<IngestPlan.Pictures> pictures = CompletableFuture.supplyAsync(this::pictures, threads);
        StoredObject audio;
        try {
            audio = audio();
        } catch (RuntimeException | Error e) {
            pictures.exceptionally(other -> IngestPlan.Pictures.NONE).join();
            throw e;
        }
        try {
            return result.apply(audio, pictures.join());
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
        return plan.file().placement().store(plan, store);
    }

    private IngestPlan.Pictures pictures() {
        StoredObject artwork =
                picture(Objects.requireNonNull(plan.audio().artwork()), Objects.requireNonNull(plan.artwork()));
        SortedMap<Integer, StoredObject> thumbnails = new TreeMap<>();
        plan.thumbnails().forEach((size, ref) -> {
            Artwork picture = Objects.requireNonNull(plan.audio().thumbnails().get(size));
            thumbnails.put(size, picture(picture, ref));
        });
        return new IngestPlan.Pictures(artwork, thumbnails);
    }

    private StoredObject picture(Artwork picture, ObjectRef ref) {
        byte[] bytes = picture.bytes();
        Upload upload =
                Upload.builder(ref, bytes).contentType(picture.contentType()).build();
        return store.put(upload, () -> FileChecksums.of(bytes));
    }
}
