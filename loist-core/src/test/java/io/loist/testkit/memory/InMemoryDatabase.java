package io.loist.testkit.memory;

import io.loist.DuplicateTrackException;
import io.loist.catalog.AlbumIdentity;
import io.loist.catalog.Catalog;
import io.loist.ingest.spi.IngestJournal;
import io.loist.library.LibraryDatabase;
import io.loist.object.StoredObject;
import io.loist.play.PlayLog;
import io.loist.search.SearchService;
import io.loist.track.DuplicatePolicy;
import io.loist.track.StatusChange;
import io.loist.track.StatusFeed;
import io.loist.track.Track;
import io.loist.track.TrackQueue;
import io.loist.track.TrackRepository;
import io.loist.track.TrackStatus;
import io.loist.track.TrackStatuses;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A database in memory, for tests without a server: it passes the contract tests that PostgreSQL passes, except those of search. One
 * lock makes each call a transaction. Times come from its clock alone, so leases end when a test says so.
 */
public final class InMemoryDatabase implements LibraryDatabase {

    /** A track, and whether its content must be the only one of its kind. */
    record Row(Track track, boolean unique) {}

    private final Clock clock;
    private final InMemoryTracks tracks = new InMemoryTracks(this);
    private final InMemoryQueue queue = new InMemoryQueue(this);
    private final InMemoryJournal journal = new InMemoryJournal(this);
    private final InMemorySearch search = new InMemorySearch(this);
    private final InMemoryCatalog catalog;
    final InMemoryPlays plays = new InMemoryPlays(this);

    SortedMap<UUID, Row> rows = new TreeMap<>(InMemoryDatabase::compareUnsigned);
    final Map<UUID, SortedMap<Integer, StoredObject>> thumbnails = new HashMap<>();
    final List<StatusChange> changes = new ArrayList<>();

    /** Creates an empty database whose times come from a clock. */
    public InMemoryDatabase(Clock clock) {
        this(clock, AlbumIdentity.STANDARD);
    }

    /** Creates an empty database whose times come from a clock, and whose albums are told apart by a rule of the caller. */
    public InMemoryDatabase(Clock clock, AlbumIdentity albums) {
        this.clock = clock;
        this.catalog = new InMemoryCatalog(this, albums);
    }

    @Override
    public TrackRepository tracks() {
        return tracks;
    }

    @Override
    public TrackQueue queue() {
        return queue;
    }

    /** Returns the statuses of its tracks. */
    public TrackStatuses statuses() {
        return queue;
    }

    /** Returns the status transitions of its tracks. */
    public StatusFeed statusFeed() {
        return queue;
    }

    @Override
    public IngestJournal journal() {
        return journal;
    }

    /** Returns a search that finds words by their beginnings; it does not pass the search contracts. */
    @Override
    public SearchService search() {
        return search;
    }

    /** Returns the catalogue of its tracks. */
    @Override
    public Catalog catalog() {
        return catalog;
    }

    /** Returns what listeners have played, starred and rated; {@code popularity} does not follow it. */
    @Override
    public PlayLog plays() {
        return plays;
    }

    /** Does nothing: the database keeps its rows. */
    @Override
    public void close() {}

    <T> T locked(Supplier<T> work) {
        synchronized (this) {
            return work.get();
        }
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    Optional<Track> find(UUID id) {
        return Optional.ofNullable(rows.get(id)).map(Row::track);
    }

    Row insert(Track track, boolean unique) {
        Row row = new Row(track, unique);
        rows.put(track.id(), row);
        queue.added(track);
        if (track.status() != TrackStatus.COMPLETED) {
            changed(track.id(), null, track.status(), "loist");
        }
        return row;
    }

    void replace(Track track, boolean unique) {
        Row before = rows.put(track.id(), new Row(track, unique));
        if (before != null) {
            catalog.changed(before.track(), track);
        }
    }

    boolean delete(UUID id) {
        Row row = rows.remove(id);
        if (row == null) {
            return false;
        }
        thumbnails.remove(id);
        queue.removed(id);
        plays.removed(id);
        changed(id, row.track().status(), null, "loist");
        return true;
    }

    void changed(UUID id, @Nullable TrackStatus from, @Nullable TrackStatus to, String by) {
        changed(id, from, to, by, null);
    }

    void changed(UUID id, @Nullable TrackStatus from, @Nullable TrackStatus to, String by, @Nullable String reason) {
        changes.add(new StatusChange(changes.size() + 1L, id, now(), by, from, to, reason));
    }

    /** Returns the other track that has the audio object. */
    Optional<Track> withObject(UUID id, StoredObject object) {
        return others(id)
                .filter(row -> row.track().audioObject().ref().equals(object.ref()))
                .map(Row::track)
                .findFirst();
    }

    /** Throws if another track has the content of a new one, and the policy is not to allow that. */
    Optional<DuplicateTrackException> duplicate(Track track, DuplicatePolicy policy) {
        return policy == DuplicatePolicy.ALLOW ? Optional.empty() : duplicate(track, others(track.id()));
    }

    /** Returns why a track cannot have its content, if it must be the only one. */
    Optional<DuplicateTrackException> duplicateOfUnique(Track track) {
        return duplicate(track, others(track.id()).filter(Row::unique));
    }

    private static Optional<DuplicateTrackException> duplicate(Track track, java.util.stream.Stream<Row> others) {
        for (Row row : others.toList()) {
            String sha256 = track.audioObject().sha256();
            if (sha256 != null && sha256.equals(row.track().audioObject().sha256())) {
                return Optional.of(duplicate(track, row.track(), "has the same bytes"));
            }
            if (track.audioHash() != null
                    && track.audioHash().equals(row.track().audioHash())) {
                return Optional.of(duplicate(track, row.track(), "has the same sound"));
            }
        }
        return Optional.empty();
    }

    static DuplicateTrackException duplicate(Track track, Track other, String why) {
        return new DuplicateTrackException(
                track.id(),
                other.id(),
                "The track " + track.id() + " cannot be saved: the track " + other.id() + " " + why + ".",
                null);
    }

    private java.util.stream.Stream<Row> others(UUID id) {
        return rows.values().stream().filter(row -> !row.track().id().equals(id));
    }

    static void requireBatch(int size, int max) {
        if (size > max) {
            throw new IllegalArgumentException("there must be at most " + max + " at once, but are " + size);
        }
    }

    static int compareUnsigned(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }
}
