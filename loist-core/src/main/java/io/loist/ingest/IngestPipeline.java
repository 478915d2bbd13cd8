package io.loist.ingest;

import io.loist.AudioReadException;
import io.loist.DatabaseException;
import io.loist.DuplicateTrackException;
import io.loist.ObjectStoreException;
import io.loist.ingest.spi.AudioFile;
import io.loist.ingest.spi.AudioReader;
import io.loist.ingest.spi.IngestDatabase;
import io.loist.ingest.spi.IngestJournal;
import io.loist.ingest.spi.TrackDeletion;
import io.loist.object.ObjectLayout;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.track.Claim;
import io.loist.track.DuplicatePolicy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes audio in: reads it, stores its bytes and its artwork, and saves its track, so that database and bucket agree whatever
 * happens. A call that returns has done all of it; a call that throws has left nothing behind. What a process leaves that is
 * killed, or that can reach neither database nor bucket any more, is found and undone by {@link #recover}, which every process
 * may call at any time.
 *
 * <p>A file that was taken in before and has not changed since is left alone: its size and the time of its last change are
 * compared first, then its bytes. Whether other audio with the same content is taken in, the {@linkplain Builder#duplicates
 * policy} decides, once, even when several processes take it in at the same moment.
 *
 * <p>All this holds as far as the server keeps what it has committed: one that runs with {@code synchronous_commit} off may forget
 * it in a crash, and {@link LibraryCheck} finds what is left then.
 *
 * <p>Safe for use by many threads, and by many processes with the same database and bucket. Memory use does not grow with the
 * size of a file or the number of files.
 */
public final class IngestPipeline {

    /** The object metadata that keeps the name a file had when it was taken in. */
    public static final String FILE_NAME = "file-name";

    /** How long a process may stand still before others undo what it was doing, unless told otherwise: a minute. */
    public static final Duration DEFAULT_LEASE = Duration.ofMinutes(1);

    /** How long an upload that nobody took in is kept: a day. */
    public static final Duration MAX_UPLOAD_AGE = Duration.ofDays(1);

    private static final Duration SHORTEST_LEASE = Duration.ofMillis(100);
    private static final Duration LONGEST_LEASE = Duration.ofDays(1);
    private static final int MOST_THREADS = 1_000;

    private final Settings settings;
    private final Deletions deletions;
    private final Recovery recovery;
    private final UnitOfWork work;
    private final SmallFiles smallFiles;

    private IngestPipeline(Settings settings) {
        this.settings = settings;
        this.deletions = new Deletions(settings);
        this.recovery = new Recovery(settings, deletions, Clock.systemUTC());
        Leases leases = new Leases(settings.journal(), settings.lease());
        this.work = new UnitOfWork(settings, leases, deletions);
        this.smallFiles = new SmallFiles(work, settings, leases);
    }

    /**
     * Starts a pipeline.
     *
     * @param database where tracks are saved
     * @param objects where bytes are stored
     * @param reader what reads the files
     */
    public static Builder builder(IngestDatabase database, ObjectStore objects, AudioReader reader) {
        return new Builder(database, objects, reader);
    }

    /**
     * Takes one file in, with its cover and, if the reader makes any, the small copies of it; {@link IngestJournal#thumbnails} says
     * which a track has.
     *
     * @return {@link IngestOutcome.Stored} or {@link IngestOutcome.AlreadyStored}, never {@link IngestOutcome.Refused}
     * @throws AudioReadException if the file cannot be opened, is no audio, is damaged, or changed while it was taken in
     * @throws DuplicateTrackException if the policy is {@link DuplicatePolicy#REJECT} and a track has the same content
     * @throws ObjectStoreException if the bytes cannot be stored
     * @throws DatabaseException if the track cannot be saved, or, with the code {@code INGEST_LEASE_LOST}, was undone by another
     *     process because this one stood still for longer than the {@linkplain Builder#lease lease}
     */
    public IngestOutcome ingest(Path file) {
        return ingest(IngestSource.file(file));
    }

    /**
     * Takes audio in, wherever it comes from.
     *
     * @return {@link IngestOutcome.Stored} or {@link IngestOutcome.AlreadyStored}, never {@link IngestOutcome.Refused}
     * @throws AudioReadException as {@link #ingest(Path)} does, or if a stream cannot be read
     * @throws DuplicateTrackException as {@link #ingest(Path)} does, or if another track has the object that is to stay in its
     *     place and the policy is not {@link DuplicatePolicy#RETURN_EXISTING}
     * @throws ObjectStoreException if the bytes cannot be stored, or there is no such object ({@code NOT_FOUND})
     * @throws DatabaseException as {@link #ingest(Path)} does
     */
    public IngestOutcome ingest(IngestSource source) {
        if (source instanceof IngestSource.File file) {
            return ingest(source, AudioPath.of(file.path()));
        }
        try (Material material = Material.of(source, settings.objects())) {
            return work.takeIn(material);
        }
    }

    private IngestOutcome ingest(IngestSource source, AudioPath file) {
        FileLookup known = FileLookup.of(settings.journal(), List.of(file));
        Optional<IngestOutcome> unread = known.unread(source, file);
        if (unread.isPresent()) {
            return unread.get();
        }
        try (Material material = known.material(source, file)) {
            Optional<IngestOutcome> same = known.read(material);
            return same.isPresent() ? same.get() : work.takeIn(material);
        }
    }

    /** Takes audio in for a track that is claimed. */
    IngestOutcome ingest(IngestSource source, Claim claim) {
        try (Material material = Material.of(source, settings.objects())) {
            return work.takeIn(material, claim);
        }
    }

    /**
     * Takes in every file of a folder and of the folders in it, several at a time; symbolic links are followed. A file that cannot
     * be taken in is told to the listener and does not stop the others. A call that is stopped may be made again: what was
     * taken in until then stays, and is not read again.
     *
     * <p>If the calling thread is interrupted, no other file is begun, those begun are finished, and what was done so far is
     * returned, the thread's interrupt status set.
     *
     * @param folder a folder, or a single file
     * @throws AudioReadException if there is no such folder
     * @throws ObjectStoreException if the store cannot be used
     * @throws DatabaseException if the database cannot be used
     */
    public IngestSummary ingestAll(Path folder, IngestListener listener) {
        AudioFolder files = AudioFolder.open(folder);
        listener.started(files.count());
        try (IngestBatch batch = new IngestBatch(listener, settings.parallelism())) {
            FileGroups groups = new FileGroups(settings, batch, smallFiles);
            files.forEach(
                    groups::add,
                    (path, cause) -> batch.note(new IngestOutcome.Refused(IngestSource.file(path), cause)));
            groups.flush();
            return batch.finish();
        }
    }

    /**
     * Takes in every source of a stream, several at a time; otherwise as {@link #ingestAll(Path, IngestListener)}.
     *
     * @param sources read in this thread, no faster than they are taken in, and closed by the caller
     */
    public IngestSummary ingestAll(Stream<IngestSource> sources, IngestListener listener) {
        listener.started(-1);
        try (IngestBatch batch = new IngestBatch(listener, settings.parallelism())) {
            FileGroups groups = new FileGroups(settings, batch, smallFiles);
            Iterator<IngestSource> all = sources.iterator();
            boolean goOn = true;
            while (goOn && all.hasNext()) {
                IngestSource source = all.next();
                goOn = source instanceof IngestSource.File file
                        ? groups.add(file.path())
                        : batch.offer(() -> List.of(Attempt.at(source, () -> ingest(source))));
            }
            groups.flush();
            return batch.finish();
        }
    }

    /**
     * Returns a name for an object that somebody else is to upload, through a signed URL for instance; then take it in as
     * {@link IngestSource#upload}. What is not taken in within a day is deleted by {@link #recover}.
     */
    public ObjectRef uploadTarget() {
        return settings.temporary();
    }

    /**
     * Deletes a track, and those of its objects that have the names this pipeline gives; objects that were taken in where they
     * were stay.
     *
     * @return whether there was such a track
     * @throws DatabaseException if the database cannot be used; whether the track is deleted is not known then. An object that
     *     cannot be deleted now is no reason to throw: {@link #recover} does it
     */
    public boolean delete(UUID track) {
        TrackDeletion deletion = settings.journal().delete(track, ref -> settings.isOwn(track, ref), settings.lease());
        deletions.carryOut(deletion.objects());
        return deletion.found();
    }

    /**
     * Undoes what processes that died have left: tracks that were never finished, objects that no track has, deletions that were
     * begun, and uploads of more than a day that nobody took in. What is still being written by a process that lives is not
     * touched.
     *
     * @throws ObjectStoreException if the bucket cannot be listed; an object that cannot be deleted is counted instead
     * @throws DatabaseException if the database cannot be used
     */
    public RecoverySummary recover() {
        return recovery.run(MAX_UPLOAD_AGE);
    }

    /**
     * Calls {@link #recover} now and then, from a thread of its own, until it is closed. A recovery that fails is logged.
     *
     * @param pause how long to wait between two, from a second
     * @throws IllegalArgumentException if {@code pause} is shorter
     */
    public RecoverySchedule recoverEvery(Duration pause) {
        return RecoverySchedule.start(this, pause);
    }

    Settings settings() {
        return settings;
    }

    /** Builds an {@link IngestPipeline}. Not safe for use by several threads at once. */
    public static final class Builder {

        private final IngestDatabase database;
        private final ObjectStore objects;
        private final AudioReader reader;
        private @Nullable String bucket;
        private ObjectLayout layout = ObjectLayout.folderPerTrack();
        private DuplicatePolicy duplicates = DuplicatePolicy.RETURN_EXISTING;
        private Duration lease = DEFAULT_LEASE;
        private int parallelism = 2 * Runtime.getRuntime().availableProcessors();

        private Builder(IngestDatabase database, ObjectStore objects, AudioReader reader) {
            this.database = Objects.requireNonNull(database, "database");
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
         * Sets what happens to audio whose content is there already; by default {@link DuplicatePolicy#RETURN_EXISTING}. The same
         * bytes count, and so does the same sound under other tags, as far as the reader can tell the sound from the rest; see
         * {@link AudioFile#audioHash}.
         */
        public Builder duplicates(DuplicatePolicy policy) {
            this.duplicates = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets how long this process may stand still, or be cut off from the database, before others undo what it is doing; by
         * default {@link #DEFAULT_LEASE}. An upload may take longer: its lease is prolonged while it goes on.
         *
         * @throws IllegalArgumentException if {@code lease} is not from 100 milliseconds to a day
         */
        public Builder lease(Duration lease) {
            if (lease.compareTo(SHORTEST_LEASE) < 0 || lease.compareTo(LONGEST_LEASE) > 0) {
                throw new IllegalArgumentException("lease must be from 100 milliseconds to a day, but is " + lease);
            }
            this.lease = lease;
            return this;
        }

        /**
         * Sets how many files {@code ingestAll} takes in at the same time; by default twice the number of processors. Each needs
         * a connection to the database for moments. A few small files that are taken in together count as one.
         *
         * @throws IllegalArgumentException if it is not from 1 to 1,000
         */
        public Builder parallelism(int files) {
            if (files < 1 || files > MOST_THREADS) {
                throw new IllegalArgumentException(
                        "parallelism must be from 1 to " + MOST_THREADS + ", but is " + files);
            }
            this.parallelism = files;
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
            return new IngestPipeline(
                    new Settings(database, objects, reader, bucket, layout, duplicates, lease, parallelism));
        }
    }
}
