package io.loist.ingest;

import io.loist.ingest.LibraryCheck.Fault;
import io.loist.ingest.LibraryCheck.Finding;
import io.loist.ingest.LibraryCheck.Listener;
import io.loist.ingest.LibraryCheck.Report;
import io.loist.ingest.spi.ExpectedObject;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One pass over what is expected and what is there, in the order of names. */
final class CheckRun {

    private static final int BATCH = 500;

    private final Repairs repairs;
    private final Listener listener;
    private final List<Suspect> suspects = new ArrayList<>();
    private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    private long objects;
    private long expectations;
    private long repaired;

    /** Something that differs, and may be work in flight. */
    record Suspect(@Nullable ExpectedObject expected, @Nullable StoredObject found) {

        ObjectRef ref() {
            return expected != null
                    ? expected.object().ref()
                    : java.util.Objects.requireNonNull(found).ref();
        }
    }

    CheckRun(Repairs repairs, Listener listener) {
        this.repairs = repairs;
        this.listener = listener;
    }

    void merge(Iterator<ExpectedObject> expected, Iterator<StoredObject> found) {
        ExpectedObject wanted = expectation(expected);
        StoredObject there = object(found);
        boolean matched = false;
        while (wanted != null || there != null) {
            int order = order(wanted, there);
            if (order == 0) {
                compare(wanted, there);
                matched = true;
                wanted = expectation(expected);
            } else if (order < 0) {
                compare(wanted, null);
                wanted = expectation(expected);
            } else {
                if (!matched) {
                    suspect(new Suspect(null, there));
                }
                matched = false;
                there = object(found);
            }
        }
        settle();
    }

    Report report() {
        return new Report(objects, expectations, faults, repaired);
    }

    private @Nullable ExpectedObject expectation(Iterator<ExpectedObject> expected) {
        if (!expected.hasNext()) {
            return null;
        }
        expectations++;
        return expected.next();
    }

    private @Nullable StoredObject object(Iterator<StoredObject> found) {
        if (!found.hasNext()) {
            return null;
        }
        objects++;
        if (objects % BATCH == 0) {
            listener.progress(objects);
        }
        return found.next();
    }

    /** What has come to its end is behind everything else. */
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
        // What belongs to no finished track of this namespace is only known
        if (wanted != null && wanted.track() != null && Repairs.fault(wanted, there) != null) {
            suspect(new Suspect(wanted, there));
        }
    }

    private void suspect(Suspect suspect) {
        suspects.add(suspect);
        if (suspects.size() == BATCH) {
            settle();
        }
    }

    private void settle() {
        for (Finding finding : repairs.settle(suspects)) {
            faults.merge(finding.fault(), 1L, Long::sum);
            repaired += finding.repaired() ? 1 : 0;
            listener.found(finding);
        }
        suspects.clear();
    }
}
