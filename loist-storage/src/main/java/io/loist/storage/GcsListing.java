package io.loist.storage;

import com.google.api.gax.paging.Page;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobField;
import com.google.cloud.storage.Storage.BlobListOption;
import io.loist.media.StoredObject;
import java.util.Collections;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks for a page of objects when the one before has been used up. The service lists names in the order of their bytes. */
final class GcsListing extends AbstractSpliterator<StoredObject> {

    private final Storage storage;
    private final String bucket;
    private final String prefix;
    private @Nullable Page<Blob> page;
    private Iterator<Blob> objects = Collections.emptyIterator();
    private boolean started;

    GcsListing(Storage storage, String bucket, String prefix) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL);
        this.storage = storage;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    @Override
    public boolean tryAdvance(Consumer<? super StoredObject> action) {
        while (!objects.hasNext()) {
            page = GcsErrors.translating("gs://" + bucket, this::nextPage);
            if (page == null) {
                return false;
            }
            objects = page.getValues().iterator();
        }
        action.accept(GcsObjects.describe(objects.next()));
        return true;
    }

    private @Nullable Page<Blob> nextPage() {
        if (started) {
            return page != null && page.hasNextPage() ? page.getNextPage() : null;
        }
        started = true;
        return storage.list(
                bucket,
                BlobListOption.prefix(prefix),
                BlobListOption.fields(
                        BlobField.NAME,
                        BlobField.GENERATION,
                        BlobField.SIZE,
                        BlobField.CRC32C,
                        BlobField.CONTENT_TYPE));
    }
}
