package io.loist.storage.internal.server.upload;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where unfinished uploads wait for the rest of their bytes: a folder of its own, which nobody else may read, made when it is first
 * needed and deleted in the end.
 */
public final class SpoolFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolFolder.class);

    private final @Nullable Path parent;
    private @Nullable Path folder;
    private boolean closed;

    /** Creates nothing yet; the folder will lie in {@code parent}, or where temporary files do if that is null. */
    public SpoolFolder(@Nullable Path parent) {
        this.parent = parent;
    }

    /** Creates an empty file, of a name that tells nothing. */
    synchronized Path newFile() throws IOException {
        if (closed) {
            throw new IOException("the server is closed");
        }
        if (folder == null) {
            String prefix = "loist-media-";
            folder = parent == null ? Files.createTempDirectory(prefix) : Files.createTempDirectory(parent, prefix);
        }
        return Files.createTempFile(folder, "upload-", ".part");
    }

    /** Deletes the folder and the files in it. */
    @Override
    public synchronized void close() {
        closed = true;
        if (folder == null) {
            return;
        }
        try {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(folder);
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn(
                    "{} holds unfinished uploads and could not be deleted; delete it by hand: {}",
                    folder,
                    e.toString());
        }
    }
}
