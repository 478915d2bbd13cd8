package io.loist.examples.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder of the demo's database and objects: one that the user named, or a temporary one. */
final class DemoFolder implements AutoCloseable {

    private static final int DELETE_ATTEMPTS = 20;
    private static final int DELETE_PAUSE_MILLIS = 250;

    private final Path root;
    private final boolean temporary;

    private DemoFolder(Path root, boolean temporary) {
        this.root = root;
        this.temporary = temporary;
    }

    /**
     * Opens the folder to keep, or a temporary one if {@code keep} is null.
     *
     * @throws IllegalStateException if it cannot be created or written to
     */
    static DemoFolder open(@Nullable Path keep) {
        try {
            if (keep == null) {
                return new DemoFolder(Files.createTempDirectory("loist-demo-"), true);
            }
            Files.createDirectories(keep);
            if (!Files.isWritable(keep)) {
                throw new AccessDeniedException(keep.toString());
            }
            return new DemoFolder(keep, false);
        } catch (IOException e) {
            String folder = keep == null ? System.getProperty("java.io.tmpdir") : keep.toString();
            throw new IllegalStateException(
                    "The folder " + folder + " cannot be used: " + reason(e) + ". Choose another with --keep DIR.", e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "this user may not write to it";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "it is a file";
        }
        return String.valueOf(e.getMessage());
    }

    boolean temporary() {
        return temporary;
    }

    Path root() {
        return root;
    }

    /** Returns the subfolder of this name, and creates it if it is missing. */
    Path folder(String name) {
        try {
            return Files.createDirectories(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The folder " + root.resolve(name) + " cannot be created: " + e.getMessage(), e);
        }
    }

    /** Removes a temporary folder with its content. Retries while another process still writes to it; an interrupt does not stop it. */
    @Override
    public void close() throws IOException {
        boolean interrupted = Thread.interrupted();
        for (int attempt = 1; temporary && Files.exists(root); attempt++) {
            try {
                deleteAll();
            } catch (IOException | UncheckedIOException e) {
                if (attempt == DELETE_ATTEMPTS) {
                    throw e;
                }
                interrupted |= pause();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(DELETE_PAUSE_MILLIS);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void deleteAll() throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
