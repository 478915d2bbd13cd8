package io.loist.testkit.contract.journal;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.loist.DatabaseException;
import io.loist.ingest.spi.FileFingerprint;
import io.loist.ingest.spi.IngestCommit;
import io.loist.ingest.spi.IngestDatabase;
import io.loist.ingest.spi.IngestJournal;
import io.loist.ingest.spi.IngestLease;
import io.loist.ingest.spi.IngestStart;
import io.loist.ingest.spi.KnownFile;
import io.loist.ingest.spi.PendingDeletion;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.track.AudioProperties;
import io.loist.track.Claim;
import io.loist.track.DuplicatePolicy;
import io.loist.track.NewTrack;
import io.loist.track.SaveOutcome;
import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** A journal without notes over a database without tracks, and what its tests are written in. */
abstract class JournalFixture {

    static final Duration LEASE = Duration.ofMinutes(10);
    static final String BYTES = "ab".repeat(32);

    String bucket;
    IngestDatabase database;
    IngestJournal journal;

    /** Returns a database without tracks and notes. */
    protected abstract IngestDatabase emptyDatabase();

    /** Ends the leases of all notes and claims, as if their time had passed. */
    protected abstract void endLeases();

    @BeforeEach
    final void makeJournal() {
        bucket = "journal-" + UUID.randomUUID();
        database = emptyDatabase();
        journal = database.journal();
    }

    final IngestLease begin(String... names) {
        return journal.begin(List.of(new IngestStart(announced(names[0]), refs(names))), LEASE)
                .get(0);
    }

    final IngestLease done(String name) {
        IngestLease lease = begin(name);
        commit(completion(lease, name, BYTES, DuplicatePolicy.ALLOW));
        return lease;
    }

    final Claim claimed() {
        StoredObject upload = object("upload-" + UUID.randomUUID(), null);
        database.tracks()
                .save(NewTrack.builder(metadata(), audio(), upload)
                        .status(TrackStatus.PENDING)
                        .build());
        return claim();
    }

    final Claim claim() {
        return database.queue().claim(1, "worker", LEASE).get(0);
    }

    final NewTrack announced(String name) {
        return NewTrack.builder(metadata(), audio(), new StoredObject(ref(name), 0, 9, null, "audio/mpeg", null))
                .id(NewTrack.nextId())
                .status(TrackStatus.PROCESSING)
                .build();
    }

    final NewTrack finished(IngestLease lease, String name, String sha256) {
        return NewTrack.builder(metadata(), audio(), object(name, sha256))
                .id(lease.track())
                .build();
    }

    final IngestCommit completion(IngestLease lease, String name, String sha256) {
        return completion(lease, name, sha256, DuplicatePolicy.REJECT);
    }

    final IngestCommit completion(IngestLease lease, String name, String sha256, DuplicatePolicy policy) {
        return new IngestCommit(lease, finished(lease, name, sha256), policy, new TreeMap<>(), null, null);
    }

    /** Commits one track that is known to hold its lease. */
    final SaveOutcome commit(IngestCommit commit) {
        return Objects.requireNonNull(
                journal.commit(List.of(commit)).get(commit.lease().track()));
    }

    final boolean isCommitted(IngestLease lease, String name) {
        return journal.commit(List.of(completion(lease, name, BYTES, DuplicatePolicy.ALLOW)))
                        .get(lease.track())
                instanceof SaveOutcome.Created;
    }

    final List<PendingDeletion> takeAll() {
        List<PendingDeletion> all = new ArrayList<>();
        for (List<PendingDeletion> some = journal.claimDeletions(4, LEASE);
                !some.isEmpty();
                some = journal.claimDeletions(4, LEASE)) {
            all.addAll(some);
            journal.confirmDeletions(some);
        }
        return all;
    }

    final @Nullable TrackStatus status(IngestLease lease) {
        return database.tracks().findById(lease.track()).map(Track::status).orElse(null);
    }

    final SortedMap<Integer, StoredObject> thumbnails(IngestLease lease) {
        return database.tracks().thumbnails(List.of(lease.track())).getOrDefault(lease.track(), new TreeMap<>());
    }

    final StoredObject object(String name, @Nullable String sha256) {
        return new StoredObject(ref(name), 5, 9, "yZRlqg==", "audio/mpeg", sha256);
    }

    final ObjectRef ref(String name) {
        return new ObjectRef(bucket, name);
    }

    final List<ObjectRef> refs(String... names) {
        return Stream.of(names).map(this::ref).toList();
    }

    final KnownFile remembered(FileFingerprint file) {
        return Objects.requireNonNull(journal.knownFiles(List.of(file)).files().get(file.key()));
    }

    static FileFingerprint fingerprint(String name, long size) {
        return new FileFingerprint(String.format("%064x", name.hashCode()), size, Instant.EPOCH);
    }

    static TrackMetadata metadata() {
        return TrackMetadata.builder("A title").build();
    }

    static AudioProperties audio() {
        return AudioProperties.builder("mp3").build();
    }

    static void assertLost(ThrowingCallable call) {
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(call)
                .extracting(DatabaseException::code)
                .isEqualTo("INGEST_LEASE_LOST");
    }

    @SafeVarargs
    static <T> List<T> atOnce(Callable<T>... calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.length);
        try {
            List<Callable<T>> all = new ArrayList<>();
            for (Callable<T> call : calls) {
                all.add(call);
            }
            List<T> results = new ArrayList<>();
            for (Future<T> call : threads.invokeAll(all)) {
                results.add(call.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }
}
