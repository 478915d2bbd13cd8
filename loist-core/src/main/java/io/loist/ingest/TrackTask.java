package io.loist.ingest;

import io.loist.AudioReadException;
import io.loist.DuplicateTrackException;
import io.loist.LoistException;
import io.loist.TrackNotFoundException;
import io.loist.track.Claim;
import io.loist.track.Track;
import io.loist.track.TrackQueue;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ingests the audio of one claimed track, and completes or fails the claim. */
final class TrackTask {

    private static final Logger LOG = LoggerFactory.getLogger(TrackTask.class);

    private final IngestPipeline pipeline;
    private final TrackQueue queue;
    private final Function<Track, IngestSource> sources;

    TrackTask(IngestPipeline pipeline, TrackQueue queue, Function<Track, IngestSource> sources) {
        this.pipeline = pipeline;
        this.queue = queue;
        this.sources = sources;
    }

    void run(Claim claim) {
        try {
            ingest(claim);
        } catch (RuntimeException e) {
            LOG.warn("The claim of the track {} could not be ended; its lease will: {}", claim.id(), e.getMessage());
        }
    }

    private void ingest(Claim claim) {
        try {
            Track track = pipeline.database()
                    .tracks()
                    .findById(claim.id())
                    .orElseThrow(() -> new TrackNotFoundException(claim.id()));
            pipeline.ingest(sources.apply(track), claim);
        } catch (AudioReadException | DuplicateTrackException e) {
            queue.failPermanently(List.of(claim), error(e));
        } catch (LoistException e) {
            queue.fail(List.of(claim), error(e));
        } catch (RuntimeException | Error e) {
            LOG.warn("The track {} could not be ingested because of a bug or for want of memory", claim.id(), e);
            queue.fail(List.of(claim), error(e));
        }
    }

    private static String error(Throwable e) {
        String message = String.valueOf(e.getMessage());
        return message.replace('\0', ' ').isBlank() ? e.getClass().getName() : message;
    }
}
