package io.loist.storage.internal.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reaches a file folder by folder, each by the handle of the one above it: a folder that is exchanged for a link meanwhile leads nowhere
 * else. Windows has no such handles; there the caller goes by paths.
 */
final class FolderHandles {

    private FolderHandles() {}

    /**
     * Something done in a folder.
     *
     * @param <T> its result
     */
    interface Action<T> {

        /** Does it to the file of this name. */
        @Nullable
        T in(SecureDirectoryStream<Path> folder, Path name) throws IOException;
    }

    /**
     * Does something in the folder of a file.
     *
     * @param bucket a folder above the file; what is above the bucket is trusted
     * @return the result, or null if there are no handles here, and nothing was done
     * @throws NoSuchFileException if a folder on the way does not exist
     */
    static <T> @Nullable T in(Path bucket, Path file, Action<T> action) throws IOException {
        Path root = Objects.requireNonNull(bucket.getParent(), "a bucket is in a root");
        try (DirectoryStream<Path> folder = Files.newDirectoryStream(root)) {
            return folder instanceof SecureDirectoryStream<Path> handle
                    ? in(handle, root.relativize(file).iterator(), action)
                    : null;
        } catch (NotDirectoryException e) {
            throw new NoSuchFileException(file.toString());
        }
    }

    private static <T> @Nullable T in(SecureDirectoryStream<Path> folder, Iterator<Path> steps, Action<T> action)
            throws IOException {
        Path step = steps.next();
        if (!steps.hasNext()) {
            return action.in(folder, step);
        }
        try (SecureDirectoryStream<Path> next = folder.newDirectoryStream(step, LinkOption.NOFOLLOW_LINKS)) {
            return in(next, steps, action);
        }
    }
}
