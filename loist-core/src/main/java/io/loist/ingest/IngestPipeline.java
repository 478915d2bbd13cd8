package io.loist.ingest;

import io.loist.AudioReadException;
import io.loist.DatabaseException;
import io.loist.LoistException;
import io.loist.ObjectStoreException;
import io.loist.media.ObjectLayout;
import io.loist.media.ObjectRef;
import io.loist.media.ObjectStore;
import io.loist.media.StoredObject;
import io.loist.media.Upload;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackQuery;
import io.loist.track.TrackRepository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes audio files in: reads them, stores their bytes and their artwork, and saves their tracks. A file whose bytes are stored
 * already is left alone. If a step fails, what the steps before it stored is deleted again.
 *
 * <p>Safe for use by many threads. Memory use does not grow with the size of a file or the number of files.
 */
public final class IngestPipeline {

    /** The object metadata that keeps the name a file had when it was taken in. */
    public static final String FILE_NAME = "file-name";

    private final TrackRepository tracks;
    private final ObjectStore objects;
    private final AudioReader reader;
    private final String bucket;
    private final ObjectLayout layout;

    private IngestPipeline(Builder builder, String bucket) {
        this.tracks = builder.tracks;
        this.objects = builder.objects;
        this.reader = builder.reader;
        this.bucket = bucket;
        this.layout = builder.layout;
    }

    /**
     * Starts a pipeline.
     *
     * @param tracks where tracks are saved
     * @param objects where bytes are stored
     * @param reader what reads the files
     */
    public static Builder builder(TrackRepository tracks, ObjectStore objects, AudioReader reader) {
        return new Builder(tracks, objects, reader);
    }

    /**
     * Takes one file in.
     *
     * @return {@link IngestOutcome.Stored} or {@link IngestOutcome.AlreadyStored}, never {@link IngestOutcome.Refused}
     * @throws AudioReadException if the file cannot be opened, is no audio, or is damaged
     * @throws ObjectStoreException if the bytes cannot be stored, or the file changed meanwhile ({@code INTEGRITY})
     * @throws DatabaseException if the track cannot be saved
     */
    public IngestOutcome ingest(Path file) {
        String sha256 = FileHash.sha256(file);
        TrackFilter sameBytes = TrackFilter.builder().sha256(sha256).build();
        List<Track> known = tracks.list(
                        TrackQuery.builder().filter(sameBytes).limit(1).build())
                .items();
        if (!known.isEmpty()) {
            return new IngestOutcome.AlreadyStored(file, known.get(0));
        }
        AudioFile audio = reader.read(file);
        UUID id = NewTrack.nextId();
        List<ObjectRef> written = new ArrayList<>();
        try {
            StoredObject audioObject = putAudio(id, file, audio, sha256, written);
            StoredObject artworkObject = putArtwork(id, audio, written);
            Track track = tracks.save(NewTrack.builder(audio.metadata(), audio.properties(), audioObject)
                    .id(id)
                    .artworkObject(artworkObject)
                    .essenceHash(audio.essenceHash())
                    .build());
            return new IngestOutcome.Stored(file, track, audio.findings());
        } catch (RuntimeException | Error e) {
            deleteAll(written, e);
            throw e;
        }
    }

    /**
     * Takes in every file of a folder and of the folders in it; symbolic links are followed. A file that cannot be read is told
     * to the listener and does not stop the others.
     *
     * @param folder a folder, or a single file
     * @throws AudioReadException if there is no such folder
     * @throws ObjectStoreException if the store cannot be used: what was taken in until then stays, and a later call goes on
     *     from there
     * @throws DatabaseException if the database cannot be used, likewise
     */
    public IngestSummary ingestAll(Path folder, IngestListener listener) {
        AudioFolder files = AudioFolder.open(folder);
        listener.started(files.count());
        IngestSummary[] summary = {IngestSummary.NONE};
        Consumer<IngestOutcome> tell = outcome -> {
            summary[0] = summary[0].plus(outcome);
            listener.finished(outcome);
        };
        files.forEach(
                file -> tell.accept(ingestOrRefuse(file)),
                (unreadable, cause) -> tell.accept(new IngestOutcome.Refused(unreadable, cause)));
        return summary[0];
    }

