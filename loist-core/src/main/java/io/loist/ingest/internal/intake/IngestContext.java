package io.loist.ingest.internal.intake;

import io.loist.AudioReadException;
import io.loist.AudioReadException.Reason;
import io.loist.ingest.internal.objects.ObjectNames;
import io.loist.ingest.spi.AudioReader;
import io.loist.ingest.spi.IngestJournal;
import io.loist.object.ObjectStore;
import io.loist.track.DuplicatePolicy;
import io.loist.track.TrackRepository;
import java.nio.file.LinkOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * What every ingest of one pipeline works with.
 *
 * @param tracks where tracks are saved
 * @param journal the record of which objects are being written
 * @param objects where bytes are stored
 * @param reader what reads the files
 * @param names the names of objects
 * @param policy what happens to content that another track has
 * @param limits what sources may be
 * @param clock by which uploads age and a file counts as just changed
 * @param lease how long this process may be paused before others undo its work
 */
public record IngestContext(
        TrackRepository tracks,
        IngestJournal journal,
        ObjectStore objects,
        AudioReader reader,
        ObjectNames names,
        DuplicatePolicy policy,
        Limits limits,
        Clock clock,
        Duration lease) {

    /**
     * What sources may be.
     *
     * @param maxBytes the maximum size of a source in bytes
     * @param links how symbolic links are treated
     */
    public record Limits(long maxBytes, List<LinkOption> links) {

        /** Copies the options. */
        public Limits {
            links = List.copyOf(links);
        }

        LinkOption[] linkOptions() {
            return links.toArray(LinkOption[]::new);
        }

        /** Returns whether a symbolic link stands for the file or folder it leads to. */
        boolean followsLinks() {
            return links.isEmpty();
        }

        /**
         * Makes sure that a source is not too large.
         *
         * @param bytes its size, or what it has at least
         * @throws AudioReadException if it is
         */
        void requireSize(String name, long bytes) {
            if (bytes > maxBytes) {
                throw new AudioReadException(
                        Reason.OVER_BUDGET,
                        name,
                        "The source " + name + " has more than " + maxBytes
                                + " bytes; if it is audio, raise maxSourceBytes.",
                        null);
            }
        }
    }
}
