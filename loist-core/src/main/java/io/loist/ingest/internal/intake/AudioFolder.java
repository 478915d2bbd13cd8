package io.loist.ingest.internal.intake;

import io.loist.AudioReadException;
import io.loist.AudioReadException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder and of the folders in it, which are visited without keeping them: a folder may have any number of files.
 * Symbolic links are followed, except in a circle, or visited as files that cannot be read.
 */
public final class AudioFolder {

    /** Deeper than music is sorted, and shallow enough for any stack. */
    private static final int MAX_DEPTH = 64;

    private final Path root;
    private final Set<FileVisitOption> options;

    private AudioFolder(Path root, Set<FileVisitOption> options) {
        this.root = root;
        this.options = options;
    }

    /**
     * Opens a folder, or a single file as if it were a folder's only one.
     *
     * @throws AudioReadException if there is no such folder
     */
    public static AudioFolder open(Path root, IngestContext.Limits limits) {
        if (!Files.exists(root, limits.linkOptions())) {
            throw new AudioReadException(
                    Reason.UNREADABLE, root.toString(), "There is no folder " + root + "; check the name.", null);
        }
        return new AudioFolder(root, limits.followsLinks() ? Set.of(FileVisitOption.FOLLOW_LINKS) : Set.of());
    }

    /** Counts the files. */
    public long count() {
        long[] count = {0};
        forEach(file -> count[0]++ >= 0, (unreadable, cause) -> count[0]++ >= 0);
        return count[0];
    }

    /**
     * Visits every file until one of the callbacks returns false.
     *
     * @param files accepts each file, and returns whether to continue
     * @param unreadable accepts each file or folder that cannot be read and why, and returns whether to continue
     */
    public void forEach(Predicate<Path> files, BiPredicate<Path, AudioReadException> unreadable) {
        try {
            Files.walkFileTree(root, options, MAX_DEPTH, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    return goingOn(files.test(file));
                }

                @Override
                public FileVisitResult visitFileFailed(Path path, IOException e) {
                    return goingOn(unreadable.test(path, refusal(path, e)));
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
                    return goingOn(e == null || unreadable.test(folder, refusal(folder, e)));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("none of the visitor's methods throws this", e);
        }
    }

    private static FileVisitResult goingOn(boolean yes) {
        return yes ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }

    private static AudioReadException refusal(Path path, IOException e) {
        String why = e instanceof FileSystemLoopException
                ? "it is a link that leads back to a folder above it"
                : "this user may not read it, or it was deleted meanwhile ("
                        + e.getClass().getSimpleName() + ")";
        return new AudioReadException(
                Reason.UNREADABLE, path.toString(), "The path " + path + " cannot be read: " + why + ".", e);
    }
}
