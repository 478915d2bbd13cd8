package io.loist.storage.internal.file;

import io.loist.internal.ThrowingSupplier;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * A file that is being written and that no reader sees. It is complete on the disk before it gets its name in one atomic step. Files of
 * crashed processes are deleted after a day.
 */
public final class IncomingFile implements AutoCloseable {

    private static final String NO_LINKS = "a hard link cannot be made there";

    static final String SUFFIX = ".part";

    /** The maximum number of attempts to create the folders, which other processes may delete as empty before the file gets its name. */
    private static final int MAX_ATTEMPTS = 100;

    private final BucketFolder bucket;
    private final Path path;

    public IncomingFile(BucketFolder bucket) {
        this.bucket = bucket;
        this.path = bucket.incoming().resolve(UUID.randomUUID() + SUFFIX);
    }

    /** Returns the temporary path of the file. */
    Path path() {
        return path;
    }

    /** Opens the file for writing. */
    public FileChannel create() throws IOException {
        bucket.createPathTo(path);
        return FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                bucket.permissions().ofFiles());
    }

    public static void write(FileChannel channel, byte[] bytes, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Writes the description after the bytes, and forces all of it to the disk. */
    public static ObjectDescription end(FileChannel file, ObjectDescription description) throws IOException {
        byte[] trailer = ObjectTrailer.encode(description);
        write(file, trailer, trailer.length);
        file.force(true);
        return description;
    }

    /** Creates this file as a second name of an existing file, which is not changed. */
    void link(Path existing) throws IOException {
        bucket.createPathTo(path);
        createLink(path, existing);
    }

    /**
     * Gives the file its name.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken; a link, unlike a move, never replaces a file
     */
    public void publish(Path target) throws IOException {
        publish(target, () -> createLink(target, path));
    }

    /** Gives the file its name and replaces a file that has it. */
    public void replace(Path target) throws IOException {
        publish(target, () -> {
            bucket.replace(path, target);
            return target;
        });
    }

    private void publish(Path target, ThrowingSupplier<Path, IOException> step) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                bucket.createPathTo(target);
                step.get();
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

    /** Deletes the temporary path; a published file keeps its name. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // The tidier deletes it later; the object is not affected.
        }
    }

    private static Path createLink(Path link, Path existing) throws IOException {
        try {
            return Files.createLink(link, existing);
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
}
