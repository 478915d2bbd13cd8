package io.loist.testkit.memory;

import static io.loist.testkit.memory.InMemoryDatabase.requireBatch;

import io.loist.Cursor;
import io.loist.DuplicateTrackException;
import io.loist.Page;
import io.loist.StaleTrackException;
import io.loist.TrackNotFoundException;
import io.loist.object.StoredObject;
import io.loist.testkit.memory.InMemoryDatabase.Row;
import io.loist.track.AudioProperties;
import io.loist.track.DuplicatePolicy;
import io.loist.track.FoundTracks;
import io.loist.track.LoadMode;
import io.loist.track.LoadSummary;
import io.loist.track.NewTrack;
import io.loist.track.SaveOutcome;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackPatch;
import io.loist.track.TrackQuery;
import io.loist.track.TrackQuery.Counting;
import io.loist.track.TrackRepository;
import io.loist.track.TrackSort;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tracks of an {@link InMemoryDatabase}. */
final class InMemoryTracks implements TrackRepository {

    private final InMemoryDatabase database;
    private final Map<String, Position> cursors = new HashMap<>();

    /** Where a page ended. */
    private record Position(TrackSort sort, boolean descending, Track last) {}

    InMemoryTracks(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public Track save(NewTrack track) {
        return ((SaveOutcome.Created) save(track, DuplicatePolicy.ALLOW)).track();
    }

    @Override
    public SaveOutcome save(NewTrack track, DuplicatePolicy policy) {
        Objects.requireNonNull(track, "track");
        return database.locked(() -> {
            Track stored = stored(track);
            Optional<DuplicateTrackException> duplicate =
                    sameIdOrObject(stored).or(() -> database.duplicate(stored, policy));
            if (duplicate.isEmpty()) {
                return new SaveOutcome.Created(
                        database.insert(stored, policy != DuplicatePolicy.ALLOW).track());
            }
            if (policy != DuplicatePolicy.RETURN_EXISTING) {
                throw duplicate.get();
            }
            UUID existing = Objects.requireNonNull(duplicate.get().existing());
            return new SaveOutcome.Existing(database.find(existing).orElseThrow());
        });
    }

    /** Returns what a track that exists keeps a new one from being saved. */
    Optional<DuplicateTrackException> sameIdOrObject(Track track) {
        return database.find(track.id())
                .map(there -> InMemoryDatabase.duplicate(track, there, "has its id"))
                .or(() -> sameObject(track));
    }

    private Optional<DuplicateTrackException> sameObject(Track track) {
        return database.withObject(track.id(), track.audioObject())
                .map(there -> InMemoryDatabase.duplicate(track, there, "has its audio object"));
    }

    /** Returns a track as it is stored first. */
    Track stored(NewTrack track) {
        return Track.builder(track, database.now()).audio(stored(track.audio())).build();
    }

    private static AudioProperties stored(AudioProperties audio) {
        Duration duration = audio.duration();
        if (duration == null) {
            return audio;
        }
        Duration millis = Duration.ofMillis(Math.max(1, duration.toMillis()));
        return AudioProperties.builder(audio.format())
                .codec(audio.codec())
                .duration(millis)
                .channels(audio.channels())
                .sampleRate(audio.sampleRate())
                .bitrate(audio.bitrate())
                .bitDepth(audio.bitDepth())
                .build();
    }

    @Override
    public List<Track> saveAllOrNone(List<NewTrack> tracks) {
        requireBatch(tracks.size(), MAX_BATCH);
        return allOrNone(() -> tracks.stream().map(this::save).toList());
    }

    private <T> T allOrNone(Supplier<T> work) {
        return database.locked(() -> {
            SortedMap<UUID, Row> before = new TreeMap<>(database.rows);
            try {
                return work.get();
            } catch (RuntimeException e) {
                database.rows = before;
                throw e;
            }
        });
    }

    @Override
    public List<SaveOutcome> saveEach(List<NewTrack> tracks, DuplicatePolicy policy) {
        requireBatch(tracks.size(), MAX_BATCH);
        List<SaveOutcome> outcomes = new ArrayList<>();
        for (NewTrack track : tracks) {
            try {
                outcomes.add(save(track, policy));
            } catch (DuplicateTrackException e) {
                outcomes.add(new SaveOutcome.Refused(track.id(), e));
            }
        }
        return outcomes;
    }

    @Override
    public SaveOutcome upsert(NewTrack track) {
        return database.locked(() -> {
            Optional<Track> there = database.find(track.id());
            if (there.isEmpty()) {
                return new SaveOutcome.Created(save(track));
            }
            Track before = there.get();
            Track same = Track.builder(track, database.now())
                    .audio(stored(track.audio()))
                    .build();
            Track after = before.toBuilder()
                    .metadata(same.metadata())
                    .audio(same.audio())
                    .audioObject(same.audioObject())
                    .artworkObject(same.artworkObject())
                    .audioHash(same.audioHash())
                    .attributes(same.attributes())
                    .popularity(same.popularity())
                    .build();
            return after.equals(before) ? new SaveOutcome.Unchanged(before) : new SaveOutcome.Updated(changed(after));
        });
    }

    private Track changed(Track after) {
        sameObject(after).ifPresent(e -> {
            throw e;
        });
        boolean unique = Objects.requireNonNull(database.rows.get(after.id())).unique();
        if (unique) {
            database.duplicateOfUnique(after).ifPresent(e -> {
                throw e;
            });
        }
        Track changed = after.toBuilder()
                .version(after.version() + 1)
                .updatedAt(database.now())
                .build();
        database.replace(changed, unique);
        return changed;
    }

    @Override
    public Track update(UUID id, long expectedVersion, TrackPatch patch) {
        return database.locked(() -> {
            Track before = database.find(id).orElseThrow(() -> new TrackNotFoundException(id));
            requireVersion(before, expectedVersion);
            return patch.isEmpty() ? before : changed(patched(before, patch));
        });
    }

    private static Track patched(Track before, TrackPatch patch) {
        StoredObject artwork = patch.artworkObject();
        return before.toBuilder()
                .metadata(Objects.requireNonNullElse(patch.metadata(), before.metadata()))
                .audio(stored(Objects.requireNonNullElse(patch.audio(), before.audio())))
                .audioObject(Objects.requireNonNullElse(patch.audioObject(), before.audioObject()))
                .artworkObject(artwork != null || patch.artworkRemoved() ? artwork : before.artworkObject())
                .audioHash(patch.audioHash() == null ? before.audioHash() : patch.audioHash())
                .attributes(Objects.requireNonNullElse(patch.attributes(), before.attributes()))
                .popularity(Objects.requireNonNullElse(patch.popularity(), before.popularity()))
                .build();
    }

    @Override
    public LoadSummary load(Stream<NewTrack> tracks, LoadMode mode) {
        Map<UUID, NewTrack> distinct = new LinkedHashMap<>();
        tracks.forEach(track -> distinct.put(track.id(), track));
        return allOrNone(() -> {
            if (mode == LoadMode.INITIAL && !database.rows.isEmpty()) {
                throw new IllegalStateException("there are tracks already; load them with LoadMode.UPSERT");
            }
            List<SaveOutcome> outcomes =
                    distinct.values().stream().map(this::upsert).toList();
            return new LoadSummary(
                    count(outcomes, SaveOutcome.Created.class),
                    count(outcomes, SaveOutcome.Updated.class),
                    count(outcomes, SaveOutcome.Unchanged.class));
        });
    }

    private static long count(List<SaveOutcome> outcomes, Class<?> type) {
        return outcomes.stream().filter(type::isInstance).count();
    }

    @Override
    public Optional<Track> findById(UUID id) {
        return database.locked(() -> database.find(id));
    }

    @Override
    public FoundTracks findAllById(List<UUID> ids) {
        requireBatch(ids.size(), MAX_BATCH);
        return database.locked(() -> {
            List<Track> found = new ArrayList<>();
            List<UUID> missing = new ArrayList<>();
            for (UUID id : new LinkedHashSet<>(ids)) {
                database.find(id).ifPresentOrElse(found::add, () -> missing.add(id));
            }
            return new FoundTracks(found, missing);
        });
    }

    @Override
    public Page<Track> list(TrackQuery query) {
        return database.locked(() -> {
            Comparator<Track> order = TrackOrders.of(query.sort(), query.descending());
            List<Track> matching = matching(query.filter()).sorted(order).toList();
            Position after = position(query);
            List<Track> rest = matching.stream()
                    .filter(track -> after == null || order.compare(track, after.last()) > 0)
                    .toList();
            List<Track> items = rest.stream().limit(query.limit()).toList();
            Cursor next = rest.size() > items.size() ? cursor(query, items.get(items.size() - 1)) : null;
            Page.Total total = query.total() == Counting.NONE
                    ? null
                    : new Page.Total(matching.size(), query.total() == Counting.EXACT);
            return new Page<>(items, next, total);
        });
    }

    private @Nullable Position position(TrackQuery query) {
        Cursor after = query.after();
        if (after == null) {
            return null;
        }
        Position position = cursors.get(after.token());
        if (position == null || position.sort() != query.sort() || position.descending() != query.descending()) {
            throw new IllegalArgumentException("the cursor was made for another order");
        }
        return position;
    }

    private Cursor cursor(TrackQuery query, Track last) {
        byte[] token = ("list " + cursors.size()).getBytes(StandardCharsets.UTF_8);
        Cursor cursor = new Cursor(Base64.getUrlEncoder().withoutPadding().encodeToString(token));
        cursors.put(cursor.token(), new Position(query.sort(), query.descending(), last));
        return cursor;
    }

    private Stream<Track> matching(TrackFilter filter) {
        return database.rows.values().stream().map(Row::track).filter(track -> TrackMatcher.matches(filter, track));
    }

    @Override
    public Stream<Track> stream(TrackFilter filter) {
        return database.locked(() -> matching(filter).toList()).stream();
    }

    @Override
    public Map<UUID, SortedMap<Integer, StoredObject>> thumbnails(List<UUID> ids) {
        requireBatch(ids.size(), MAX_BATCH);
        return database.locked(() -> {
            Map<UUID, SortedMap<Integer, StoredObject>> found = new HashMap<>();
            for (UUID id : ids) {
                SortedMap<Integer, StoredObject> some = database.thumbnails.get(id);
                if (some != null && !some.isEmpty()) {
                    found.put(id, new TreeMap<>(some));
                }
            }
            return found;
        });
    }

    @Override
    public boolean deleteRow(UUID id) {
        return database.locked(() -> database.delete(id));
    }

    @Override
    public boolean deleteRow(UUID id, long expectedVersion) {
        return database.locked(() -> {
            database.find(id).ifPresent(track -> requireVersion(track, expectedVersion));
            return database.delete(id);
        });
    }

    private static void requireVersion(Track track, long expected) {
        if (track.version() != expected) {
            throw new StaleTrackException(track.id(), expected, track.version());
        }
    }
}
