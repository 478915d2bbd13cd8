package io.loist.testkit.memory;

import io.loist.DatabaseException;
import io.loist.DuplicateTrackException;
import io.loist.TrackNotFoundException;
import io.loist.ingest.spi.ExpectedObject;
import io.loist.ingest.spi.FileFingerprint;
import io.loist.ingest.spi.IngestCommit;
import io.loist.ingest.spi.IngestJournal;
import io.loist.ingest.spi.IngestLease;
import io.loist.ingest.spi.IngestStart;
import io.loist.ingest.spi.KnownFile;
import io.loist.ingest.spi.KnownFiles;
import io.loist.ingest.spi.ObjectRole;
import io.loist.ingest.spi.PendingDeletion;
import io.loist.ingest.spi.TrackDeletion;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.testkit.memory.InMemoryDatabase.Row;
import io.loist.track.Claim;
import io.loist.track.DuplicatePolicy;
import io.loist.track.NewTrack;
import io.loist.track.SaveOutcome;
import io.loist.track.Track;
import io.loist.track.TrackStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The journal of an {@link InMemoryDatabase}. */
final class InMemoryJournal implements IngestJournal {

    private final InMemoryDatabase database;
    private final Map<ObjectRef, Entry> entries = new LinkedHashMap<>();
    private final Map<String, RememberedFile> files = new HashMap<>();

    /** An object that is being written or deleted; with the track that is deleted with it, if any. */
    private record Entry(
            long generation, UUID holder, @Nullable UUID newTrack, Instant due) {

        private Entry held(UUID newHolder, Instant until) {
            return new Entry(generation, newHolder, null, until);
        }
    }

    private record RememberedFile(FileFingerprint fingerprint, UUID track) {}

