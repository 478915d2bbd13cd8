package io.loist.object;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reduces a listing to one level of names: adjacent names below the level become one entry. */
final class LevelListing {

    private final String prefix;
    private final String delimiter;
    private @Nullable String lastFolder;

    private LevelListing(String prefix, String delimiter) {
        this.prefix = prefix;
        this.delimiter = delimiter;
    }

    /** Maps objects in the order of their names to the entries of one level. */
    static Stream<ObjectStore.Entry> of(Stream<StoredObject> objects, String prefix, String delimiter) {
        if (delimiter.isEmpty()) {
            throw new IllegalArgumentException("a delimiter must not be empty; the usual one is \"/\"");
        }
        LevelListing level = new LevelListing(prefix, delimiter);
        return objects.sequential().map(level::entry).filter(level::isFirst);
    }

    private ObjectStore.Entry entry(StoredObject object) {
        String name = object.ref().name();
        int end = name.indexOf(delimiter, prefix.length());
        return end < 0
                ? new ObjectStore.Entry(name, object)
                : new ObjectStore.Entry(name.substring(0, end + delimiter.length()), null);
    }

    /** The names of a folder are adjacent, so it is enough to remember the last folder. */
    private boolean isFirst(ObjectStore.Entry entry) {
        if (!entry.isFolder()) {
            return true;
        }
        boolean first = !entry.name().equals(lastFolder);
        lastFolder = entry.name();
        return first;
    }
}
