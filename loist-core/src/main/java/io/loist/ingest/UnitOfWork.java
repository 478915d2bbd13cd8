package io.loist.ingest;

import io.loist.DatabaseException;
import io.loist.DuplicateTrackException;
import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.ingest.IngestJournal.Doomed;
import io.loist.media.ObjectRef;
import io.loist.media.StoredObject;
import io.loist.media.Upload;
import io.loist.track.Claim;
import io.loist.track.DuplicatePolicy;
import io.loist.track.NewTrack;
import io.loist.track.SaveOutcome;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackQuery;
import io.loist.track.TrackStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes one source in so that database and bucket agree whatever happens:
 *
 * <ol>
 *   <li>the track is saved as {@code PROCESSING} and every object that will be written is noted, in one transaction;
 *   <li>the bytes are stored under a temporary name, and compared with what was read; then they get their own name, in one step;
 *   <li>or, if they are few, they are compared in memory, and stored under their own name at once;
 *   <li>the track becomes {@code COMPLETED} and the notes are gone, in one transaction, unless another track has its content.
 * </ol>
 *
 * <p>If a step fails, what was written is deleted, and then its notes are. If this process dies, or cannot reach the database, its
 * lease ends, and {@link Recovery} does that.
 */
final class UnitOfWork {

    private final Settings settings;
    private final Leases leases;
    private final Deletions deletions;

    UnitOfWork(Settings settings, Leases leases, Deletions deletions) {
        this.settings = settings;
        this.leases = leases;
        this.deletions = deletions;
    }

    /** Takes bytes in as a new track, unless a track has them already. */
    IngestOutcome takeIn(Material material) {
        Optional<Track> same = sameBytes(material);
        if (same.isPresent()) {
            return known(material, same.get());
        }
        AudioFile audio = settings.reader().read(material.audio().path());
        Plan plan = new Plan(NewTrack.nextId(), settings, material, audio);
        Leases.Lease lease;
        try {
            lease = leases.hold(duration -> settings.journal().begin(plan.announced(), plan.objects(), duration));
        } catch (DuplicateTrackException e) {
            // Only an object that stays where it is may be another track's
            return known(material, existing(e).orElseThrow(() -> e));
        }
        return write(plan, lease, List.of());
    }

    /** Takes bytes in for a track that is claimed. */
    IngestOutcome takeIn(Material material, Claim claim) {
        AudioFile audio = settings.reader().read(material.audio().path());
        Plan plan = new Plan(claim.id(), settings, material, audio);
        Leases.Lease lease = leases.hold(duration -> settings.journal().begin(claim, plan.objects(), duration));
        // An attempt that is over may have come as far as to give the objects their names
        return write(plan, lease, plan.objects());
    }

    private IngestOutcome write(Plan plan, Leases.Lease lease, List<ObjectRef> leftovers) {
        SaveOutcome saved;
        SafeStore store = new SafeStore(settings.objects(), lease);
        try (lease) {
            clear(leftovers, lease);
            StoredObject audioObject = storeAudio(plan, store);
            Plan.Pictures pictures = storePictures(plan, store);
            lease.require();
            saved = settings.journal().commit(plan.completion(lease.writing(), audioObject, pictures));
        } catch (RuntimeException | Error e) {
            Track committed = undo(lease, store, e) ? null : committed(plan.id(), lease, store, e);
            if (committed == null) {
                throw e;
            }
            return plan.stored(committed);
        }
        return finished(plan, lease, store, saved);
    }

    /** Deletes what an attempt that is over has left. If this one is over too meanwhile, the next one has begun to write. */
    private void clear(List<ObjectRef> leftovers, Leases.Lease lease) {
        List<StoredObject> there = leftovers.stream()
                .flatMap(ref -> settings.objects().stat(ref).stream())
                .toList();
        if (!there.isEmpty()) {
            lease.confirm();
            there.forEach(object -> settings.objects().delete(object.ref(), object.generation()));
        }
    }

    private StoredObject storeAudio(Plan plan, SafeStore store) {
        if (plan.isInPlace()) {
            return plan.there().withSha256(plan.material().requireSums().sha256());
        }
        StoredObject stored;
        FileSums sums;
        if (plan.material().object() != null) {
            sums = plan.material().requireSums();
            stored = store.copy(plan.there().ref(), plan.target(), sums);
        } else if (plan.isSmall()) {
            byte[] bytes = plan.material().bytes();
            FileSums ofBytes = FileSums.of(bytes);
            sums = ofBytes;
            stored = store.put(upload(plan, Upload.builder(plan.target(), bytes)), () -> ofBytes);
        } else {
            StoredObject staged = stage(plan, store);
            sums = FileSums.of(staged);
            stored = store.move(staged, plan.target());
        }
        if (!sums.match(stored)) {
            throw new ObjectStoreException(
                    Reason.INTEGRITY,
                    plan.target().uri(),
                    "The bytes of " + plan.target() + " are not those that were stored for it; try again.",
                    null);
        }
        return stored.withSha256(sums.sha256());
    }

