package io.loist.testkit.memory;

import static io.loist.testkit.memory.InMemoryDatabase.requireBatch;

import io.loist.Cursor;
import io.loist.IllegalStatusTransitionException;
import io.loist.Page;
import io.loist.TrackNotFoundException;
import io.loist.track.Claim;
import io.loist.track.RetryPolicy;
import io.loist.track.StatusChange;
import io.loist.track.StatusFeed;
import io.loist.track.Track;
import io.loist.track.TrackQueue;
import io.loist.track.TrackStatus;
import io.loist.track.TrackStatuses;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The queue, the statuses and the feed of an {@link InMemoryDatabase}. */
final class InMemoryQueue implements TrackQueue, TrackStatuses, StatusFeed {

    private static final String FEED = "feed ";
    private static final int MAX_ERROR = 10_000;
    private static final int MAX_NAME = 200;

    private final InMemoryDatabase database;
    private final RetryPolicy retry;
    private final Map<UUID, Work> work;

    /** The work on one track. */
    private static final class Work {
        private int number;
        private int retryCount;
        private Instant due;
        private @Nullable String worker;

        private Work(Instant due) {
            this.due = due;
        }
    }

    InMemoryQueue(InMemoryDatabase database) {
        this(database, RetryPolicy.DEFAULT, new HashMap<>());
    }

    private InMemoryQueue(InMemoryDatabase database, RetryPolicy retry, Map<UUID, Work> work) {
        this.database = database;
        this.retry = retry;
        this.work = work;
    }

    @Override
    public InMemoryQueue withRetry(RetryPolicy policy) {
        return new InMemoryQueue(database, policy, work);
    }

    void added(Track track) {
        work.put(track.id(), new Work(database.now()));
    }

    void removed(UUID id) {
        work.remove(id);
    }

    // claims

    @Override
    public List<Claim> claim(int max, String worker, Duration lease) {
        if (max < 1 || max > TrackQueue.MAX_BATCH) {
            throw new IllegalArgumentException("max must be from 1 to " + TrackQueue.MAX_BATCH + ", but is " + max);
        }
        requireName(worker);
        requireLease(lease);
        return database.locked(() -> {
            List<Claim> claims = new ArrayList<>();
            for (UUID id : due()) {
                if (claims.size() < max) {
                    claim(id, worker, lease, claims);
                }
            }
            return claims;
        });
    }

    private List<UUID> due() {
        Comparator<UUID> order = Comparator.comparing(id -> work(id).due);
        return database.rows.keySet().stream().filter(this::isDue).sorted(order).toList();
    }

    private boolean isDue(UUID id) {
        boolean waiting = switch (track(id).status()) {
            case PENDING, FAILED -> true;
            case PROCESSING -> work(id).worker != null;
            case COMPLETED, DEAD -> false;
        };
        return waiting && !work(id).due.isAfter(database.now());
    }

    private void claim(UUID id, String worker, Duration lease, List<Claim> claims) {
        Work entry = work(id);
        Track track = track(id);
        if (track.status() == TrackStatus.PROCESSING && entry.retryCount >= retry.retries()) {
            String error = "The lease of " + entry.worker + " has ended after the last retry";
            end(id, TrackStatus.DEAD, worker, error);
            return;
        }
        boolean takenOver = track.status() == TrackStatus.PROCESSING;
        String reason = takenOver ? "The lease of " + entry.worker + " has ended" : null;
        entry.retryCount += track.status() == TrackStatus.PENDING ? 0 : 1;
        entry.number++;
        entry.worker = worker;
        entry.due = database.now().plus(lease);
        show(track.toBuilder().status(TrackStatus.PROCESSING).build());
        database.changed(id, track.status(), TrackStatus.PROCESSING, worker, reason);
        claims.add(new Claim(id, entry.number, entry.retryCount, worker, entry.due));
    }

    /** Returns whether a claim has not been lost. */
    boolean isValid(Claim claim) {
        Work entry = work.get(claim.id());
        return entry != null && entry.worker != null && entry.number == claim.number();
    }

    @Override
    public List<Claim> heartbeat(List<Claim> claims, Duration lease) {
        requireLease(lease);
        return ofValid(claims, claim -> {
            Work entry = work(claim.id());
            entry.due = database.now().plus(lease);
            return new Claim(claim.id(), claim.number(), claim.retryCount(), claim.worker(), entry.due);
        });
    }

    @Override
    public List<Claim> complete(List<Claim> claims) {
        return ofValid(claims, claim -> {
            end(claim.id(), TrackStatus.COMPLETED, claim.worker(), null);
            return claim;
        });
    }

    @Override
    public List<Claim> fail(List<Claim> claims, String error) {
        String kept = error(error);
        return ofValid(claims, claim -> {
            fail(claim.id(), claim.worker(), kept);
            return claim;
        });
    }

    @Override
    public List<Claim> failPermanently(List<Claim> claims, String error) {
        String kept = error(error);
        return ofValid(claims, claim -> {
            end(claim.id(), TrackStatus.DEAD, claim.worker(), kept);
            return claim;
        });
    }

    @Override
    public List<Claim> release(List<Claim> claims) {
        return ofValid(claims, claim -> {
            Work entry = work(claim.id());
            entry.worker = null;
            entry.due = database.now();
            Track track = track(claim.id());
            show(track.toBuilder().status(TrackStatus.PENDING).build());
            database.changed(claim.id(), track.status(), TrackStatus.PENDING, claim.worker());
            return claim;
        });
    }

