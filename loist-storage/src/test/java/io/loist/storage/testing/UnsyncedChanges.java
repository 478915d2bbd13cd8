package io.loist.storage.testing;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was done to files and folders and not forced to the disk, which a failure of the power may undo or spoil. Safe for several threads. */
public final class UnsyncedChanges {

    /** What is lost when the power fails. */
    public enum Loss {
        /** Files with bytes that were not forced do not exist. */
        DELETED,
        /** These bytes are zeros. */
        ZEROED,
        /** Half of them are missing. */
        CUT,
        /** One bit of them is another. */
        FLIPPED,
        /** Names that were made, removed or replaced are as they were, in every folder that was not forced. */
        NAMES
    }

    /** Undoes a change of a folder. */
    private record Change(Path folder, Undo undo) {}

    /** Undoes something. */
    private interface Undo {

        /** Does so. */
        void run() throws IOException;
    }

    private final Set<Object> written = new HashSet<>();
    private final List<Change> changes = new ArrayList<>();

    private void change(Path path, Undo undo) {
        changes.add(new Change(Objects.requireNonNull(path.getParent(), "every file is in a folder"), undo));
    }

    synchronized void wrote(@Nullable Object file) {
        written.add(Objects.requireNonNull(file, "the file system knows its files"));
    }

    /** A file or a folder was forced. */
    synchronized void forced(Path path, @Nullable Object file) {
        written.remove(file);
        changes.removeIf(change -> change.folder.equals(path));
    }

    /** A file, folder or link was made. */
    synchronized void made(Path path) {
        change(path, () -> deleteTree(path));
    }

    /** A name will be removed; for a file that means one of its names. */
    synchronized void removing(Path path) throws IOException {
        boolean folder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        Path kept = folder ? path : keep(path);
        change(path, () -> {
            if (folder) {
                Files.createDirectories(path);
            } else {
                relink(path, kept);
            }
        });
    }

    /** A file will be moved over another one. */
    synchronized void moving(Path source, Path target) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            Path kept = keep(target);
            change(target, () -> {
                Files.deleteIfExists(target);
                relink(target, kept);
            });
        } else {
            made(target);
        }
        removing(source);
    }

    /** Loses what was not forced to the disk, of the files below a folder. */
    public synchronized void lose(Loss loss, Path root) throws IOException {
        if (loss == Loss.NAMES) {
            for (int i = changes.size() - 1; i >= 0; i--) {
                changes.get(i).undo.run();
            }
        } else {
            try (Stream<Path> all = Files.walk(root)) {
                for (Path path : all.filter(Files::isRegularFile).toList()) {
                    if (written.contains(key(path))) {
                        spoil(path, loss);
                    }
                }
            }
        }
        changes.clear();
        written.clear();
    }

    private static void spoil(Path file, Loss loss) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        switch (loss) {
            case DELETED -> Files.delete(file);
            case ZEROED -> Files.write(file, new byte[bytes.length]);
            case CUT -> Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
            case FLIPPED -> {
                if (bytes.length > 0) {
                    bytes[bytes.length / 2] ^= 1;
                    Files.write(file, bytes);
                }
            }
            case NAMES -> throw new AssertionError("no bytes are lost");
        }
    }

    static @Nullable Object key(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /** Keeps a file under another name, outside of all folders that the store uses. */
    private static Path keep(Path file) throws IOException {
        Path kept = Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir"), "loist-kept"))
                .resolve(UUID.randomUUID().toString());
        kept.toFile().deleteOnExit();
        return Files.createLink(kept, file);
    }

    private static void relink(Path path, Path kept) throws IOException {
        try {
            Files.createLink(path, kept);
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            // The name is taken again, or its folder is lost, too
        }
    }

    private static void deleteTree(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
