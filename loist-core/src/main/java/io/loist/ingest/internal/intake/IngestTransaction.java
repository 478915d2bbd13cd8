package io.loist.ingest.internal.intake;

import io.loist.DuplicateTrackException;
import io.loist.ingest.internal.lease.Leases;
import io.loist.ingest.internal.objects.IdempotentStore;
import io.loist.ingest.internal.objects.ObjectDeletions;
import io.loist.ingest.spi.IngestCommit;
import io.loist.ingest.spi.PendingDeletion;
import io.loist.internal.Daemons;
import io.loist.object.StoredObject;
import io.loist.track.Claim;
import io.loist.track.DuplicatePolicy;
import io.loist.track.NewTrack;
import io.loist.track.SaveOutcome;
import io.loist.track.Track;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ingests a group of sources so that database and bucket agree whatever happens; one source is a group of one:
 *
 * <ol>
 *   <li>each source is opened and read, unless a track has its content already;
 *   <li>all tracks are saved as {@code PROCESSING} and all objects recorded in the journal, in one transaction;
 *   <li>the objects are stored, see {@link Placement};
 *   <li>all tracks become {@code COMPLETED} and leave the journal, in one transaction, except those whose content another track
 *       has.
 * </ol>
 *
 * <p>What fails for the whole group is done once more for each source alone. If a source fails, what was written for it is deleted,
 * and then its entries are. If this process dies, or cannot reach the database, its leases end, and recovery does that. Safe for
 * use by many threads.
 */
public final class IngestTransaction {

    private static final Logger LOG = LoggerFactory.getLogger(IngestTransaction.class);

    private final IngestContext context;
    private final Leases leases;
    private final ObjectDeletions deletions;
    private final ContentLookup lookup;
    private final IngestRollback rollback;
    private final Executor pictureThreads = Daemons.unbounded("loist-ingest-pictures");

    /** Creates the way in of one pipeline. */
    public IngestTransaction(IngestContext context, Leases leases, ObjectDeletions deletions) {
        this.context = context;
        this.leases = leases;
        this.deletions = deletions;
        this.lookup = new ContentLookup(context);
        this.rollback = new IngestRollback(context, lookup, deletions);
    }

    /** Ingests new tracks, and returns the result of each source, in the same order. Never throws. */
    public List<IngestResult> run(List<? extends AudioSource> sources) {
        return run(sources, new Semaphore(1));
    }

    /**
     * Ingests new tracks as {@link #run(List)} does.
     *
     * @param slots has a permit for each source whose objects may be stored at the same time
     */
    public List<IngestResult> run(List<? extends AudioSource> sources, Semaphore slots) {
        BatchResults results = new BatchResults(sources);
        List<IngestFile> opened = new ArrayList<>();
        try {
            List<ReadSource> read = read(sources, opened, results);
            List<ReadSource> repeated = removeRepeated(read);
            ingest(read, results, slots);
            repeated.forEach(source -> ingest(List.of(source), results, slots));
        } finally {
            opened.forEach(IngestFile::close);
        }
        return results.all();
    }

    /** Ingests one source for a claimed track. Never throws. */
    public IngestResult run(AudioSource source, Claim claim) {
        BatchResults results = new BatchResults(List.of(source));
        try (IngestFile file = source.open(context)) {
            ReadSource read = new ReadSource(0, file, context.reader().read(file.channel(), file.name()));
            IngestPlan plan = new IngestPlan(read, claim.id(), context.names());
            finish(List.of(begun(plan, leases.beginClaimed(claim, plan.objects()))), results, new Semaphore(1));
        } catch (RuntimeException | Error e) {
            results.fail(0, e);
        }
        return results.all().get(0);
    }

    private void ingest(List<ReadSource> sources, BatchResults results, Semaphore slots) {
        finish(begin(withNewAudio(sources, results), results), results, slots);
    }

