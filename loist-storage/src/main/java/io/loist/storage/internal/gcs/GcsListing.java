package io.loist.storage.internal.gcs;

import com.google.api.gax.paging.Page;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobField;
import com.google.cloud.storage.Storage.BlobListOption;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a page of names when the previous one has been consumed. The service lists names in the order of their bytes, but separates
 * objects from folders within a page; here they are merged again.
 */
public final class GcsListing extends AbstractSpliterator<Blob> {

    private static final Comparator<Blob> BYTE_ORDER =
            Comparator.comparing(blob -> blob.getName().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private final Storage storage;
    private final String bucket;
    private final List<BlobListOption> options;
    private @Nullable Page<Blob> page;
    private Iterator<Blob> objects = Collections.emptyIterator();
    private boolean started;

    /** Returns the objects and folders that a list names, page by page as the stream is read. */
    public static Stream<Blob> stream(Storage storage, String bucket, BlobListOption... options) {
        return StreamSupport.stream(new GcsListing(storage, bucket, options), false);
    }

    private GcsListing(Storage storage, String bucket, BlobListOption... options) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL);
        this.storage = storage;
        this.bucket = bucket;
        this.options = new ArrayList<>(List.of(options));
        this.options.add(BlobListOption.fields(
                BlobField.NAME, BlobField.GENERATION, BlobField.SIZE, BlobField.CRC32C, BlobField.CONTENT_TYPE));
    }

    @Override
    public boolean tryAdvance(Consumer<? super Blob> action) {
        while (!objects.hasNext()) {
            page = GcsErrors.translating("gs://" + bucket, this::nextPage);
            if (page == null) {
                return false;
            }
            List<Blob> sorted = new ArrayList<>();
            page.getValues().forEach(sorted::add);
            sorted.sort(BYTE_ORDER);
            objects = sorted.iterator();
        }
        action.accept(objects.next());
        return true;
    }

    private @Nullable Page<Blob> nextPage() {
        if (started) {
            return page != null && page.hasNextPage() ? page.getNextPage() : null;
        }
        started = true;
        return storage.list(bucket, options.toArray(BlobListOption[]::new));
    }
}
