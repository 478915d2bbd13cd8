package io.loist.ingest.internal.intake;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.ingest.internal.objects.FileChecksums;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import java.io.InputStream;
import java.util.function.BiFunction;

/**
 * An object of the store.
 *
 * @param ref where it is
 * @param generation the generation to ingest, or 0 for whichever exists
 * @param ending what happens to it
 */
public record ExistingObject(ObjectRef ref, long generation, Ending ending) implements AudioSource {

    /** What happens to an ingested object. */
    public enum Ending {
        /** It stays, and is the track's audio object. */
        KEPT(KeepObject::new),
        /** It is copied to the track's own name, and deleted when the track is saved. */
        MOVED(MoveObject::new);

        @SuppressWarnings("ImmutableEnumChecker") // a constructor reference
        private final BiFunction<StoredObject, FileChecksums, Placement> placement;

        Ending(BiFunction<StoredObject, FileChecksums, Placement> placement) {
            this.placement = placement;
        }
    }

    @Override
    public String name() {
        return ref.uri();
    }

    @Override
    public IngestFile open(IngestContext context) {
        StoredObject object = context.objects()
                .stat(ref)
                .orElseThrow(() -> failure(
                        Reason.NOT_FOUND,
                        "There is no object " + ref + " to ingest; check its name, and that the upload was finished."));
        if (generation != 0 && object.generation() != generation) {
            throw failure(
                    Reason.PRECONDITION_FAILED,
                    "The object " + ref + " has the generation " + object.generation() + " and not " + generation
                            + ", so it was replaced; ingest the generation that was checked.");
        }
        SourceCopy copy = new SourceCopy(ref.uri(), context);
        return copy.fetch(bytes(context.objects(), object), sums -> {
            boolean damaged = object.crc32c() != null && !sums.crc32c().equals(object.crc32c());
            if (damaged || sums.size() != object.size()) {
                throw failure(
                        Reason.INTEGRITY,
                        "The object " + ref + " changed while it was read, or was damaged on its way; try again.");
            }
            return ending.placement.apply(object, sums);
        });
    }

    private ObjectStoreException failure(Reason reason, String message) {
        return new ObjectStoreException(reason, ref.uri(), message, null);
    }

    private static Upload.Content bytes(ObjectStore objects, StoredObject object) {
        return new Upload.Content() {
            @Override
            public InputStream open() {
                return objects.read(object.ref());
            }

            @Override
            public Long size() {
                return object.size();
            }
        };
    }
}
