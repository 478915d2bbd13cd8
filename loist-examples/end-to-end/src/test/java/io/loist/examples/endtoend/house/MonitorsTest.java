package io.loist.examples.endtoend.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.loist.examples.endtoend.house.MonitorCalls.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No monitor is held around JDBC, HTTP, files or code of others: up to JDK 23, a virtual thread that waits there keeps its carrier.
 */
class MonitorsTest {

    private static final List<String> WAITING = List.of(
            "java/sql/",
            "javax/sql/",
            "com/zaxxer/",
            "org/postgresql/",
            "org/flywaydb/",
            "java/net/",
            "java/nio/file/Files",
            "java/nio/channels/",
            "java/io/",
            "com/sun/net/",
            "com/google/",
            "java/util/function/",
            "java/util/concurrent/Callable",
            "java/lang/Process");

    @Test
    void library_holdsNoMonitorWhileItWaits() {
        assertThat(new MonitorCalls(Loist.library()).reaching(MonitorsTest::mayWait))
                .isEmpty();
    }

    @Test
    void monitorAroundAFile_isFound() {
        MonitorCalls calls = new MonitorCalls(
                List.copyOf(new ClassFileImporter().importClasses(Careless.class, Storing.class, Disk.class)));

        assertThat(calls.reaching(MonitorsTest::mayWait))
                .extracting(found -> found.replaceAll(".*\\$Careless\\.", ""))
                .containsExactly(
                        "block holds a monitor and calls java.nio.file.Files.size",
                        "lent holds a monitor and calls java.util.function.Supplier.get",
                        "method holds a monitor and calls java.nio.file.Files.createFile");
    }

    private static boolean mayWait(Method call) {
        return WAITING.stream().anyMatch(call.owner()::startsWith)
                && !call.owner().startsWith("java/io/IOException")
                && !call.owner().startsWith("java/net/URI");
    }

    interface Storing {
        void store(Path file) throws IOException;
    }

    static final class Disk implements Storing {
        @Override
        public void store(Path file) throws IOException {
            Files.createFile(file);
        }
    }

    static final class Careless {

        private final List<Long> sizes = new ArrayList<>();

        synchronized void method(Storing store, Path file) throws IOException {
            store.store(file);
        }

        void block(Path file) throws IOException {
            synchronized (sizes) {
                sizes.add(Files.size(file));
            }
        }

        synchronized long lent(Supplier<Long> size) {
            return size.get();
        }

        long careful(Path file) throws IOException {
            long size = Files.size(file);
            synchronized (sizes) {
                sizes.add(size);
            }
            try (Stream<String> lines = Files.lines(file)) {
                return lines.count();
            }
        }
    }
}
