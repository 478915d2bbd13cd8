package io.loist.audio.internal.model;

import io.loist.AudioReadException;
import io.loist.AudioReadException.Reason;
import io.loist.internal.FileOpening;
import io.loist.internal.FileState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file that is open for reading at any position, with a small buffer, and never loaded as a whole. Also creates the exceptions that
 * name the file. For one thread.
 */
public final class SourceFile implements AutoCloseable {

    private static final int WINDOW = 16 * 1024;
    private static final int CHUNK = 64 * 1024;

    /** The length of a file of which only the beginning is there; its half can be added to without an overflow. */
    private static final long UNKNOWN_LENGTH = Long.MAX_VALUE / 2;

    /** The maximum sum of all large blocks that one read requests, freed ones included: far more than the tags of any valid file. */
    private static final long MEMORY_BUDGET = 256L * 1024 * 1024;

    private final String name;
    private final FileChannel channel;
    private final long length;
    private final @Nullable Found found;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
    private long windowStart;
    private long requested;

    private SourceFile(String name, FileChannel channel, long length, @Nullable Found found) {
        this.name = name;
        this.channel = channel;
        this.length = length;
        this.found = found;
    }

    /** Where a file that is opened here was found, and in what state. */
    private record Found(Path path, FileState state) {}

    /** Returns a non-empty file that is open already, and stays so. */
    public static SourceFile of(FileChannel channel, String name) {
        try {
            return new SourceFile(name, channel, requireContent(channel.size(), name), null);
        } catch (IOException e) {
            throw refuse(Reason.UNREADABLE, name, "cannot be read (" + e + "); check the disk", e);
        }
    }

    /** Returns the beginning of a file: what would be read after it throws {@link UndecidedException}. */
    public static SourceFile beginning(FileChannel channel, String name) {
        return new SourceFile(name, channel, UNKNOWN_LENGTH, null);
    }

