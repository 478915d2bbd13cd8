package io.loist.examples.endtoend.ingest;

import io.loist.db.LoistDatabase;
import io.loist.ingest.LibraryCheck;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.reflect.Proxy;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A program that checks a library whose bucket is made up: it says what the check found, and how much time and memory that took.
 * One object in a thousand is missing, and one more is nobody's.
 */
final class CheckChildMain {

    static final int FAULTY = 1_000;
    static final long GENERATION = 5;
    static final long SIZE = 4_321;
    static final String CRC32C = "yZRlqg==";

    private static final String STRAY = ".stray";

    private CheckChildMain() {}

    public static void main(String[] arguments) {
        long count = Long.parseLong(arguments[1]);
        try (LoistDatabase database =
                LoistDatabase.builder().jdbcUrl(arguments[0]).build()) {
            long start = System.nanoTime();
            LibraryCheck.Report report = LibraryCheck.create(database, store(count), IngestChildMain.BUCKET)
                    .find(LibraryCheck.Listener.NONE);
            System.out.println(report.objects() + " objects, " + report.expected() + " expected, "
                    + report.faults().get(LibraryCheck.Fault.MISSING) + " missing, "
                    + report.faults().get(LibraryCheck.Fault.ORPHANED) + " orphaned");
            System.out.printf(
                    Locale.ROOT,
                    "%.1f s, %.1f MiB of heap at most%n",
                    (System.nanoTime() - start) / 1e9,
                    peakHeap() / 1024.0 / 1024.0);
        }
    }

    static String name(long number) {
        return "audio/" + String.format(Locale.ROOT, "%010d", number);
    }

    private static ObjectStore store(long count) {
        return (ObjectStore) Proxy.newProxyInstance(
                CheckChildMain.class.getClassLoader(),
                new Class<?>[] {ObjectStore.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "list" -> LongStream.range(0, count).boxed().flatMap(CheckChildMain::objects);
                    case "stat" -> stat((ObjectRef) arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static Stream<StoredObject> objects(long number) {
        return number % FAULTY == 0 ? Stream.of(object(name(number) + STRAY)) : Stream.of(object(name(number)));
    }

    private static Optional<StoredObject> stat(ObjectRef ref) {
        boolean stray = ref.name().endsWith(STRAY);
        long number = Long.parseLong(ref.name().substring(6, 16));
        return (number % FAULTY == 0) == stray ? Optional.of(object(ref.name())) : Optional.empty();
    }

    private static StoredObject object(String name) {
        return new StoredObject(
                new ObjectRef(IngestChildMain.BUCKET, name), GENERATION, SIZE, CRC32C, "audio/mpeg", null);
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }
}