    InMemoryJournal(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public List<IngestLease> begin(List<IngestStart> starts, Duration lease) {
        Instant due = due(starts, lease);
        return database.locked(() -> {
            InMemoryTracks tracks = (InMemoryTracks) database.tracks();
            List<Track> stored = new ArrayList<>();
            for (IngestStart start : starts) {
                Track track = tracks.stored(start.track());
                Optional<DuplicateTrackException> taken = tracks.sameIdOrObject(track);
                if (taken.isPresent()) {
                    throw taken.get();
                }
                stored.add(track);
            }
            List<IngestLease> leases = new ArrayList<>();
            for (int i = 0; i < starts.size(); i++) {
                Track track = stored.get(i);
                database.insert(track, false);
                IngestLease begun = new IngestLease(
                        NewTrack.nextId(), track.id(), null, starts.get(i).objects());
                begun.objects().forEach(ref -> entries.put(ref, new Entry(0, begun.id(), track.id(), due)));
                leases.add(begun);
            }
            return leases;
        });
    }

    @Override
    public IngestLease beginClaimed(Claim claim, List<ObjectRef> objects, Duration lease) {
        Instant due = due(objects, lease);
        return database.locked(() -> {
            IngestLease begun = new IngestLease(NewTrack.nextId(), claim.id(), claim, objects);
            boolean free = objects.stream()
                    .allMatch(ref -> !entries.containsKey(ref) || isDue(Objects.requireNonNull(entries.get(ref))));
            if (!free || !queue().isValid(claim)) {
                throw new DatabaseException(
                        "INGEST_LEASE_LOST", true, "The claim of " + claim.id() + " is lost; try again.", null, null);
            }
            objects.forEach(ref -> entries.put(ref, new Entry(0, begun.id(), null, due)));
            return begun;
        });
    }

    private InMemoryQueue queue() {
        return (InMemoryQueue) database.queue();
    }

    @Override
    public Set<UUID> renew(Collection<IngestLease> leases, Duration lease) {
        Instant due = due(leases, lease);
        return database.locked(() -> {
            leases.forEach(each -> held(each.id())
                    .forEach(ref -> entries.computeIfPresent(
                            ref, (key, entry) -> new Entry(entry.generation, entry.holder, entry.newTrack, due))));
            return leases.stream().filter(this::isHeld).map(IngestLease::id).collect(Collectors.toSet());
        });
    }

    private List<ObjectRef> held(UUID holder) {
        return entries.entrySet().stream()
                .filter(entry -> entry.getValue().holder.equals(holder))
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean isHeld(IngestLease lease) {
        return held(lease.id()).size() == lease.objects().size();
    }

    @Override
    public Map<UUID, SaveOutcome> commit(List<IngestCommit> commits) {
        requireBatch(commits);
        return database.locked(() -> {
            Map<UUID, SaveOutcome> outcomes = new HashMap<>();
            for (IngestCommit commit : commits) {
                Claim claim = commit.lease().claim();
                if (isHeld(commit.lease()) && (claim == null || queue().isValid(claim))) {
                    outcomes.put(commit.lease().track(), save(commit));
                }
            }
            return outcomes;
        });
    }

    private SaveOutcome save(IngestCommit commit) {
        UUID id = commit.lease().track();
        Row row = database.rows.get(id);
        if (row == null) {
            return new SaveOutcome.Refused(id, new TrackNotFoundException(id));
        }
        Track before = row.track();
        Track after = before.toBuilder()
                .metadata(commit.track().metadata())
                .audio(((InMemoryTracks) database.tracks())
                        .stored(commit.track())
                        .audio())
                .audioObject(commit.track().audioObject())
                .artworkObject(commit.track().artworkObject())
                .audioHash(commit.track().audioHash())
                .build();
        Optional<DuplicateTrackException> duplicate = database.duplicate(after, commit.policy());
        if (duplicate.isPresent()) {
            UUID existing = Objects.requireNonNull(duplicate.get().existing());
            if (commit.policy() == DuplicatePolicy.REJECT) {
                return new SaveOutcome.Refused(id, duplicate.get());
            }
            Track known = database.find(existing).orElseThrow();
            if (commit.lease().claim() != null) {
                queue().failPermanently(
                                List.of(commit.lease().claim()),
                                "The track " + known.id() + " has the same content; use that one.");
                recordSpent(commit, known.audioObject().ref());
            }
            return new SaveOutcome.Existing(known);
        }
        database.replace(after, commit.policy() != DuplicatePolicy.ALLOW);
        Claim claim = commit.lease().claim();
        queue().end(id, TrackStatus.COMPLETED, claim == null ? "loist" : claim.worker(), null);
        held(commit.lease().id()).forEach(entries::remove);
        SortedMap<Integer, StoredObject> thumbnails = new TreeMap<>();
        commit.thumbnails().forEach((size, object) -> thumbnails.put(size, plain(object)));
        database.thumbnails.put(id, thumbnails);
        if (commit.file() != null) {
            remember(commit.file(), id);
        }
        recordSpent(commit, commit.track().audioObject().ref());
        return new SaveOutcome.Created(database.find(id).orElseThrow());
    }

    private void recordSpent(IngestCommit commit, ObjectRef kept) {
        StoredObject spent = commit.spent();
        if (spent != null && !spent.ref().equals(kept)) {
            entries.put(
                    spent.ref(), new Entry(spent.generation(), commit.lease().track(), null, database.now()));
        }
    }

    private static StoredObject plain(StoredObject object) {
        return new StoredObject(object.ref(), object.generation(), object.size(), object.crc32c(), "", null);
    }

    @Override
    public List<PendingDeletion> abandon(IngestLease abandoned, Duration lease) {
        Instant due = due(List.of(), lease);
        return database.locked(() -> take(held(abandoned.id()), due));
    }

    private List<PendingDeletion> take(List<ObjectRef> refs, Instant due) {
        UUID holder = NewTrack.nextId();
        List<PendingDeletion> taken = new ArrayList<>();
        for (ObjectRef ref : refs) {
            Entry entry = Objects.requireNonNull(entries.get(ref));
            entries.put(ref, entry.held(holder, due));
            if (entry.newTrack != null) {
                database.delete(entry.newTrack);
            }
            taken.add(new PendingDeletion(ref, entry.generation, holder));
        }
        return taken;
    }

    @Override
    public TrackDeletion delete(UUID id, Predicate<ObjectRef> own, Duration lease) {
        Instant due = due(List.of(), lease);
        return database.locked(() -> {
            Track track = database.find(id).orElse(null);
            if (track == null) {
                return new TrackDeletion(false, List.of());
            }
            List<StoredObject> objects = new ArrayList<>(
                    database.thumbnails.getOrDefault(id, new TreeMap<>()).values());
            Stream.of(track.audioObject(), track.artworkObject())
                    .filter(object -> object != null && own.test(object.ref()))
                    .forEach(objects::add);
            UUID holder = NewTrack.nextId();
            List<PendingDeletion> pending = new ArrayList<>();
            for (StoredObject object : objects) {
                if (!entries.containsKey(object.ref())) {
                    entries.put(object.ref(), new Entry(object.generation(), holder, null, due));
                    pending.add(new PendingDeletion(object.ref(), object.generation(), holder));
                }
            }
            return new TrackDeletion(database.delete(id), pending);
        });
    }

    @Override
    public List<PendingDeletion> claimDeletions(int max, Duration lease) {
        if (max < 1 || max > MAX_BATCH) {
            throw new IllegalArgumentException("max must be from 1 to " + MAX_BATCH + ", but is " + max);
        }
        Instant due = due(List.of(), lease);
        return database.locked(() -> {
            Map<UUID, List<ObjectRef>> byHolder = new LinkedHashMap<>();
            entries.forEach((ref, entry) -> {
                if (isDue(entry)) {
                    byHolder.computeIfAbsent(entry.holder, holder -> new ArrayList<>())
                            .add(ref);
                }
            });
            List<ObjectRef> refs = new ArrayList<>();
            for (List<ObjectRef> together : byHolder.values()) {
                if (refs.size() < max) {
                    refs.addAll(together);
                }
            }
            return take(refs, due);
        });
    }

    private boolean isDue(Entry entry) {
        return !entry.due.isAfter(database.now());
    }

    @Override
    public List<PendingDeletion> renewDeletions(List<PendingDeletion> deletions, Duration lease) {
        Instant due = due(deletions, lease);
        return database.locked(() -> deletions.stream()
                .filter(each -> isHeldBy(each)
                        && entries.computeIfPresent(each.ref(), (ref, entry) -> entry.held(each.holder(), due)) != null)
                .toList());
    }

    private boolean isHeldBy(PendingDeletion deletion) {
        Entry entry = entries.get(deletion.ref());
        return entry != null && entry.holder.equals(deletion.holder());
    }

    @Override
    public void confirmDeletions(List<PendingDeletion> deleted) {
        requireBatch(deleted);
        database.locked(() -> {
            deleted.stream().filter(this::isHeldBy).forEach(each -> entries.remove(each.ref()));
            return deleted;
        });
    }

    @Override
    public KnownFiles knownFiles(Collection<FileFingerprint> some) {
        requireBatch(some);
        return database.locked(() -> {
            Map<String, KnownFile> known = new HashMap<>();
            for (FileFingerprint file : some) {
                RememberedFile remembered = files.get(file.key());
                if (remembered != null) {
                    completed(remembered.track)
                            .ifPresent(track -> known.put(file.key(), new KnownFile(remembered.fingerprint, track)));
                }
            }
            Set<Long> sizes = files.values().stream()
                    .filter(file -> completed(file.track).isPresent())
                    .map(file -> file.fingerprint.size())
                    .collect(Collectors.toSet());
            sizes.retainAll(some.stream().map(FileFingerprint::size).collect(Collectors.toSet()));
            return new KnownFiles(known, sizes);
        });
    }

    private Optional<Track> completed(UUID id) {
        return database.find(id).filter(track -> track.status() == TrackStatus.COMPLETED);
    }

    @Override
    public Map<String, Track> tracksByAudioHash(Collection<String> audioHashes) {
        requireBatch(audioHashes);
        return database.locked(() -> {
            Map<String, Track> found = new HashMap<>();
            for (Row row : database.rows.values()) {
                String hash = row.track().audioHash();
                if (hash != null && audioHashes.contains(hash) && row.track().status() == TrackStatus.COMPLETED) {
                    found.putIfAbsent(hash, row.track());
                }
            }
            return found;
        });
    }

    @Override
    public void remember(FileFingerprint file, UUID track) {
        database.locked(() ->
                database.find(track).map(found -> files.put(file.key(), new RememberedFile(file, track))));
    }

    @Override
    public Stream<ExpectedObject> expectedObjects(String bucket) {
        ObjectRef.requireBucket(bucket);
        return database
                .locked(() -> expected().stream()
                        .filter(each -> each.object().ref().bucket().equals(bucket))
                        .sorted(Comparator.comparing(
                                each -> each.object().ref().name().getBytes(StandardCharsets.UTF_8),
                                Arrays::compareUnsigned))
                        .toList())
                .stream();
    }

    private List<ExpectedObject> expected() {
        List<ExpectedObject> all = new ArrayList<>();
        for (Row row : database.rows.values()) {
            Track track = row.track();
            UUID id = track.status() == TrackStatus.COMPLETED ? track.id() : null;
            all.add(new ExpectedObject(track.audioObject(), id, ObjectRole.AUDIO));
            StoredObject artwork = track.artworkObject();
            if (artwork != null) {
                all.add(new ExpectedObject(artwork, id, ObjectRole.ARTWORK));
            }
        }
        database.thumbnails.forEach((id, some) ->
                some.values().forEach(object -> all.add(new ExpectedObject(object, id, ObjectRole.THUMBNAIL))));
        entries.forEach((ref, entry) -> all.add(new ExpectedObject(
                StoredObject.builder(ref).generation(entry.generation).build(), null, ObjectRole.AUDIO)));
        return all;
    }

    @Override
    public boolean correctThumbnail(StoredObject recorded, @Nullable StoredObject found) {
        return database.locked(() -> database.thumbnails.values().stream()
                .anyMatch(some -> some.entrySet().stream()
                        .filter(each -> each.getValue().ref().equals(recorded.ref())
                                && each.getValue().generation() == recorded.generation())
                        .findFirst()
                        .map(each -> correct(some, each.getKey(), found))
                        .orElse(false)));
    }

    private static boolean correct(
            SortedMap<Integer, StoredObject> thumbnails, Integer size, @Nullable StoredObject found) {
        if (found == null) {
            thumbnails.remove(size);
        } else {
            thumbnails.put(size, plain(found));
        }
        return true;
    }

    @Override
    public Set<ObjectRef> knownObjects(Collection<ObjectRef> refs) {
        requireBatch(refs);
        return database.locked(() -> {
            Set<ObjectRef> known =
                    expected().stream().map(each -> each.object().ref()).collect(Collectors.toCollection(HashSet::new));
            known.retainAll(Set.copyOf(refs));
            return known;
        });
    }

    private Instant due(Collection<?> some, Duration lease) {
        requireBatch(some);
        InMemoryQueue.requireLease(lease);
        return database.now().plus(lease);
    }

    private static void requireBatch(Collection<?> some) {
        InMemoryDatabase.requireBatch(some.size(), MAX_BATCH);
    }
}
