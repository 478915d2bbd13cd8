package io.loist.ingest.internal.intake;

import io.loist.ingest.internal.objects.ObjectNames;
import io.loist.ingest.spi.AudioReader;
import io.loist.ingest.spi.IngestJournal;
import io.loist.object.ObjectStore;
import io.loist.track.DuplicatePolicy;
import io.loist.track.TrackRepository;
import java.time.Duration;

/**
 * What every ingest of one pipeline works with.
 *
 * @param tracks where tracks are saved
 * @param journal the record of which objects are being written
 * @param objects where bytes are stored
 * @param reader what reads the files
 * @param names the names of objects
 * @param policy what happens to content that another track has
 * @param lease how long this process may be paused before others undo its work
 */
public record IngestContext(
        TrackRepository tracks,
        IngestJournal journal,
        ObjectStore objects,
        AudioReader reader,
        ObjectNames names,
        DuplicatePolicy policy,
        Duration lease) {}