    private List<Claim> ofValid(List<Claim> claims, Function<Claim, Claim> change) {
        requireBatch(claims.size(), TrackQueue.MAX_BATCH);
        return database.locked(
                () -> claims.stream().filter(this::isValid).map(change).toList());
    }

    // statuses

    @Override
    public void markProcessing(List<UUID> ids, String by) {
        mark(ids, TrackStatus.PROCESSING, by, id -> {
            Track track = track(id);
            work(id).retryCount += track.status() == TrackStatus.FAILED ? 1 : 0;
            show(track.toBuilder().status(TrackStatus.PROCESSING).build());
            database.changed(id, track.status(), TrackStatus.PROCESSING, by);
        });
    }

    @Override
    public void markCompleted(List<UUID> ids, String by) {
        mark(ids, TrackStatus.COMPLETED, by, id -> end(id, TrackStatus.COMPLETED, by, null));
    }

    @Override
    public void markFailed(List<UUID> ids, String error, String by) {
        String kept = error(error);
        mark(ids, TrackStatus.FAILED, by, id -> fail(id, by, kept));
    }

    @Override
    public void requeue(List<UUID> ids, String reason, String by) {
        requireReason(reason);
        mark(ids, TrackStatus.PENDING, by, id -> {
            Work entry = work(id);
            entry.worker = null;
            entry.retryCount = 0;
            entry.due = database.now();
            Track track = track(id);
            show(track.toBuilder()
                    .status(TrackStatus.PENDING)
                    .version(track.version() + 1)
                    .updatedAt(database.now())
                    .build());
            database.changed(id, track.status(), TrackStatus.PENDING, by, reason);
        });
    }

    private interface Mark {
        void set(UUID id);
    }

    private void mark(List<UUID> ids, TrackStatus wanted, String by, Mark mark) {
        requireBatch(ids.size(), TrackStatuses.MAX_BATCH);
        requireName(by);
        database.locked(() -> {
            Set<UUID> distinct = new LinkedHashSet<>(ids);
            for (UUID id : distinct) {
                Track track = database.find(id).orElseThrow(() -> new TrackNotFoundException(id));
                if (!track.status().canBecome(wanted)) {
                    throw new IllegalStatusTransitionException(
                            id, track.status().name(), wanted.name());
                }
            }
            distinct.forEach(mark::set);
            return distinct;
        });
    }

    // both

    private void fail(UUID id, String by, String error) {
        Work entry = work(id);
        boolean last = entry.retryCount >= retry.retries();
        end(id, last ? TrackStatus.DEAD : TrackStatus.FAILED, by, error);
        long max =
                Math.min(retry.maxDelay().toMillis(), retry.firstDelay().toMillis() << Math.min(entry.retryCount, 20));
        entry.due = database.now()
                .plusMillis(max == 0 ? 0 : ThreadLocalRandom.current().nextLong(1, max + 1));
    }

    /** Ends the work on a track. */
    void end(UUID id, TrackStatus status, String by, @Nullable String error) {
        Work entry = work(id);
        entry.worker = null;
        Track track = track(id);
        show(track.toBuilder()
                .status(status)
                .processing(new Track.Processing(error, entry.retryCount, database.now()))
                .version(track.version() + 1)
                .updatedAt(database.now())
                .build());
        database.changed(id, track.status(), status, by, error);
    }

    private void show(Track track) {
        database.replace(
                track, Objects.requireNonNull(database.rows.get(track.id())).unique());
    }

    private Track track(UUID id) {
        return database.find(id).orElseThrow();
    }

    private Work work(UUID id) {
        return Objects.requireNonNull(work.get(id));
    }

    // feed

    @Override
    public List<StatusChange> history(UUID id) {
        return database.locked(() -> database.changes.stream()
                .filter(change -> change.id().equals(id))
                .toList());
    }

    @Override
    public Page<StatusChange> changes(@Nullable Cursor after, int max) {
        if (max < 1 || max > MAX_CHANGES) {
            throw new IllegalArgumentException("max must be from 1 to " + MAX_CHANGES + ", but is " + max);
        }
        int from = after == null ? 0 : position(after);
        return database.locked(() -> {
            int to = Math.min(database.changes.size(), from + max);
            return new Page<>(database.changes.subList(from, to), cursor(to));
        });
    }

    private static int position(Cursor cursor) {
        String text = new String(Base64.getUrlDecoder().decode(cursor.token()), StandardCharsets.UTF_8);
        if (!text.startsWith(FEED)) {
            throw new IllegalArgumentException("the cursor was made by another call");
        }
        return Integer.parseInt(text.substring(FEED.length()));
    }

    private static Cursor cursor(int position) {
        byte[] text = (FEED + position).getBytes(StandardCharsets.UTF_8);
        return new Cursor(Base64.getUrlEncoder().withoutPadding().encodeToString(text));
    }

    // ranges

    static void requireLease(Duration lease) {
        if (lease.isZero() || lease.isNegative() || lease.compareTo(TrackQueue.MAX_LEASE) > 0) {
            throw new IllegalArgumentException("lease must be more than 0 and up to 30 days, but is " + lease);
        }
    }

    private static void requireName(String name) {
        if (name.isBlank() || name.length() > MAX_NAME || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a name must have 1 to 200 characters");
        }
    }

    private static String error(String error) {
        String storable = error.replace('\0', ' ');
        String kept = storable.substring(0, Math.min(storable.length(), MAX_ERROR));
        requireReason(kept);
        return kept;
    }

    private static void requireReason(String reason) {
        if (reason.isBlank() || reason.length() > MAX_ERROR || reason.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a reason must have 1 to 10,000 characters");
        }
    }
}
