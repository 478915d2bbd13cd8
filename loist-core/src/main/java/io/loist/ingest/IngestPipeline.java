package io.loist.ingest;

import io.loist.AudioReadException;
import io.loist.DatabaseException;
import io.loist.DuplicateTrackException;
import io.loist.ObjectStoreException;
import io.loist.ingest.IngestOutcome.Ingested;
import io.loist.ingest.internal.intake.AudioSource;
import io.loist.ingest.internal.intake.IngestContext;
import io.loist.ingest.internal.intake.IngestContext.Limits;
import io.loist.ingest.internal.intake.IngestFile;
import io.loist.ingest.internal.intake.IngestTransaction;
import io.loist.ingest.internal.intake.LocalFile;
import io.loist.ingest.internal.lease.Leases;
import io.loist.ingest.internal.objects.ObjectDeletions;
import io.loist.ingest.internal.objects.ObjectDeletions.Count;
import io.loist.ingest.internal.objects.ObjectNames;
import io.loist.ingest.internal.recovery.Recovery;
import io.loist.ingest.spi.AudioFile;
import io.loist.ingest.spi.AudioReader;
import io.loist.ingest.spi.IngestDatabase;
import io.loist.ingest.spi.IngestJournal;
import io.loist.ingest.spi.TrackDeletion;
import io.loist.internal.Ticker;
import io.loist.object.ObjectLayout;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.observe.LoistObserver;
import io.loist.track.Claim;
import io.loist.track.DuplicatePolicy;
import io.loist.track.Track;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Ingests audio: reads it, stores its bytes and its artwork, and saves its track, so that database and bucket agree whatever
 * happens. A call that returns has done all of it; a call that throws has kept nothing. What a process leaves that is killed, or
 * that can reach neither database nor bucket any more, is undone by {@link #recover}, which every process may call at any time.
 *
 * <p>A file that was ingested before and has not changed since is skipped: its size and the time of its last change are compared
 * first, then its bytes. Whether other audio with the same content is ingested is decided by the {@linkplain Builder#duplicates
 * policy}; of simultaneous ingests of the same content, also by different processes, exactly one counts as the first.
 *
 * <p>This holds as far as the server keeps what it has committed: one that runs with {@code synchronous_commit} off may lose it in a
 * crash, and {@link LibraryCheck} finds what is left then.
 *
 * <p>Safe for use by many threads, and by many processes with the same database and bucket. Memory use does not grow with the
 * size of a file or the number of files.
 */
public final class IngestPipeline {

    /** The object metadata that keeps the name of the file that was ingested. */
    public static final String FILE_NAME = IngestFile.FILE_NAME;

    /** The default of {@link Builder#lease}: a minute. */
    public static final Duration DEFAULT_LEASE = Duration.ofMinutes(1);

    /** How long an upload is kept that is not ingested: a day. */
    public static final Duration MAX_UPLOAD_AGE = Duration.ofDays(1);

    private static final long DEFAULT_MAX_SOURCE_BYTES = 8L << 30;
    private static final Duration MIN_LEASE = Duration.ofMillis(100);
    private static final Duration MAX_LEASE = Duration.ofDays(1);
    private static final int MAX_PARALLELISM = 1_000;

    private final IngestDatabase database;
    private final IngestContext context;
    private final int parallelism;
    private final Ticker ticker;
    private final ObjectDeletions deletions;
    private final Recovery recovery;
    private final IngestTransaction transaction;
    private final ManyFiles manyFiles;
    private final @Nullable LoistObserver observer;

    private IngestPipeline(Builder builder, String bucket) {
        this.database = builder.database;
        this.parallelism = builder.parallelism;
        this.ticker = builder.ticker;
        this.observer = builder.observer;
        IngestJournal journal = database.journal();
        this.context = new IngestContext(
                database.tracks(),
                journal,
                builder.objects,
                builder.reader,
                new ObjectNames(bucket, builder.layout),
                builder.duplicates,
                new Limits(builder.maxSourceBytes, builder.links),
                builder.clock,
                builder.lease);
        this.deletions = new ObjectDeletions(journal, builder.objects, builder.lease);
        this.recovery = new Recovery(journal, builder.objects, deletions, ticker);
        this.transaction = new IngestTransaction(context, new Leases(journal, builder.lease, ticker), deletions);
        this.manyFiles = new ManyFiles(context, transaction, parallelism);
    }

    /**
     * Creates a builder.
     *
     * @param database where tracks are saved
     * @param objects where bytes are stored
     * @param reader reads the files
     */
    public static Builder builder(IngestDatabase database, ObjectStore objects, AudioReader reader) {
        return new Builder(database, objects, reader);
    }

    /**
     * Ingests one file, with its artwork and, if the reader makes any, the scaled copies of it.
     *
     * @throws AudioReadException if the file cannot be opened, is not audio, is damaged, or changed while it was ingested
     * @throws DuplicateTrackException if the policy is {@link DuplicatePolicy#REJECT} and a track has the same content
     * @throws ObjectStoreException if the bytes cannot be stored
     * @throws DatabaseException if the track cannot be saved; with the code {@code INGEST_LEASE_LOST} if another process undid it
     *     because this one stood still for longer than the {@linkplain Builder#lease lease}
     */
    public Ingested ingest(Path file) {
        return ingest(IngestSource.file(file));
    }

    /**
     * Ingests one source.
     *
     * @throws AudioReadException as {@link #ingest(Path)} does, or if a stream cannot be read
     * @throws DuplicateTrackException as {@link #ingest(Path)} does, or if another track has the object that is to stay in its
     *     place and the policy is not {@link DuplicatePolicy#RETURN_EXISTING}
     * @throws ObjectStoreException if the bytes cannot be stored, the object does not exist ({@code NOT_FOUND}), or it has another
     *     generation ({@code PRECONDITION_FAILED})
     * @throws DatabaseException as {@link #ingest(Path)} does
     */
    public Ingested ingest(IngestSource source) {
        return observed("IngestPipeline.ingest", () -> ingestNow(source));
    }

    private Ingested ingestNow(IngestSource source) {
        AudioSource opened = IngestMapping.source(source, context);
        if (opened instanceof LocalFile file) {
            LocalFile known = file.with(context.journal().knownFiles(List.of(file.fingerprint())));
            Optional<Track> unchanged = known.unchanged();
            if (unchanged.isPresent()) {
                return new IngestOutcome.AlreadyStored(source, unchanged.get());
            }
            opened = known;
        }
        return IngestMapping.outcome(source, transaction.run(List.of(opened)).get(0));
    }

    /** Ingests one source for a claimed track; if another track has its content, the claim ends with that. */
    void ingest(IngestSource source, Claim claim) {
        IngestMapping.outcome(source, transaction.run(IngestMapping.source(source, context), claim));
    }

    /**
     * Ingests every file of a folder and of the folders in it, several at a time; symbolic links are followed, unless
     * {@link Builder#linkOptions} says otherwise. A file that cannot be ingested is reported to the listener, and the others are continued
     * with. A call that is stopped may be repeated: files that are ingested already are not read again.
     *
     * <p>If the calling thread is interrupted, no further file is begun, those in work are finished, and the counts so far are
     * returned with the thread's interrupt status set.
     *
     * @param folder a folder, or a single file
     * @throws AudioReadException if the folder does not exist
     * @throws ObjectStoreException if the store cannot be used
     * @throws DatabaseException if the database cannot be used
     */
    public IngestSummary ingestAll(Path folder, IngestListener listener) {
        return observed("IngestPipeline.ingestAll", () -> manyFiles.of(folder, listener));
    }

    /**
     * Ingests every source of a stream, several at a time; otherwise as {@link #ingestAll(Path, IngestListener)}.
     *
     * @param sources read in the calling thread, no faster than they are ingested, and closed by the caller
     */
    public IngestSummary ingestAll(Stream<IngestSource> sources, IngestListener listener) {
        return observed("IngestPipeline.ingestAll", () -> manyFiles.of(sources, listener));
    }

    /**
     * Returns a new name for an object that a client uploads, through a signed URL for instance; then ingest it as
     * {@link IngestSource#upload}. What is not ingested within a day is deleted by {@link #recover}.
     */
    public ObjectRef uploadTarget() {
        return context.names().temporary();
    }

    /**
     * Deletes a track and those of its objects that have the names this pipeline gives; objects that were ingested where they are
     * are kept.
     *
     * @return whether the track existed
     * @throws DatabaseException if the database cannot be used; whether the track is deleted is unknown then. An object that
     *     cannot be deleted now is no reason to throw: {@link #recover} deletes it
     */
    public boolean delete(UUID track) {
        return observed("IngestPipeline.delete", () -> {
            TrackDeletion deletion =
                    context.journal().delete(track, ref -> context.names().isOwn(track, ref), context.lease());
            deletions.run(deletion.objects());
            return deletion.found();
        });
    }

    /**
     * Undoes what processes left that died: tracks that were never finished, objects without a track, deletions that were begun, and
     * uploads of more than a day that were not ingested. What a living process is writing is not touched.
     *
     * @throws ObjectStoreException if the bucket cannot be listed; an object that cannot be deleted is counted instead
     * @throws DatabaseException if the database cannot be used
     */
    public RecoverySummary recover() {
        return observed("IngestPipeline.recover", () -> {
            Count count = recovery.undo(context.lease());
            count = recovery.sweep(context.names(), context.clock().instant().minus(MAX_UPLOAD_AGE), count);
            return new RecoverySummary(count.deleted(), count.left());
        });
    }

    /**
     * Calls {@link #recover} periodically in a thread of its own, until the result is closed. A recovery that fails is logged.
     *
     * @throws IllegalArgumentException if {@code pause}, the time between two recoveries, is shorter than 1 second
     */
    public RecoverySchedule recoverEvery(Duration pause) {
        return RecoverySchedule.start(this, pause);
    }

    private <T> T observed(String operation, Supplier<T> work) {
        return observer == null ? work.get() : observer.call(operation, work);
    }

    IngestDatabase database() {
        return database;
    }

    Duration lease() {
        return context.lease();
    }

    int parallelism() {
        return parallelism;
    }

    Ticker ticker() {
        return ticker;
    }

    /** Returns what a pending track's audio object is ingested as. */
    IngestSource source(Track track) {
        ObjectRef ref = track.audioObject().ref();
        return context.names().isUpload(ref)
                ? IngestSource.upload(ref, track.audioObject().generation())
                : IngestSource.object(ref);
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
        private Clock clock = Clock.systemUTC();
        private Ticker ticker = Ticker.SYSTEM;
        private long maxSourceBytes = DEFAULT_MAX_SOURCE_BYTES;
        private List<LinkOption> links = List.of();
        private @Nullable LoistObserver observer;
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
         * Sets what happens to audio whose content a track has already; by default {@link DuplicatePolicy#RETURN_EXISTING}. Content
         * is the same if the bytes are, or if the audio is and only the tags differ, see {@link AudioFile#audioHash}.
         */
        public Builder duplicates(DuplicatePolicy policy) {
            this.duplicates = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets how long this process may be paused or without the database before others undo its work; by default
         * {@link #DEFAULT_LEASE}. An ingest may take longer: its lease is renewed while it proceeds.
         *
         * @throws IllegalArgumentException if {@code lease} is not from 100 milliseconds to a day
         */
        public Builder lease(Duration lease) {
            if (lease.compareTo(MIN_LEASE) < 0 || lease.compareTo(MAX_LEASE) > 0) {
                throw new IllegalArgumentException("lease must be from 100 milliseconds to a day, but is " + lease);
            }
            this.lease = lease;
            return this;
        }

        /**
         * Sets how many files {@code ingestAll} stores at the same time; by default twice the number of processors. Meanwhile others
         * are read and saved, in twice as many groups of up to 16 files. A group uses one database connection at a time, for moments: a
         * pool with fewer connections than groups, even with one, makes them wait for each other, and no ingest fails for it.
         *
         * @throws IllegalArgumentException if it is not from 1 to 1,000
         */
        public Builder parallelism(int files) {
            if (files < 1 || files > MAX_PARALLELISM) {
                throw new IllegalArgumentException(
                        "parallelism must be from 1 to " + MAX_PARALLELISM + ", but is " + files);
            }
            this.parallelism = files;
            return this;
        }

        /**
         * Sets the maximum size of a source; by default 8 GiB. A larger one is refused as
         * {@link AudioReadException.Reason#OVER_BUDGET}.
         *
         * @throws IllegalArgumentException if {@code bytes} is not positive
         */
        public Builder maxSourceBytes(long bytes) {
            if (bytes <= 0) {
                throw new IllegalArgumentException("maxSourceBytes must be positive, but is " + bytes);
            }
            this.maxSourceBytes = bytes;
            return this;
        }

        /**
         * Sets how symbolic links are treated; by default, they are followed. With {@link LinkOption#NOFOLLOW_LINKS}, files that are
         * links are refused, and links to folders, too: use it for folders that others write to. Links above the path that the caller
         * names are followed in any case.
         */
        public Builder linkOptions(LinkOption... options) {
            this.links = List.of(options);
            return this;
        }

        /** Sets the clock by which uploads age and a file counts as just changed; by default the system's. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** Sets the observer of the calls {@code ingest}, {@code ingestAll}, {@code delete} and {@code recover}. */
        public Builder observer(LoistObserver observer) {
            this.observer = Objects.requireNonNull(observer, "observer");
            return this;
        }

        /** Sets what measures leases within this process. */
        Builder ticker(Ticker ticker) {
            this.ticker = ticker;
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
