package io.loist.storage.internal.server.upload;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of the files of unfinished uploads, which only this user can read. It is created when first needed and deleted when the
 * server is closed.
 */
public final class SpoolFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolFolder.class);

    private final @Nullable Path parent;
    /** Not a monitor, which would keep the carrier of a virtual thread while the disk is slow. */
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable Path folder;
    private boolean closed;

    /**
     * Creates the object, but no folder yet.
     *
     * @param parent the parent folder, or null for the folder of temporary files
     */
    public SpoolFolder(@Nullable Path parent) {
        this.parent = parent;
    }

    /** Creates an empty file with a random name. */
    Path newFile() throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new IOException("the server is closed");
            }
            if (folder == null) {
                String prefix = "loist-media-";
                folder = parent == null ? Files.createTempDirectory(prefix) : Files.createTempDirectory(parent, prefix);
            }
            return Files.createTempFile(folder, "upload-", ".part");
        } finally {
            lock.unlock();
        }
    }

    /** Deletes the folder and the files in it. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (folder != null) {
                delete(folder);
            }
        } finally {
            lock.unlock();
        }
    }

    private static void delete(Path folder) {
        try {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(folder);
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("{} contains unfinished uploads and could not be deleted; delete it: {}", folder, e.toString());
        }
    }
}
