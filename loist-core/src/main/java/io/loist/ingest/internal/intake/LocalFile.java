package io.loist.ingest.internal.intake;

import io.loist.AudioReadException;
import io.loist.AudioReadException.Reason;
import io.loist.ingest.internal.intake.IngestContext.Limits;
import io.loist.ingest.spi.FileFingerprint;
import io.loist.ingest.spi.KnownFile;
import io.loist.ingest.spi.KnownFiles;
import io.loist.internal.Checksums;
import io.loist.internal.FileOpening;
import io.loist.internal.FileState;
import io.loist.track.Track;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A file of this machine. Its fingerprint shows whether it was ingested before and has not changed since. */
public final class LocalFile implements AudioSource {

    /** A file that changed more recently may change once more without its time showing it. */
    private static final Duration UNSETTLED = Duration.ofSeconds(2);

    private final Path path;
    private final Limits limits;
    private final FileState state;
    private final FileFingerprint fingerprint;
    private final Optional<KnownFile> known;
    private final boolean sizeIsKnown;

    private LocalFile(
            Path path,
            Limits limits,
            FileState state,
            FileFingerprint fingerprint,
            Optional<KnownFile> known,
            boolean sizeIsKnown) {
        this.path = path;
        this.limits = limits;
        this.state = state;
        this.fingerprint = fingerprint;
        this.known = known;
        this.sizeIsKnown = sizeIsKnown;
    }

    /**
     * Reads a file's attributes, without opening it: a pipe without a writer would never open.
     *
     * @throws AudioReadException if it is not a regular file, or its attributes cannot be read
     */
    public static LocalFile of(Path path, Limits limits, Clock clock) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, limits.linkOptions());
            if (!attributes.isRegularFile()) {
                throw new AudioReadException(
                        Reason.UNREADABLE,
                        path.toString(),
                        "The file " + path + " cannot be read: it is "
                                + (attributes.isSymbolicLink() ? "a symbolic link" : "not a regular file")
                                + "; name a file, or a folder where folders are accepted.",
                        null);
            }
            FileState state = FileState.of(attributes);
            FileFingerprint fingerprint = fingerprint(path, state, clock.instant());
            return new LocalFile(path, limits, state, fingerprint, Optional.empty(), false);
        } catch (IOException e) {
            throw IngestFile.unreadable(path.toString(), e);
        }
    }

    private static FileFingerprint fingerprint(Path path, FileState state, Instant now) {
        Instant modified = state.modified().truncatedTo(ChronoUnit.MICROS);
        boolean settled = modified.isBefore(now.minus(UNSETTLED));
        // The hash, not the path: paths may be long, and are not for everyone who reads the database
        byte[] absolute = path.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
        return new FileFingerprint(Checksums.sha256(absolute), state.size(), settled ? modified : null);
    }

    @Override
    public String name() {
        return path.toString();
    }

    /** Returns the path. */
    public Path path() {
        return path;
    }

    /** Returns the size in bytes. */
    public long size() {
        return state.size();
    }

    /** Returns the fingerprint by which the file is remembered. */
    public FileFingerprint fingerprint() {
        return fingerprint;
    }

    /** Returns this file with what the journal knows of it. */
    public LocalFile with(KnownFiles files) {
        Optional<KnownFile> found = Optional.ofNullable(files.files().get(fingerprint.key()));
        return new LocalFile(
                path, limits, state, fingerprint, found, files.sizes().contains(size()));
    }

    /** Returns the track of a file that was ingested before and has not changed since; empty if it must be read to tell. */
    public Optional<Track> unchanged() {
        return known.filter(file ->
                        fingerprint.modified() != null && file.fingerprint().equals(fingerprint))
                .map(KnownFile::track);
    }

    @Override
    public IngestFile open(IngestContext context) {
        limits.requireSize(name(), size());
        Set<OpenOption> options = new HashSet<>(limits.links());
        options.add(StandardOpenOption.READ);
        FileChannel channel = null;
        try {
            if (!isUnchanged()) {
                throw IngestFile.changed(name()); // perhaps into a pipe
            }
            channel = FileOpening.open(path, options);
            IngestFile file = IngestFile.local(this, channel);
            if (channel.size() != size() || !isUnchanged()) {
                throw IngestFile.changed(name());
            }
            // Only a file of a known size can have the bytes of a known track
            return sizeIsKnown ? file.withChecksums() : file;
        } catch (IOException | RuntimeException e) {
            IngestFile.discard(channel);
            throw e instanceof IOException unreadable
                    ? IngestFile.unreadable(name(), unreadable)
                    : (RuntimeException) e;
        }
    }

    /** Returns whether the path still leads to the file that was found, unchanged as far as its attributes show. */
    boolean isUnchanged() throws IOException {
        return FileState.of(path, limits.linkOptions()).equals(state);
    }

    /** Returns the track of this file, even if the file has changed or is gone. */
    Optional<Track> knownTrack() {
        return known.map(KnownFile::track);
    }
}