    /** Thrown where the answer depends on bytes that are not there yet. */
    public static final class UndecidedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UndecidedException() {
            super("there are too few bytes yet", null, false, false);
        }
    }

    /** Opens a regular, non-empty file. Other kinds are refused, because a pipe would block. */
    public static SourceFile open(Path path) {
        try {
            String name = path.toString();
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                throw refuse(Reason.UNREADABLE, name, "is a directory; name a file in it", null);
            }
            if (!attributes.isRegularFile()) {
                throw refuse(
                        Reason.UNREADABLE,
                        name,
                        "is not a regular file but a pipe, socket or device; name a file",
                        null);
            }
            long length = requireContent(attributes.size(), name);
            return new SourceFile(
                    name,
                    FileOpening.open(path, Set.of(StandardOpenOption.READ)),
                    length,
                    new Found(path, FileState.of(attributes)));
        } catch (NoSuchFileException e) {
            throw refuse(Reason.UNREADABLE, path.toString(), "does not exist; check the path", e);
        } catch (AccessDeniedException e) {
            throw refuse(
                    Reason.UNREADABLE, path.toString(), "cannot be read without permission; check its permissions", e);
        } catch (IOException e) {
            throw refuse(Reason.UNREADABLE, path.toString(), "cannot be opened (" + e + "); check the disk", e);
        }
    }

    private static long requireContent(long length, String name) {
        if (length == 0) {
            throw refuse(Reason.EMPTY, name, "is empty; copy it again from its source", null);
        }
        return length;
    }

    public long length() {
        return length;
    }

    public boolean has(long position, long count) {
        return position >= 0 && count >= 0 && position <= length - count;
    }

    /** Returns whether the text is at the position; false if the file is too short. */
    public boolean startsWith(long position, String latin1) {
        return has(position, latin1.length()) && text(position, latin1.length()).equals(latin1);
    }

    public int unsignedByte(long position) {
        requireBytes(position, 1);
        return window.get(indexInWindow(position, 1)) & 0xFF;
    }

    /** Returns Latin-1 text, such as a chunk's id. */
    public String text(long position, int count) {
        return StandardCharsets.ISO_8859_1.decode(at(position, count)).toString();
    }

    public byte[] bytes(long position, int count) {
        return at(position, count).array();
    }

    /**
     * Returns bytes of the file, in big-endian order.
     *
     * @throws AudioReadException if the file ends before them
     */
    public ByteBuffer at(long position, int count) {
        requireBytes(position, count);
        if (count > WINDOW) { // small blocks are short-lived, and long files have many
            requested += count;
            if (requested > MEMORY_BUDGET) {
                throw overBudget("its tags and headers take more than " + MEMORY_BUDGET + " bytes");
            }
        }
        byte[] bytes = new byte[count];
        if (count > WINDOW) {
            if (fill(ByteBuffer.wrap(bytes), position) < count) {
                throw shrunk();
            }
        } else {
            window.get(indexInWindow(position, count), bytes);
        }
        return ByteBuffer.wrap(bytes);
    }

    /**
     * Passes bytes to a consumer in chunks. All chunks share one buffer.
     *
     * @throws AudioReadException if the file ends before them
     */
    void stream(long position, long count, Consumer<ByteBuffer> consumer) {
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(count, CHUNK));
        for (long done = 0; done < count; done += chunk.limit()) {
            chunk.clear().limit((int) Math.min(count - done, chunk.capacity()));
            if (fill(chunk, position + done) < chunk.limit()) {
                throw shrunk();
            }
            consumer.accept(chunk.flip());
        }
    }

    /** Refuses the file if it has changed since it was opened, because its content may have been read half old, half new. */
    public void requireUnchanged() {
        try {
            if (found == null
                    ? channel.size() != length
                    : !FileState.of(found.path()).equals(found.state())) {
                throw refuse(
                        Reason.UNREADABLE, name, "changed while it was read; try again when no one writes to it", null);
            }
        } catch (IOException e) {
            throw refuse(Reason.UNREADABLE, name, "disappeared while it was read (" + e + "); try again", e);
        }
    }

    private void requireBytes(long position, int count) {
        if (!has(position, count)) {
            throw corrupt("it ends at byte " + length + ", in the middle of its declared content");
        }
    }

    private int indexInWindow(long position, int count) {
        if (position < windowStart || position + count > windowStart + window.limit()) {
            window.clear();
            windowStart = position;
            fill(window, position);
            window.flip();
        }
        if (position + count > windowStart + window.limit()) {
            throw shrunk();
        }
        return Math.toIntExact(position - windowStart);
    }

    private RuntimeException shrunk() {
        return length == UNKNOWN_LENGTH ? new UndecidedException() : corrupt("it became shorter while it was read");
    }

    private int fill(ByteBuffer buffer, long position) {
        try {
            int filled = 0;
            while (buffer.hasRemaining()) {
                int read = channel.read(buffer, position + filled);
                if (read < 0) {
                    break;
                }
                filled += read;
            }
            return filled;
        } catch (IOException e) {
            throw refuse(Reason.UNREADABLE, name, "could not be read further (" + e + "); check the disk", e);
        }
    }

    public AudioReadException corrupt(String what) {
        return corrupt(what, null);
    }

    public AudioReadException corrupt(String what, @Nullable Throwable cause) {
        return refuse(Reason.CORRUPT, name, "is damaged: " + what + "; replace it with an intact copy", cause);
    }

    public AudioReadException unknown(String what) {
        return refuse(Reason.UNKNOWN_FORMAT, name, "is not a known audio format: " + what, null);
    }

    public AudioReadException unsupported(String what) {
        return refuse(
                Reason.UNSUPPORTED,
                name,
                "is " + what + ", which is not supported; convert it, for example to FLAC",
                null);
    }

    public AudioReadException overBudget(String what) {
        return refuse(Reason.OVER_BUDGET, name, "was refused: " + what + "; rewrite its tags", null);
    }

    private static AudioReadException refuse(Reason reason, String name, String what, @Nullable Throwable cause) {
        return new AudioReadException(reason, name, name + " " + what, cause);
    }

    @Override
    public void close() {
        try {
            if (found != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Nothing was written, so a failure to close has no effect
        }
    }
}
