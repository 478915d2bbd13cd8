package io.loist.object;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Guards the deletion of a folder: a mistake in its prefix must not empty a bucket. */
final class FolderDeletion {

    private static final int MIN_PREFIX = 8;
    private static final int MAX_OBJECTS = 10_000;
    private static final Pattern TWO_PARTS = Pattern.compile("[^/]+/[^/].*", Pattern.DOTALL);

    private FolderDeletion() {}

    /** Returns the names under a prefix, if the prefix is specific enough and there are at most {@code maxObjects} of them. */
    static List<ObjectRef> namesOf(ObjectStore store, String bucket, String prefix, int maxObjects) {
        if (prefix.length() < MIN_PREFIX || !TWO_PARTS.matcher(prefix).matches()) {
            throw new IllegalArgumentException("\"" + prefix + "\" may match more than one folder; a prefix needs "
                    + MIN_PREFIX + " characters or more and a second part of the name, as in audio/<id>/");
        }
        if (maxObjects < 1 || maxObjects > MAX_OBJECTS) {
            throw new IllegalArgumentException(
                    "maxObjects must be from 1 to " + MAX_OBJECTS + ", but is " + maxObjects);
        }
        List<ObjectRef> names;
        try (Stream<StoredObject> listed = store.list(bucket, prefix)) {
            names = listed.limit(maxObjects + 1L).map(StoredObject::ref).toList();
        }
        if (names.size() > maxObjects) {
            throw new ObjectStoreException(
                    Reason.REFUSED,
                    "gs://" + bucket,
                    "There are more than " + maxObjects + " objects under gs://" + bucket + "/" + prefix
                            + ", and none was deleted; check the prefix, or raise maxObjects.",
                    null);
        }
        return names;
    }
}
