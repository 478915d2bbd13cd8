package io.loist.ingest;

import io.loist.DatabaseException;
import io.loist.DuplicateTrackException;
import io.loist.LoistException;
import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.ingest.spi.AudioFile;
import io.loist.ingest.spi.IngestCommit;
import io.loist.ingest.spi.PendingDeletion;
import io.loist.ingest.spi.IngestLease;
import io.loist.ingest.spi.IngestStart;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.track.Claim;
import io.loist.track.DuplicatePolicy;
import io.loist.track.NewTrack;
import io.loist.track.SaveOutcome;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackQuery;
import io.loist.track.TrackStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final Logger LOG = LoggerFactory.getLogger(UnitOfWork.class);

    private final Settings settings;
    private final Leases leases;
    private final Deletions deletions;
    private final Executor threads = Threads.whileNeeded();

    UnitOfWork(Settings settings, Leases leases, Deletions deletions) {
        this.settings = settings;
        this.leases = leases;
        this.deletions = deletions;
    }

    /** A track that is being written, and the right to it. */
    record Begun(Plan plan, Leases.Lease lease, SafeStore store) {}

    Begun begun(Plan plan, Leases.Lease lease) {
        return new Begun(plan, lease, new SafeStore(settings.objects(), lease));
    }

    /** Takes bytes in as a new track, unless a track has them already. */
    IngestOutcome takeIn(Material material) {
        Optional<IngestOutcome> same = sameBytes(material);
        return same.isPresent() ? same.get() : takeIn(planned(material));
    }

    /** Reads what is to be a new track. */
    Plan planned(Material material) {
        AudioFile audio = settings.reader().read(material.audio().path());
        return new Plan(NewTrack.nextId(), settings, material, audio);
    }

    /** Plans once more what cannot be begun as it was planned. */
    Plan again(Plan plan) {
        return new Plan(NewTrack.nextId(), settings, plan.material(), plan.audio());
    }

    /** Takes in what was read, unless a track has its sound already. */
    IngestOutcome takeIn(Plan plan) {
        Optional<Track> same = sameSound(List.of(plan)).values().stream().findFirst();
        if (same.isPresent()) {
            return known(plan.material(), same.get());
        }
        Leases.Lease lease;
        try {
            lease = leases.holdAll(duration -> settings.journal().begin(List.of(new IngestStart(plan.announced(), plan.objects())), duration)).get(0);
        } catch (DuplicateTrackException e) {
            // Only an object that stays where it is may be another track's
            return known(plan.material(), existing(e).orElseThrow(() -> e));
        }
        Begun begun = begun(plan, lease);
        return end(begun, () -> store(begun));
    }

    /** Takes bytes in for a track that is claimed. */
    IngestOutcome takeIn(Material material, Claim claim) {
        AudioFile audio = settings.reader().read(material.audio().path());
        Plan plan = new Plan(claim.id(), settings, material, audio);
        Leases.Lease lease = leases.hold(duration -> settings.journal().beginClaimed(claim, plan.objects(), duration));
        Begun begun = begun(plan, lease);
        return end(begun, () -> {
            // An attempt that is over may have come as far as to give the objects their names
            clear(plan.objects(), lease);
            return store(begun);
        });
    }

    /** Saves what was stored, and says what became of it. */
    IngestOutcome end(Begun begun, Supplier<IngestCommit> stored) {
        SaveOutcome saved;
        try (Leases.Lease lease = begun.lease()) {
            IngestCommit completion = stored.get();
            lease.require();
            saved = settings.journal().commit(List.of(completion)).get(completion.track().id());
            if (saved == null) {
                throw Leases.lost(completion.lease());
            }
        } catch (RuntimeException | Error e) {
            return failed(begun, e).orThrow();
        }
        return finished(begun, saved);
    }

    /** Stores what was announced. */
    IngestCommit store(Begun begun) {
        return new Storing(begun.plan(), begun.store(), threads)
                .run(begun.lease().writing());
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

    /** Says what became of a source whose writing has ended, and deletes what is of no use then. */
    private IngestOutcome finished(Begun begun, SaveOutcome saved) {
        IngestLease writing = begun.lease().writing();
        if (saved instanceof SaveOutcome.Created created) {
            deletions.carryOut(begun.plan().spent(writing));
            return begun.plan().stored(created.track());
        }
        // Another process, or another file, came first: what was written for this one is of no use
        deletions.carryOut(begun.store().recognise(settings.journal().abandon(writing, settings.lease())));
        if (saved instanceof SaveOutcome.Refused refused) {
            throw refused.reason();
        }
        return known(begun.plan().material(), ((SaveOutcome.Existing) saved).track());
    }

    /** Undoes what was begun, and says so; unless the database saved it, and only its answer was lost. */
    Attempt failed(Begun begun, Throwable reason) {
        IngestSource source = begun.plan().source();
        if (undo(begun, reason)) {
            return new Attempt(source, null, reason);
        }
        return committed(begun, reason)
                .map(track -> new Attempt(source, begun.plan().stored(track), null))
                .orElseGet(() -> new Attempt(source, null, tooLate(begun, reason)));
    }

    /** Takes back what was begun and nothing written of. If that fails, a recovery does it. */
    void dropped(Begun begun) {
        begun.lease().close();
        try {
            settings.journal().confirmDeletions(settings.journal().abandon(begun.lease().writing(), settings.lease()));
        } catch (LoistException e) {
            LOG.debug(
                    "The track {} stays announced until a recovery: {}",
                    begun.plan().id(),
                    e.getMessage());
        }
    }

    /** Returns whether what was written is undone or will be; if not, it was committed or lost. */
    private boolean undo(Begun begun, Throwable reason) {
        try {
            List<PendingDeletion> written = begun.store()
                    .recognise(settings.journal().abandon(begun.lease().writing(), settings.lease()));
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
     * been over before the last object was written: what is known to nobody is deleted.
     */
    private Optional<Track> committed(Begun begun, Throwable reason) {
        try {
            Optional<Track> committed = completed(begun.plan().id());
            if (committed.isEmpty()) {
                deletions.takeBack(begun.store().written(), begun.lease().writing());
            }
            return committed;
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
            return Optional.empty();
        }
    }

    /** Returns what the caller is to hear once the lease was lost: not that the store had nothing of what was deleted then. */
    private static Throwable tooLate(Begun begun, Throwable reason) {
        if (reason instanceof ObjectStoreException failed
                && (failed.reason() == Reason.NOT_FOUND || failed.reason() == Reason.PRECONDITION_FAILED)) {
            DatabaseException lost = Leases.lost(begun.lease().writing());
            lost.addSuppressed(reason);
            return lost;
        }
        return reason;
    }

    private Optional<Track> completed(UUID id) {
        return settings.database().tracks().findById(id).filter(track -> track.status() == TrackStatus.COMPLETED);
    }

    /** Returns what to say of bytes that have been read if a track has them. */
    Optional<IngestOutcome> sameBytes(Material material) {
        FileSums sums = material.sums();
        if (sums == null || settings.policy() == DuplicatePolicy.ALLOW) {
            return Optional.empty();
        }
        TrackFilter filter = TrackFilter.builder()
                .status(TrackStatus.COMPLETED)
                .sha256(sums.sha256())
                .build();
        TrackQuery query = TrackQuery.builder().filter(filter).limit(1).build();
        return settings.database().tracks().list(query).items().stream()
                .findFirst()
                .map(track -> known(material, track));
    }

    /** Returns tracks that have the sound of some plans, by its hash, where they are what the plans come to. */
    Map<String, Track> sameSound(List<Plan> plans) {
        List<String> sounds = plans.stream()
                .flatMap(plan -> Stream.ofNullable(plan.audio().audioHash()))
                .toList();
        return sounds.isEmpty() || settings.policy() != DuplicatePolicy.RETURN_EXISTING
                ? Map.of()
                : settings.journal().tracksByAudioHash(sounds);
    }

    private Optional<Track> existing(DuplicateTrackException e) {
        return settings.policy() == DuplicatePolicy.RETURN_EXISTING
                ? Optional.ofNullable(e.existing()).flatMap(this::completed)
                : Optional.empty();
    }

    /** Says that a track has this content already. */
    IngestOutcome known(Material material, Track track) {
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