    private IngestOutcome ingestOrRefuse(Path file) {
        try {
            return ingest(file);
        } catch (LoistException e) {
            if (concernsEveryFile(e)) {
                throw e;
            }
            return new IngestOutcome.Refused(file, e);
        }
    }

    /** Returns whether the other files would fail in the same way: there is no point in going on. */
    private static boolean concernsEveryFile(LoistException e) {
        if (e instanceof ObjectStoreException store) {
            return switch (store.reason()) {
                case UNAVAILABLE, PERMISSION_DENIED, NOT_FOUND -> true;
                case PRECONDITION_FAILED, INTEGRITY, REFUSED -> false;
            };
        }
        return e instanceof DatabaseException database && !isAboutValues(database.sqlState());
    }

    /** Returns whether the database refused this track's values: SQLSTATE classes 22, data, and 23, constraints. */
    private static boolean isAboutValues(@Nullable String sqlState) {
        return sqlState != null && (sqlState.startsWith("22") || sqlState.startsWith("23"));
    }

    private StoredObject putAudio(UUID id, Path file, AudioFile audio, String sha256, List<ObjectRef> written) {
        ObjectRef target = new ObjectRef(bucket, layout.audio(id, audio.extension()));
        written.add(target);
        StoredObject stored = objects.put(Upload.builder(target, file)
                .contentType(audio.contentType())
                .metadata(Map.of(FILE_NAME, String.valueOf(file.getFileName())))
                .build());
        if (stored.sha256() != null && !stored.sha256().equals(sha256)) {
            throw new ObjectStoreException(
                    ObjectStoreException.Reason.INTEGRITY,
                    target.uri(),
                    "The file " + file + " changed while it was taken in; try again when nobody writes to it.",
                    null);
        }
        return stored.withSha256(sha256);
    }

    private @Nullable StoredObject putArtwork(UUID id, AudioFile audio, List<ObjectRef> written) {
        Artwork artwork = audio.artwork();
        if (artwork == null) {
            return null;
        }
        ObjectRef target = new ObjectRef(bucket, layout.artwork(id, artwork.extension()));
        written.add(target);
        return objects.put(Upload.builder(target, artwork.bytes())
                .contentType(artwork.contentType())
                .build());
    }

    private void deleteAll(List<ObjectRef> written, Throwable reason) {
        for (ObjectRef ref : written) {
            try {
                objects.delete(ref);
            } catch (RuntimeException e) {
                reason.addSuppressed(e);
            }
        }
    }

    /** Builds an {@link IngestPipeline}. Not safe for use by several threads at once. */
    public static final class Builder {

        private final TrackRepository tracks;
        private final ObjectStore objects;
        private final AudioReader reader;
        private @Nullable String bucket;
        private ObjectLayout layout = ObjectLayout.folderPerTrack();

        private Builder(TrackRepository tracks, ObjectStore objects, AudioReader reader) {
            this.tracks = Objects.requireNonNull(tracks, "tracks");
            this.objects = Objects.requireNonNull(objects, "objects");
            this.reader = Objects.requireNonNull(reader, "reader");
        }

        /**
         * Sets the bucket to store into. There is no default.
         *
         * @throws IllegalArgumentException if it is not a bucket's name, see {@link ObjectRef}
         */
        public Builder bucket(String bucket) {
            this.bucket = ObjectRef.requireBucket(bucket);
            return this;
        }

        /** Sets how objects are named; by default {@link ObjectLayout#folderPerTrack()}. */
        public Builder layout(ObjectLayout layout) {
            this.layout = Objects.requireNonNull(layout, "layout");
            return this;
        }

        /**
         * Returns the pipeline.
         *
         * @throws IllegalStateException if no bucket is set
         */
        public IngestPipeline build() {
            if (bucket == null) {
                throw new IllegalStateException("an ingest pipeline needs a bucket to store into; call bucket(name)");
            }
            return new IngestPipeline(this, bucket);
        }
    }
}
