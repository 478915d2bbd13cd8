package io.loist.storage.internal.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
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
                    ? in(handle, file, root.getNameCount(), action)
                    : null;
        } catch (NotDirectoryException e) {
            throw new NoSuchFileException(file.toString());
        }
    }

    private static <T> @Nullable T in(SecureDirectoryStream<Path> folder, Path file, int step, Action<T> action)
            throws IOException {
        Path name = file.getName(step);
        if (step == file.getNameCount() - 1) {
            return action.in(folder, name);
        }
        try (SecureDirectoryStream<Path> next = folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            return in(next, file, step + 1, action);
        }
    }
}
