package io.loist.ingest.internal.intake;

import io.loist.AudioReadException;
import io.loist.AudioReadException.Reason;
import io.loist.ingest.internal.objects.FileChecksums;
import io.loist.ingest.spi.FileFingerprint;
import io.loist.internal.FileState;
import io.loist.internal.ThrowingSupplier;
import io.loist.track.Track;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a source as a file of this machine, from which audio is read: the source itself, or a temporary copy that is deleted
 * on close. Immutable.
 */
public final class IngestFile implements AutoCloseable {

    /** The object metadata that keeps the name of the file. */
    public static final String FILE_NAME = "file-name";

    private static final int MAX_NAME = 100;

    private final String name;
    private final Path path;
    private final FileState state;
    private final Placement placement;
    private final @Nullable LocalFile local;
    private final @Nullable FileChecksums checksums;

    private IngestFile(
            String name,
            Path path,
            FileState state,
            Placement placement,
            @Nullable LocalFile local,
            @Nullable FileChecksums checksums) {
        this.name = name;
        this.path = path;
        this.state = state;
        this.placement = placement;
        this.local = local;
        this.checksums = checksums;
    }

    /** Returns a file that is ingested from where it is. */
    static IngestFile local(LocalFile local, Path path, FileState state) {
        return new IngestFile(local.name(), path, state, new StoreBytes(), local, null);
    }

    /**
     * Copies bytes to a temporary file.
     *
     * @param name what they are called
     * @param bytes opens them
     * @param placement decides where they end, from their checksums; may throw
     * @throws AudioReadException if they cannot be read or written
     */
    static IngestFile fetched(
            String name,
            ThrowingSupplier<InputStream, IOException> bytes,
            Function<FileChecksums, Placement> placement) {
        Path folder = null;
        Path file = null;
        try {
            folder = Files.createTempDirectory("loist-ingest");
            file = folder.resolve(fileName(name));
            FileChecksums sums;
            try (InputStream in = bytes.get();
                    OutputStream out = Files.newOutputStream(file)) {
                sums = FileChecksums.copying(in, out);
            }
            return new IngestFile(name, file, FileState.of(file), placement.apply(sums), null, sums);
        } catch (IOException | RuntimeException e) {
            discard(file);
            discard(folder);
            if (e instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new AudioReadException(
                    Reason.UNREADABLE,
                    name,
                    "The bytes of " + name + " cannot be fetched: " + e.getMessage()
                            + "; check their source, and the space for temporary files.",
                    e);
        }
    }

    String name() {
        return name;
    }

    Path path() {
        return path;
    }

    long size() {
        return state.size();
    }

    Placement placement() {
        return placement;
    }

    /** Returns the fingerprint of a local file. */
    Optional<FileFingerprint> fingerprint() {
        return Optional.ofNullable(local).map(LocalFile::fingerprint);
    }

    /** Returns the track that a local file was when it was ingested before. */
    Optional<Track> knownTrack() {
        return Optional.ofNullable(local).flatMap(LocalFile::knownTrack);
    }

    /** Returns the checksums if the bytes have been read. */
    Optional<FileChecksums> checksums() {
        return Optional.ofNullable(checksums);
    }

    /** Returns the checksums of bytes that have been read. */
    FileChecksums requireChecksums() {
        return checksums().orElseThrow();
    }

    /**
     * Returns this file with its checksums; reads it if it has not been read.
     *
     * @throws AudioReadException if it cannot be read
     */
    IngestFile withChecksums() {
        if (checksums != null) {
            return this;
        }
        try {
            return new IngestFile(name, path, state, placement, local, FileChecksums.of(path));
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /**
     * Returns all bytes of a small file.
     *
     * @throws AudioReadException if they have changed, or cannot be read
     */
    byte[] bytes() {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes((int) size());
            if (bytes.length < size() || in.read() >= 0) {
                throw changed();
            }
        } catch (IOException e) {
            throw unreadable(path, e);
        }
        requireUnchanged();
        if (checksums != null && !checksums.equals(FileChecksums.of(bytes))) {
            throw changed();
        }
        return bytes;
    }

    /**
     * Makes sure that the file has not changed since it was found.
     *
     * @throws AudioReadException if it has
     */
    void requireUnchanged() {
        try {
            if (!FileState.of(path).equals(state)) {
                throw changed();
            }
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** Returns the metadata that is stored with the object. */
    Map<String, String> metadata() {
        return Map.of(FILE_NAME, lastPart(name));
    }

    /** Returns the exception of a file that has changed. */
    AudioReadException changed() {
        return new AudioReadException(
                Reason.UNREADABLE,
                path.toString(),
                "The file " + path + " changed while it was ingested; try again when it is not being written.",
                null);
    }

    static AudioReadException unreadable(Path path, IOException e) {
        String why = "the disk reports: " + e.getMessage();
        if (e instanceof NoSuchFileException) {
            why = "there is no such file; check the name";
        } else if (e instanceof AccessDeniedException) {
            why = "this user may not read it; change its permissions";
        }
        return new AudioReadException(
                Reason.UNREADABLE, path.toString(), "The file " + path + " cannot be read: " + why + ".", e);
    }

    @Override
    public void close() {
        if (local == null) {
            discard(path);
            discard(path.getParent());
        }
    }

    private static void discard(@Nullable Path path) {
        try {
            if (path != null) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // The system empties its folder of temporary files itself
        }
    }

    /** Returns a file name that leads nowhere else, and is not longer than file systems allow. */
    private static String fileName(String name) {
        String safe = lastPart(name).replaceAll("[^\\p{L}\\p{N} ._-]", "_");
        String tail = safe.substring(Math.max(0, safe.length() - MAX_NAME));
        return tail.isBlank() || tail.startsWith(".") ? "audio" + tail.strip() : tail;
    }

    private static String lastPart(String name) {
        return name.substring(name.replace('\\', '/').lastIndexOf('/') + 1);
    }
}