    /** Stores the bytes under a temporary name, and compares them with what was read before. */
    private StoredObject stage(Plan plan, SafeStore store) {
        Material material = plan.material();
        StoredObject staged = store.put(
                upload(plan, Upload.builder(plan.staging(), material.audio().path())), material.audio()::sums);
        FileSums read = staged.sha256() == null ? material.summed().requireSums() : material.sums();
        if (staged.size() != material.audio().size() || (read != null && !read.match(staged))) {
            throw material.audio().changed();
        }
        material.audio().requireUnchanged();
        return read == null ? staged : staged.withSha256(read.sha256());
    }

    private static Upload upload(Plan plan, Upload.Builder upload) {
        return upload.contentType(plan.audio().contentType())
                .metadata(plan.material().metadata())
                .build();
    }

    private Plan.Pictures storePictures(Plan plan, SafeStore store) {
        Artwork cover = plan.audio().artwork();
        StoredObject artwork =
                cover == null ? null : storePicture(cover, Objects.requireNonNull(plan.artwork()), store);
        SortedMap<Integer, StoredObject> thumbnails = new TreeMap<>();
        plan.thumbnails().forEach((size, ref) -> {
            Artwork picture = Objects.requireNonNull(plan.audio().thumbnails().get(size));
            thumbnails.put(size, storePicture(picture, ref, store));
        });
        return new Plan.Pictures(artwork, thumbnails);
    }

    private static StoredObject storePicture(Artwork picture, ObjectRef ref, SafeStore store) {
        byte[] bytes = picture.bytes();
        Upload upload =
                Upload.builder(ref, bytes).contentType(picture.contentType()).build();
        return store.put(upload, () -> FileSums.of(bytes));
    }

    private IngestOutcome finished(Plan plan, Leases.Lease lease, SafeStore store, SaveOutcome saved) {
        if (saved instanceof SaveOutcome.Created created) {
            deletions.carryOut(plan.spent(lease.writing()));
            return plan.stored(created.track());
        }
        // Another process, or another file, came first: what was written for this one is of no use
        deletions.carryOut(store.recognise(settings.journal().abandon(lease.writing(), settings.lease())));
        if (saved instanceof SaveOutcome.Refused refused) {
            throw refused.reason();
        }
        return known(plan.material(), ((SaveOutcome.Existing) saved).track());
    }

    /** Returns whether what was written is undone or will be; if not, it was committed or lost. */
    private boolean undo(Leases.Lease lease, SafeStore store, Throwable reason) {
        try {
            List<Doomed> written = store.recognise(settings.journal().abandon(lease.writing(), settings.lease()));
            // An object may still appear after the call that stores it has failed; its note sees to it then
            if (reason instanceof ObjectStoreException failed && failed.reason() == Reason.UNAVAILABLE) {
                deletions.tryOnce(written);
            } else {
                deletions.carryOut(written);
            }
            return !written.isEmpty();
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
            return true;
        }
    }

    /**
     * Returns the track if the database saved it and only its answer was lost. If not, the lease was lost, and a recovery may have
     * been over before the last object was written: what is known to nobody is deleted, and the caller hears that it was too late.
     */
    private @Nullable Track committed(UUID id, Leases.Lease lease, SafeStore store, Throwable reason) {
        try {
            Track committed = completed(id).orElse(null);
            if (committed != null) {
                return committed;
            }
            deletions.takeBack(store.written(), lease.writing());
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
            return null;
        }
        if (reason instanceof ObjectStoreException failed
                && (failed.reason() == Reason.NOT_FOUND || failed.reason() == Reason.PRECONDITION_FAILED)) {
            DatabaseException lost = Leases.lost(lease.writing());
            lost.addSuppressed(reason);
            throw lost;
        }
        return null;
    }

    private Optional<Track> completed(UUID id) {
        return settings.database().tracks().findById(id).filter(track -> track.status() == TrackStatus.COMPLETED);
    }

    private Optional<Track> sameBytes(Material material) {
        FileSums sums = material.sums();
        if (sums == null || settings.policy() == DuplicatePolicy.ALLOW) {
            return Optional.empty();
        }
        TrackFilter filter = TrackFilter.builder()
                .status(TrackStatus.COMPLETED)
                .sha256(sums.sha256())
                .build();
        TrackQuery query = TrackQuery.builder().filter(filter).limit(1).build();
        return settings.database().tracks().list(query).items().stream().findFirst();
    }

    private Optional<Track> existing(DuplicateTrackException e) {
        return settings.policy() == DuplicatePolicy.RETURN_EXISTING
                ? e.existing().flatMap(this::completed)
                : Optional.empty();
    }

    private IngestOutcome known(Material material, Track track) {
        if (settings.policy() == DuplicatePolicy.REJECT) {
            throw new DuplicateTrackException(
                    track.id(),
                    track.id(),
                    "The bytes of " + material.source().name() + " are those of the track " + track.id()
                            + "; use that track, or allow duplicates.",
                    null);
        }
        if (material.source() instanceof IngestSource.Uploaded upload
                && !upload.ref().equals(track.audioObject().ref())) {
            settings.objects().delete(upload.ref(), material.requireObject().generation());
        }
        if (material.source() instanceof IngestSource.File) {
            settings.journal().remember(material.audio().note(), track.id());
        }
        return new IngestOutcome.AlreadyStored(material.source(), track);
    }
}
