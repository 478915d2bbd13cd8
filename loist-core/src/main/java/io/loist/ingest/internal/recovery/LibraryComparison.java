package io.loist.ingest.internal.recovery;

import io.loist.ingest.spi.ExpectedObject;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** One pass over the objects that the database expects and those in the bucket, both in the order of their names. */
public final class LibraryComparison {

    private static final int BATCH = 500;

    private final Consumer<List<Difference>> differences;
    private final LongConsumer progress;
    private final List<Difference> pending = new ArrayList<>();
    private long objects;
    private long expectations;

    /**
     * A difference, which may be work in progress.
     *
     * @param expected the object that the database expects, or null if it does not know the object
     * @param found the object in the bucket, or null if it is not there
     */
    public record Difference(
            @Nullable ExpectedObject expected, @Nullable StoredObject found) {

        /** Returns the object. */
        public ObjectRef ref() {
            return expected != null
                    ? expected.object().ref()
                    : Objects.requireNonNull(found).ref();
        }
    }

    /**
     * Creates a comparison.
     *
     * @param differences accepts up to 500 differences at a time; the list is reused afterwards
     * @param progress accepts the number of objects so far, every 500 objects
     */
    public LibraryComparison(Consumer<List<Difference>> differences, LongConsumer progress) {
        this.differences = differences;
        this.progress = progress;
    }

    /** Compares both. */
    public void run(Iterator<ExpectedObject> expected, Iterator<StoredObject> found) {
        ExpectedObject wanted = nextExpected(expected);
        StoredObject there = nextObject(found);
        boolean matched = false;
        while (wanted != null || there != null) {
            int order = order(wanted, there);
            if (order == 0) {
                compare(wanted, there);
                matched = true;
                wanted = nextExpected(expected);
            } else if (order < 0) {
                compare(wanted, null);
                wanted = nextExpected(expected);
            } else {
                if (!matched) {
                    add(new Difference(null, there));
                }
                matched = false;
                there = nextObject(found);
            }
        }
        flush();
    }

    /** Returns the number of objects in the bucket. */
    public long objects() {
        return objects;
    }

    /** Returns the number of objects that the database expects. */
    public long expectations() {
        return expectations;
    }

    private @Nullable ExpectedObject nextExpected(Iterator<ExpectedObject> expected) {
        if (!expected.hasNext()) {
            return null;
        }
        expectations++;
        return expected.next();
    }

    private @Nullable StoredObject nextObject(Iterator<StoredObject> found) {
        if (!found.hasNext()) {
            return null;
        }
        objects++;
        if (objects % BATCH == 0) {
            progress.accept(objects);
        }
        return found.next();
    }

    /** An iterator that has ended is behind everything else. */
    private static int order(@Nullable ExpectedObject wanted, @Nullable StoredObject there) {
        if (wanted == null || there == null) {
            return wanted == null ? 1 : -1;
        }
        return Arrays.compareUnsigned(bytes(wanted.object().ref()), bytes(there.ref()));
    }

    private static byte[] bytes(ObjectRef ref) {
        return ref.name().getBytes(StandardCharsets.UTF_8);
    }

    private void compare(@Nullable ExpectedObject wanted, @Nullable StoredObject there) {
        // The objects of unfinished tracks and of other namespaces are only known
        if (wanted != null && wanted.track() != null && !isAsExpected(wanted.object(), there)) {
            add(new Difference(wanted, there));
        }
    }

    private static boolean isAsExpected(StoredObject expected, @Nullable StoredObject found) {
        if (found == null || expected.generation() != found.generation()) {
            return false;
        }
        // A list may lack the checksum; a generation has the same bytes for ever
        return found.crc32c() == null
                ? expected.crc32c() != null && expected.size() == found.size()
                : expected.hasSameBytesAs(found);
    }

    private void add(Difference difference) {
        pending.add(difference);
        if (pending.size() == BATCH) {
            flush();
        }
    }

    private void flush() {
        if (!pending.isEmpty()) {
            differences.accept(pending);
            pending.clear();
        }
    }
}
