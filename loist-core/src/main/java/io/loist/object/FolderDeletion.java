package io.loist.object;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Keeps a slip of the pen from emptying a bucket. */
final class FolderDeletion {

    private static final int MIN_PREFIX = 8;
    private static final int MAX_OBJECTS = 10_000;
    private static final Pattern TWO_PARTS = Pattern.compile("[^/]+/[^/].*", Pattern.DOTALL);

    private FolderDeletion() {}

    /** Returns the names under a prefix, if it is one to delete by and there are no more than that. */
    static List<ObjectRef> namesOf(ObjectStore store, String bucket, String prefix, int atMost) {
        if (prefix.length() < MIN_PREFIX || !TWO_PARTS.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "\"" + prefix + "\" could name far more than one folder; a prefix to delete by has " + MIN_PREFIX
                            + " characters or more and reaches into a second part of the name, like audio/<id>/");
        }
        if (atMost < 1 || atMost > MAX_OBJECTS) {
            throw new IllegalArgumentException("atMost must be from 1 to " + MAX_OBJECTS + ", but is " + atMost);
        }
        List<ObjectRef> names;
        try (Stream<StoredObject> listed = store.list(bucket, prefix)) {
            names = listed.limit(atMost + 1L).map(StoredObject::ref).toList();
        }
        if (names.size() > atMost) {
            throw new ObjectStoreException(
                    Reason.REFUSED,
                    "gs://" + bucket,
                    "There are more than " + atMost + " objects under gs://" + bucket + "/" + prefix
                            + ", and none was deleted; check the prefix, or expect more.",
                    null);
        }
        return names;
    }
}
