package io.loist.ingest;

import io.loist.AudioReadException;
import io.loist.AudioReadException.Reason;
import io.loist.ingest.spi.FileFingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A regular file as it was when it was looked at first. */
final class AudioPath {

    /** A file changed later than this before it was looked at may change once more without its time showing it. */
    private static final Duration UNSETTLED = Duration.ofSeconds(2);

    private final Path path;
    private final BasicFileAttributes attributes;
    private final FileFingerprint note;

    private AudioPath(Path path, BasicFileAttributes attributes) {
        this.path = path;
        this.attributes = attributes;
        Instant modified = attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.MICROS);
        boolean settled = modified.isBefore(Instant.now().minus(UNSETTLED));
        this.note = new FileFingerprint(key(path), attributes.size(), settled ? modified : null);
    }

    /**
     * Looks at a file, without opening it: a pipe that nobody writes to would never open.
     *
     * @throws AudioReadException if it is not a regular file, or cannot be looked at
     */
    static AudioPath of(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw unreadable(
                        path, "it is not a regular file; name a file, or a folder where folders are taken", null);
            }
            return new AudioPath(path, attributes);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    Path path() {
        return path;
    }

    long size() {
        return attributes.size();
    }

    /** Returns how the file was, to be remembered. */
    FileFingerprint note() {
        return note;
    }

    /** Returns whether the file is as it was when it was taken in, as far as one can tell without reading it. */
    boolean isAsNoted(FileFingerprint then) {
        return note.modified() != null && note.equals(then);
    }

    /**
     * Reads the whole file.
     *
     * @throws AudioReadException if it cannot be read
     */
    FileSums sums() {
        try (InputStream in = Files.newInputStream(path)) {
            return FileSums.copying(in, OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /**
     * Reads the whole file into memory, but no more than it had when it was looked at first.
     *
     * @throws AudioReadException if it cannot be read, or has another size now
     */
    byte[] bytes() {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes((int) size());
            if (bytes.length < size() || in.read() >= 0) {
                throw changed();
            }
            return bytes;
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /**
     * Makes sure that the file is still what it was when it was looked at first.
     *
     * @throws AudioReadException if it is not
     */
    void requireUnchanged() {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            boolean same = now.size() == attributes.size()
                    && now.lastModifiedTime().equals(attributes.lastModifiedTime())
                    && java.util.Objects.equals(now.fileKey(), attributes.fileKey());
            if (!same) {
                throw changed();
            }
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    AudioReadException changed() {
        return new AudioReadException(
                Reason.UNREADABLE,
                path.toString(),
                "The file " + path + " changed while it was taken in; try again when nobody writes to it.",
                null);
    }

    private static AudioReadException unreadable(Path path, IOException e) {
        if (e instanceof NoSuchFileException) {
            return unreadable(path, "there is no such file; check the name", e);
        }
        return e instanceof AccessDeniedException
                ? unreadable(path, "this user may not read it; change its permissions", e)
                : unreadable(path, "the disk reports: " + e.getMessage(), e);
    }

    private static AudioReadException unreadable(Path path, String why, @Nullable Exception cause) {
        return new AudioReadException(
                Reason.UNREADABLE, path.toString(), "The file " + path + " cannot be read: " + why + ".", cause);
    }

    /** The hash, not the name: names may be long, and are nobody else's business. */
    private static String key(Path path) {
        byte[] name = path.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(FileSums.newSha256().digest(name));
    }
}
