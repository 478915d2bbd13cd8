package io.loist.ingest;

import io.loist.ingest.UnitOfWork.Begun;
import io.loist.ingest.spi.IngestJournal;
import io.loist.ingest.spi.IngestStart;
import io.loist.ingest.spi.IngestCommit;
import io.loist.track.DuplicatePolicy;
import io.loist.track.SaveOutcome;
import io.loist.track.Track;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes small files in, several at once, because the database takes longer over each than the disk does. What {@link UnitOfWork}
 * promises holds for each of them: one transaction saves all tracks as {@code PROCESSING} and notes all objects before the first
 * byte is stored, and one makes all of them {@code COMPLETED} after the last, before anybody is told. Whatever goes wrong for all
 * of them together is done once more for each alone; where that fails for want of the database or the store, the others are not
 * tried, as each would take as long to fail.
 */
final class SmallFiles {

    /** More would make each transaction hardly cheaper, and what a crash undoes more. */
    private static final int MOST = 16;

    private static final Logger LOG = LoggerFactory.getLogger(SmallFiles.class);

    private final UnitOfWork work;
    private final IngestJournal journal;
    private final Leases leases;
    private final boolean eachSound;

    SmallFiles(UnitOfWork work, Settings settings, Leases leases) {
        this.work = work;
        this.journal = settings.journal();
        this.leases = leases;
        this.eachSound = settings.policy() == DuplicatePolicy.ALLOW;
    }

    /**
     * Returns files in their order, small neighbours together, but so that each thread has some at least twice: what is begun is
     * finished when the others are not any more. As they are held in memory, those that are together have no more bytes than a
     * single small one may have.
     */
    static List<List<AudioPath>> neighbours(List<AudioPath> files, int threads) {
        int most = Math.min(MOST, Math.max(1, files.size() / (2 * threads)));
        List<List<AudioPath>> neighbours = new ArrayList<>();
        long room = 0;
        for (AudioPath file : files) {
            room -= file.size();
            if (neighbours.isEmpty()
                    || room < 0
                    || neighbours.get(neighbours.size() - 1).size() == most) {
                neighbours.add(new ArrayList<>());
                room = Plan.SMALL - file.size();
            }
            neighbours.get(neighbours.size() - 1).add(file);
        }
        return neighbours;
    }

    /** Takes files in. */
    List<Attempt> takeIn(List<AudioPath> files, FileLookup known) {
        Attempts attempts = new Attempts();
        List<Plan> plans = planned(files, known, attempts);
        List<Plan> alone = new ArrayList<>();
        Set<String> sounds = new HashSet<>();
        plans.removeIf(plan -> {
            String sound = plan.audio().audioHash();
            return !eachSound && sound != null && !sounds.add(sound) && alone.add(plan);
        });
        List<Begun> begun = begin(plans);
        if (begun.isEmpty()) {
            // Under other ids: they may have been begun after all, and only the answer was lost
            alone.addAll(0, plans.stream().map(work::again).toList());
        }
        try {
            end(store(begun, attempts), attempts);
        } finally {
            begun.forEach(each -> each.lease().close());
        }
        alone.forEach(plan -> attempts.attempt(plan.source(), () -> work.takeIn(plan)));
        return attempts.all();
    }

    /** Reads files. Those that are known, or cannot be read, are attempts that are over. */
    private List<Plan> planned(List<AudioPath> files, FileLookup known, Attempts attempts) {
        List<Plan> plans = new ArrayList<>();
        for (AudioPath file : files) {
            IngestSource source = IngestSource.file(file.path());
            try {
                Material material = known.material(source, file);
                known.read(material)
                        .or(() -> work.sameBytes(material))
                        .ifPresentOrElse(
                                same -> attempts.add(new Attempt(source, same, null)),
                                () -> plans.add(work.planned(material)));
            } catch (RuntimeException | Error e) {
                attempts.add(new Attempt(source, null, e));
            }
        }
        Map<String, Track> there = tried("look up", plans, Map.of(), () -> work.sameSound(plans));
        plans.removeIf(plan -> {
            String sound = plan.audio().audioHash();
            Track track = sound == null ? null : there.get(sound);
            if (track != null) {
                attempts.attempt(plan.source(), () -> work.known(plan.material(), track));
            }
            return track != null;
        });
        return plans;
    }

    private List<Begun> begin(List<Plan> plans) {
        List<IngestStart> announced = plans.stream()
                .map(plan -> new IngestStart(plan.announced(), plan.objects()))
                .toList();
        List<Leases.Lease> held =
                tried("begin", plans, List.of(), () -> leases.holdAll(lease -> journal.begin(announced, lease)));
        List<Begun> begun = new ArrayList<>();
        for (int i = 0; i < held.size(); i++) {
            begun.add(work.begun(plans.get(i), held.get(i)));
        }
        return begun;
    }

    private Map<Begun, IngestCommit> store(List<Begun> begun, Attempts attempts) {
        Map<Begun, IngestCommit> stored = new LinkedHashMap<>();
        for (Begun each : begun) {
            IngestSource source = each.plan().source();
            if (attempts.areHopeless()) {
                attempts.giveUp(source);
                work.dropped(each);
                continue;
            }
            try {
                stored.put(each, work.store(each));
            } catch (RuntimeException | Error e) {
                each.lease().close();
                attempts.add(work.failed(each, e));
            }
        }
        return stored;
    }

    private void end(Map<Begun, IngestCommit> stored, Attempts attempts) {
        List<Plan> plans = stored.keySet().stream().map(Begun::plan).toList();
        Map<UUID, SaveOutcome> done =
                tried("finish", plans, Map.of(), () -> journal.commit(List.copyOf(stored.values())));
        stored.forEach((begun, completion) -> {
            Plan plan = begun.plan();
            if (!(done.get(plan.id()) instanceof SaveOutcome.Created created)) {
                attempts.attempt(plan.source(), () -> work.end(begun, () -> completion));
            } else {
                attempts.add(new Attempt(plan.source(), plan.stored(created.track()), null));
            }
        });
    }

    private interface Step<T> {
        T run();
    }

    /** Does something for all plans, if there are several; or gives what makes it be done for each. */
    private static <T> T tried(String action, List<Plan> plans, T otherwise, Step<T> step) {
        try {
            return plans.size() < 2 ? otherwise : step.run();
        } catch (RuntimeException e) {
            LOG.debug("Could not {} {} tracks together, so does each alone: {}", action, plans.size(), e.getMessage());
            return otherwise;
        }
    }
}
