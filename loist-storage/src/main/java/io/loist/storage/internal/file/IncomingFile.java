package io.loist.storage.internal.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.UUID;

/**
 * A file that no reader sees yet. It is complete on the disk before it gets its name, in one step that either happens or does not;
 * what a process that died has left is deleted once it is old.
 */
public final class IncomingFile implements AutoCloseable {

    private static final String NO_LINKS = "a hard link cannot be made there";

    static final String SUFFIX = ".part";

    /** How often to make the folders again that others delete, because they are empty, just before the file gets its name. */
    private static final int MAX_ATTEMPTS = 100;

    private final BucketFolder bucket;
    private final Path path;

    public IncomingFile(BucketFolder bucket) {
        this.bucket = bucket;
        this.path = bucket.incoming().resolve(UUID.randomUUID() + SUFFIX);
    }

    /** Returns where the file is while it has no name. */
    Path path() {
        return path;
    }

    /** Opens the file for writing. */
    public FileChannel create() throws IOException {
        bucket.createWayTo(path);
        return FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    public static void write(FileChannel channel, byte[] bytes, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Makes this file the content of another, which stays as it is, and shares its room on the disk. */
    void link(Path existing) throws IOException {
        bucket.createWayTo(path);
        createLink(path, existing);
    }

    /**
     * Gives the file its name.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is a file of that name; a link, unlike a move, never replaces one
     */
    public void publish(Path target) throws IOException {
        publish(target, () -> createLink(target, path));
    }

    /** Gives the file its name, in place of the file that may have it. */
    public void replace(Path target) throws IOException {
        publish(target, () -> Files.move(path, target, StandardCopyOption.ATOMIC_MOVE));
    }

    private void publish(Path target, Step step) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                bucket.createWayTo(target);
                step.run();
                BucketFolder.forceEntry(target);
                return;
            } catch (NoSuchFileException e) {
                if (attempt == MAX_ATTEMPTS || !Files.exists(path)) {
                    throw new FileSystemException(
                            path.toString(), target.toString(), "the file was deleted before it was complete");
                }
            }
        }
    }

    /** Deletes the file; under the name it was given, if it was, it stays. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // It is deleted when it is old; the object is not affected.
        }
    }

    private static void createLink(Path link, Path existing) throws IOException {
        try {
            Files.createLink(link, existing);
        } catch (UnsupportedOperationException e) {
            throw new FileSystemException(link.toString(), existing.toString(), NO_LINKS);
        } catch (FileSystemException e) {
            String reason = String.valueOf(e.getReason()).toLowerCase(Locale.ROOT);
            if (reason.contains("not permitted") || reason.contains("not supported")) {
                throw new FileSystemException(link.toString(), existing.toString(), NO_LINKS);
            }
            throw e;
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
