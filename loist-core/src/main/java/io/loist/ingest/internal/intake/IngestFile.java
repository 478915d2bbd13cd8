package io.loist.ingest.internal.intake;

import io.loist.AudioReadException;
import io.loist.AudioReadException.Reason;
import io.loist.ingest.internal.objects.FileChecksums;
import io.loist.ingest.spi.FileFingerprint;
import io.loist.internal.ChannelInputStream;
import io.loist.object.Upload;
import io.loist.track.Track;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a source as an open file of this machine: the source itself, or a temporary copy. It is opened once, and from it the audio
 * is read, compared and stored: what a path leads to later does not matter. Immutable.
 */
public final class IngestFile implements AutoCloseable {

    /** The object metadata that keeps the name of the file. */
    public static final String FILE_NAME = "file-name";

    private final String name;
    private final FileChannel channel;
    private final long size;
    private final Placement placement;
    private final @Nullable LocalFile local;
    private final @Nullable FileChecksums checksums;

    private IngestFile(
            String name,
            FileChannel channel,
            long size,
            Placement placement,
            @Nullable LocalFile local,
            @Nullable FileChecksums checksums) {
        this.name = name;
        this.channel = channel;
        this.size = size;
        this.placement = placement;
        this.local = local;
        this.checksums = checksums;
    }

    /** Returns a file that is ingested from where it is. */
    static IngestFile local(LocalFile local, FileChannel channel) {
        return new IngestFile(local.name(), channel, local.size(), new StoreBytes(), local, null);
    }

    /** Returns a temporary copy. */
    static IngestFile copied(String name, FileChannel channel, Placement placement, FileChecksums sums) {
        return new IngestFile(name, channel, sums.size(), placement, null, sums);
    }

    String name() {
        return name;
    }

    FileChannel channel() {
        return channel;
    }

    long size() {
        return size;
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
            FileChecksums sums = FileChecksums.of(new ChannelInputStream(channel));
            if (sums.size() != size) {
                throw changed(name);
            }
            return new IngestFile(name, channel, size, placement, local, sums);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /**
     * Returns all bytes of a small file.
     *
     * @throws AudioReadException if they have changed, or cannot be read
     */
    byte[] bytes() {
        byte[] bytes;
        try {
            bytes = new ChannelInputStream(channel).readNBytes((int) size + 1);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
        if (bytes.length != size) {
            throw changed(name);
        }
        requireUnchanged();
        if (checksums != null && !checksums.equals(FileChecksums.of(bytes))) {
            throw changed(name);
        }
        return bytes;
    }

    /** Returns all bytes of any file; each opening reads them anew. */
    Upload.Content content() {
        return new Upload.Content() {
            @Override
            public InputStream open() {
                return new ChannelInputStream(channel);
            }

            @Override
            public Long size() {
                return size;
            }
        };
    }

    /**
     * Makes sure that a local file has not changed since it was found, as far as its path shows.
     *
     * @throws AudioReadException if it has
     */
    void requireUnchanged() {
        try {
            if (local != null && !local.isUnchanged()) {
                throw changed(name);
            }
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** Returns the metadata that is stored with the object. */
    Map<String, String> metadata() {
        return Map.of(FILE_NAME, lastPart(name));
    }

    /** Returns the exception of a file that has changed. */
    static AudioReadException changed(String name) {
        return new AudioReadException(
                Reason.UNREADABLE,
                name,
                "The file " + name + " changed while it was ingested; try again when it is not being written.",
                null);
    }

    static AudioReadException unreadable(String name, IOException e) {
        String why = "the disk reports: " + e.getMessage();
        if (e instanceof NoSuchFileException) {
            why = "there is no such file; check the name";
        } else if (e instanceof AccessDeniedException) {
            why = "this user may not read it; change its permissions";
        }
        return new AudioReadException(Reason.UNREADABLE, name, "The file " + name + " cannot be read: " + why + ".", e);
    }

    @Override
    public void close() {
        discard(channel);
    }

    /** Closes a file that was only read, or that is not needed any more. */
    static void discard(@Nullable FileChannel file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            // Nothing that is still needed depends on it
        }
    }

    private static String lastPart(String name) {
        return name.substring(name.replace('\\', '/').lastIndexOf('/') + 1);
    }
}
