package io.loist.storage.internal.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes what crashed processes left in the buckets of a store: unfinished files, and the markers of moves. */
public final class IncomingTidier {

    private static final Logger LOG = LoggerFactory.getLogger(IncomingTidier.class);

    /** Longer than any upload pauses, and than any move takes. */
    private static final Duration MAX_AGE = Duration.ofDays(1);

    private static final String LEFTOVERS = "*{" + IncomingFile.SUFFIX + "," + FileMove.SUFFIX + "}";
    private static final Duration EVERY = Duration.ofHours(1);

    private final Path root;
    private final Clock clock;
    private final AtomicReference<Instant> due = new AtomicReference<>(Instant.MIN);

    public IncomingTidier(Path root, Clock clock) {
        this.root = root;
        this.clock = clock;
    }

    /** Deletes old files if the last run was at least an hour ago. Never throws: the next run retries. */
    public void run() {
        Instant now = clock.instant();
        Instant previous = due.get();
        if (now.isBefore(previous) || !due.compareAndSet(previous, now.plus(EVERY))) {
            return;
        }
        try (DirectoryStream<Path> buckets =
                Files.newDirectoryStream(root, path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))) {
            for (Path bucket : buckets) {
                deleteOlderThan(new BucketFolder(bucket), now.minus(MAX_AGE));
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("Unfinished files under {} could not be deleted: {}", root, e.toString());
        }
    }

    private static void deleteOlderThan(BucketFolder bucket, Instant oldest) throws IOException {
        Path incoming = bucket.incoming();
        if (!Files.isDirectory(incoming, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(incoming, LEFTOVERS)) {
            for (Path file : files) {
                deleteIfOlderThan(file, oldest);
            }
        }
    }

    private static void deleteIfOlderThan(Path file, Instant oldest) throws IOException {
        try {
            if (Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                    .toInstant()
                    .isBefore(oldest)) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // Its upload or move has just finished.
        }
    }
}
