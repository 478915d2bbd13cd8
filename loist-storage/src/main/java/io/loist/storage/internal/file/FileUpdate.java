package io.loist.storage.internal.file;

import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore.Details;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * One change of an object's headers and metadata: a copy of its file with the new description replaces it, provided that nothing has
 * replaced it while it was copied. Otherwise the change is judged anew.
 */
public final class FileUpdate {

    private final BucketFolder bucket;
    private final Details details;
    private final ObjectRef ref;
    private final Path file;

    public FileUpdate(BucketFolder bucket, Details details) {
        this.bucket = bucket;
        this.details = details;
        this.ref = details.object().ref();
        this.file = bucket.file(ref.name());
    }

    public Details run() throws IOException {
        boolean done = false;
        ObjectDescription changed;
        do {
            ObjectDescription found = bucket.describe(file).orElseThrow(() -> FileErrors.noSuchObject(ref.uri(), null));
            if (!found.isWhatIsToChange(details)) {
                throw FileErrors.replaced(ref.uri());
            }
            changed = found.with(details);
            try (IncomingFile incoming = new IncomingFile(bucket)) {
                done = copy(found, changed, incoming) && NameLock.holding(bucket, file, () -> replace(found, incoming));
            }
        } while (!done);
        return changed.detailsAt(ref);
    }

    private boolean copy(ObjectDescription found, ObjectDescription changed, IncomingFile incoming) throws IOException {
        try (StoredFile source = bucket.open(file);
                FileChannel copy = incoming.create()) {
            boolean same = source.copyTo(copy).equals(found);
            IncomingFile.end(copy, changed);
            return same;
        } catch (NoSuchFileException e) {
            return false; // it was deleted meanwhile
        }
    }

    private boolean replace(ObjectDescription found, IncomingFile incoming) throws IOException {
        boolean same = bucket.describe(file).filter(found::equals).isPresent();
        if (same) {
            incoming.replace(file);
        }
        return same;
    }
}