    /** Opens and reads those sources whose bytes no track is known to have. */
    private List<ReadSource> read(List<? extends AudioSource> sources, List<IngestFile> opened, BatchResults results) {
        List<ReadSource> read = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            try {
                IngestFile file = sources.get(i).open(context);
                opened.add(file);
                Optional<IngestResult> same = lookup.sameBytes(file);
                if (same.isPresent()) {
                    results.put(i, same.get());
                } else {
                    read.add(new ReadSource(i, file, context.reader().read(file.channel(), file.name())));
                }
            } catch (RuntimeException | Error e) {
                results.fail(i, e);
            }
        }
        return read;
    }

    /** Removes and returns the sources whose audio an earlier one of the group has, if only one track may have it. */
    private List<ReadSource> removeRepeated(List<ReadSource> sources) {
        List<ReadSource> repeated = new ArrayList<>();
        Set<String> hashes = new HashSet<>();
        sources.removeIf(source -> {
            String hash = source.audio().audioHash();
            return context.policy() != DuplicatePolicy.ALLOW
                    && hash != null
                    && !hashes.add(hash)
                    && repeated.add(source);
        });
        return repeated;
    }

    /** Returns the sources whose audio no track has. */
    private List<ReadSource> withNewAudio(List<ReadSource> sources, BatchResults results) {
        List<ReadSource> remaining = new ArrayList<>();
        Consumer<List<ReadSource>> step = some -> {
            Map<String, Track> existing = lookup.sameAudio(some);
            for (ReadSource source : some) {
                String hash = source.audio().audioHash();
                Track track = hash == null ? null : existing.get(hash);
                if (track == null) {
                    remaining.add(source);
                } else {
                    results.attempt(source.index(), () -> lookup.existing(source.file(), track));
                }
            }
        };
        together(sources, results, step, (source, e) -> results.fail(source.index(), e));
        return remaining;
    }

    private List<BegunTrack> begin(List<ReadSource> sources, BatchResults results) {
        List<BegunTrack> begun = new ArrayList<>();
        Consumer<List<ReadSource>> step = some -> {
            // With new ids at each try: tracks may have been begun, and only the answer was lost
            List<IngestPlan> plans = some.stream()
                    .map(source -> new IngestPlan(source, NewTrack.nextId(), context.names()))
                    .toList();
            List<Leases.Lease> held =
                    leases.begin(plans.stream().map(IngestPlan::start).toList());
            for (int i = 0; i < held.size(); i++) {
                begun.add(begun(plans.get(i), held.get(i)));
            }
        };
        together(sources, results, step, (source, e) -> results.attempt(source.index(), () -> notBegun(source, e)));
        return begun;
    }

    private BegunTrack begun(IngestPlan plan, Leases.Lease lease) {
        return new BegunTrack(plan, lease, new IdempotentStore(context.objects(), lease));
    }

    /** Returns the result of a source whose track could not be begun: only an object that stays may be another track's. */
    private IngestResult notBegun(ReadSource source, Throwable cause) {
        return Optional.of(cause)
                .filter(DuplicateTrackException.class::isInstance)
                .flatMap(e -> lookup.conflicting((DuplicateTrackException) e))
                .map(track -> lookup.existing(source.file(), track))
                .orElseGet(() -> IngestResult.failed(source.file().name(), cause));
    }

    private void finish(List<BegunTrack> begun, BatchResults results, Semaphore slots) {
        try {
            commit(store(begun, results, slots), results);
        } finally {
            begun.forEach(each -> each.lease().close());
        }
    }

    private List<StoredTrack> store(List<BegunTrack> begun, BatchResults results, Semaphore slots) {
        List<StoredTrack> stored = new ArrayList<>();
        for (BegunTrack each : begun) {
            if (results.isGivenUp(each.index())) {
                rollback.dropped(each);
                continue;
            }
            slots.acquireUninterruptibly();
            try {
                stored.add(store(each));
            } catch (RuntimeException | Error e) {
                results.put(each.index(), rollback.failed(each, e));
            } finally {
                slots.release();
            }
        }
        return stored;
    }

    private StoredTrack store(BegunTrack begun) {
        clearLeftovers(begun);
        IngestPlan plan = begun.plan();
        IngestCommit commit = new ObjectUploader(plan, begun.store())
                .run(
                        pictureThreads,
                        (audio, pictures) -> plan.commit(begun.entry(), context.policy(), audio, pictures));
        begun.lease().require();
        return new StoredTrack(begun, commit);
    }

    /**
     * Deletes what an earlier attempt at a claimed track has left. If this attempt is over too meanwhile, the next one may have begun
     * to write, so the lease is confirmed between looking and deleting.
     */
    private void clearLeftovers(BegunTrack begun) {
        if (begun.entry().claim() == null) {
            return;
        }
        List<StoredObject> leftovers = begun.entry().objects().stream()
                .flatMap(ref -> context.objects().stat(ref).stream())
                .toList();
        if (!leftovers.isEmpty()) {
            begun.lease().confirm();
            leftovers.forEach(object -> context.objects().delete(object.ref(), object.generation()));
        }
    }

    private void commit(List<StoredTrack> stored, BatchResults results) {
        Consumer<List<StoredTrack>> step = some -> {
            Map<UUID, SaveOutcome> saved = context.journal()
                    .commit(some.stream().map(StoredTrack::commit).toList());
            some.forEach(each -> {
                SaveOutcome outcome = saved.get(each.begun().plan().id());
                if (outcome instanceof SaveOutcome.Created created) {
                    spent(each.begun()).ifPresent(object -> deletions.run(List.of(object)));
                    results.put(each.index(), each.begun().plan().stored(created.track()));
                } else {
                    results.attempt(each.index(), () -> notSaved(each.begun(), outcome));
                }
            });
        };
        together(stored, results, step, (each, e) -> results.put(each.index(), rollback.failed(each.begun(), e)));
    }

    /** Returns the deletion that was recorded when the content was saved. */
    private static Optional<PendingDeletion> spent(BegunTrack begun) {
        IngestPlan plan = begun.plan();
        return plan.file()
                .placement()
                .spent()
                .map(object -> new PendingDeletion(object.ref(), object.generation(), plan.id()));
    }

    /** Returns the result of a track that was not saved, because its lease was lost or another track has its content. */
    private IngestResult notSaved(BegunTrack begun, @Nullable SaveOutcome outcome) {
        if (outcome == null) {
            return rollback.failed(begun, begun.lease().lost());
        }
        begun.lease().close();
        rollback.superseded(begun);
        if (outcome instanceof SaveOutcome.Existing existing) {
            return begun.entry().claim() == null
                    ? lookup.existing(begun.plan().file(), existing.track())
                    : claimed(begun, existing.track());
        }
        throw ((SaveOutcome.Refused) outcome).reason();
    }

    /** The claim has ended, because another track has the content; what is left is to delete the upload. */
    private IngestResult claimed(BegunTrack begun, Track existing) {
        spent(begun)
                .filter(object -> !object.ref().equals(existing.audioObject().ref()))
                .ifPresent(object -> deletions.run(List.of(object)));
        return lookup.known(begun.plan().file(), existing);
    }

    /** Does a step for all members of a group together; if that fails, for each alone that is not given up meanwhile. */
    private static <T extends GroupMember> void together(
            List<T> members, BatchResults results, Consumer<List<T>> step, BiConsumer<T, Throwable> failed) {
        if (members.isEmpty()) {
            return;
        }
        try {
            step.accept(members);
        } catch (RuntimeException | Error e) {
            if (members.size() == 1) {
                failed.accept(members.get(0), e);
                return;
            }
            LOG.debug(
                    "A step failed for {} tracks together and is done for each alone: {}",
                    members.size(),
                    e.getMessage());
            for (T member : members) {
                if (!results.isGivenUp(member.index())) {
                    together(List.of(member), results, step, failed);
                }
            }
        }
    }
}
