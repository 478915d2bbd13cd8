package io.loist.testkit.memory;

import static io.loist.testkit.memory.InMemoryDatabase.requireBatch;

import io.loist.Cursor;
import io.loist.Page;
import io.loist.TrackNotFoundException;
import io.loist.internal.ListenerId;
import io.loist.play.ListenerData;
import io.loist.play.Play;
import io.loist.play.PlayCount;
import io.loist.play.PlayLog;
import io.loist.play.PlayOutcome;
import io.loist.play.PlayQuery;
import io.loist.play.PlayQuery.Order;
import io.loist.play.PlayedDay;
import io.loist.play.Preference;
import io.loist.play.Subject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The plays, stars and ratings of an {@link InMemoryDatabase}. */
final class InMemoryPlays implements PlayLog {

    private static final Duration LEEWAY = Duration.ofMinutes(1);
    private static final Comparator<UUID> BY_ID = InMemoryDatabase::compareUnsigned;
    private static final Comparator<PlayCount> RECENT =
            Comparator.comparing(PlayCount::lastPlayed).reversed().thenComparing(PlayCount::track, BY_ID);
    private static final Comparator<PlayCount> MOST_PLAYED =
            Comparator.comparing(PlayCount::completed).reversed().thenComparing(PlayCount::track, BY_ID);
    private static final Comparator<Preference> LATEST_STAR = Comparator.comparing(
                    (Preference preference) -> Objects.requireNonNull(preference.starredAt()))
            .reversed()
            .thenComparing(preference -> preference.subject().id(), BY_ID);
    private static final Comparator<Preference> BEST = Comparator.comparing(
                    (Preference preference) -> Objects.requireNonNull(preference.rating()))
            .reversed()
            .thenComparing(preference -> preference.subject().id(), BY_ID);

    private final InMemoryDatabase database;
    private final Map<Key, Play> plays = new LinkedHashMap<>();
    private final List<Day> days = new ArrayList<>();
    private final Map<Owned, Preference> preferences = new HashMap<>();
    private final Map<String, Position> cursors = new HashMap<>();
    private LocalDate firstDay = LocalDate.EPOCH;

    /** What identifies a play. */
    private record Key(String listener, UUID track, Instant startedAt) {}

    /** A day of a listener that is not kept play by play. */
    private record Day(String listener, PlayedDay day) {}

    /** Whose preference it is. */
    private record Owned(String listener, Subject subject) {}

    /** Where a page ended. */
    private record Position(String list, Object last) {}

    InMemoryPlays(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public boolean record(Play play) {
        return switch (recordEach(List.of(play)).get(0)) {
            case RECORDED -> true;
            case REPEATED -> false;
            case UNKNOWN_TRACK -> throw new TrackNotFoundException(play.track());
            case IN_FUTURE ->
                throw new IllegalArgumentException("startedAt must not be in the future, but is " + play.startedAt()
                        + "; it is " + database.now());
            case TOO_OLD ->
                throw new IllegalArgumentException(
                        "startedAt must be on " + firstDay + " or later, but is " + play.startedAt());
        };
    }

    @Override
    public List<PlayOutcome> recordEach(List<Play> batch) {
        requireBatch(batch.size(), MAX_BATCH);
        return database.locked(() -> batch.stream().map(this::recorded).toList());
    }

    private PlayOutcome recorded(Play play) {
        if (database.find(play.track()).isEmpty()) {
            return PlayOutcome.UNKNOWN_TRACK;
        }
        if (play.startedAt().isAfter(database.now().plus(LEEWAY))) {
            return PlayOutcome.IN_FUTURE;
        }
        if (day(play.startedAt()).isBefore(firstDay)) {
            return PlayOutcome.TOO_OLD;
        }
        Key key = new Key(play.listener(), play.track(), play.startedAt());
        return plays.putIfAbsent(key, play) == null ? PlayOutcome.RECORDED : PlayOutcome.REPEATED;
    }

    /** Keeps only the number of plays of each day that is so many days before today. */
    void rollUp(int keptDays) {
        database.locked(() -> {
            firstDay = day(database.now()).minusDays(keptDays);
            Map<Key, List<Play>> old = plays.values().stream()
                    .filter(play -> day(play.startedAt()).isBefore(firstDay))
                    .collect(Collectors.groupingBy(play -> new Key(
                            play.listener(),
                            play.track(),
                            day(play.startedAt()).atStartOfDay(ZoneOffset.UTC).toInstant())));
            old.forEach((key, all) -> days.add(new Day(
                    key.listener(),
                    new PlayedDay(day(key.startedAt()), sum(all.stream().map(InMemoryPlays::one))))));
            return plays.values().removeIf(play -> day(play.startedAt()).isBefore(firstDay));
        });
    }

    /** Deletes what concerns a track. */
    void removed(UUID track) {
        plays.keySet().removeIf(key -> key.track().equals(track));
        days.removeIf(day -> day.day().count().track().equals(track));
        preferences.keySet().removeIf(owned -> owned.subject().equals(Subject.track(track)));
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    // counts

    @Override
    public Page<PlayCount> list(PlayQuery query) {
        LocalDate first = query.firstDay();
        LocalDate last = query.lastDay();
        Predicate<LocalDate> inPeriod =
                day -> first == null || last == null || (!day.isBefore(first) && !day.isAfter(last));
        boolean recent = query.order() == Order.RECENT;
        return database.locked(() -> {
            List<PlayCount> counts = counts(query.listener(), day -> recent || inPeriod.test(day)).values().stream()
                    .filter(count -> recent ? inPeriod.test(day(count.lastPlayed())) : count.completed() > 0)
                    .sorted(recent ? RECENT : MOST_PLAYED)
                    .toList();
            String list = query.order() + " " + query.listener() + " " + first + " " + last;
            return page(counts, recent ? RECENT : MOST_PLAYED, list, query.limit(), query.after());
        });
    }

    @Override
    public Map<UUID, PlayCount> counts(@Nullable String listener, List<UUID> tracks) {
        requireBatch(tracks.size(), MAX_BATCH);
        String valid = listener == null ? null : ListenerId.require(listener);
        return database.locked(() -> {
            Map<UUID, PlayCount> counts = counts(valid, day -> true);
            counts.keySet().retainAll(tracks);
            return Map.copyOf(counts);
        });
    }

    private Map<UUID, PlayCount> counts(@Nullable String listener, Predicate<LocalDate> period) {
        Stream<PlayCount> single = plays.values().stream()
                .filter(play -> listener == null || play.listener().equals(listener))
                .filter(play -> period.test(day(play.startedAt())))
                .map(InMemoryPlays::one);
        Stream<PlayCount> daily = days.stream()
                .filter(day -> listener == null || day.listener().equals(listener))
                .filter(day -> period.test(day.day().day()))
                .map(day -> day.day().count());
        Map<UUID, List<PlayCount>> byTrack =
                Stream.concat(single, daily).collect(Collectors.groupingBy(PlayCount::track));
        Map<UUID, PlayCount> counts = new HashMap<>();
        byTrack.forEach((track, all) -> counts.put(track, sum(all.stream())));
        return counts;
    }

    private static PlayCount one(Play play) {
        return new PlayCount(
                play.track(), play.skipped() ? 0 : 1, play.skipped() ? 1 : 0, play.heard(), play.startedAt());
    }

    private static PlayCount sum(Stream<PlayCount> counts) {
        return counts.reduce((one, other) -> new PlayCount(
                        one.track(),
                        one.completed() + other.completed(),
                        one.skipped() + other.skipped(),
                        one.heard().plus(other.heard()),
                        one.lastPlayed().isAfter(other.lastPlayed()) ? one.lastPlayed() : other.lastPlayed()))
                .orElseThrow();
    }

    // preferences

    @Override
    public void star(String listener, Subject subject) {
        change(
                listener,
                subject,
                before ->
                        before.starredAt() != null ? before : new Preference(subject, database.now(), before.rating()));
    }

    @Override
    public void unstar(String listener, Subject subject) {
        change(listener, subject, before -> new Preference(subject, null, before.rating()));
    }

    @Override
    public void rate(String listener, Subject subject, int rating) {
        if (rating < 0 || rating > MAX_RATING) {
            throw new IllegalArgumentException("rating must be from 0 to " + MAX_RATING + ", but is " + rating);
        }
        change(listener, subject, before -> new Preference(subject, before.starredAt(), rating == 0 ? null : rating));
    }

    private void change(String listener, Subject subject, Function<Preference, Preference> change) {
        Owned owned = new Owned(ListenerId.require(listener), Objects.requireNonNull(subject, "subject"));
        database.locked(() -> {
            Preference none = new Preference(subject, null, null);
            Preference after = change.apply(preferences.getOrDefault(owned, none));
            if (after.equals(none)) {
                return preferences.remove(owned);
            }
            if (subject.kind() == Subject.Kind.TRACK
                    && database.find(subject.id()).isEmpty()) {
                throw new TrackNotFoundException(subject.id());
            }
            return preferences.put(owned, after);
        });
    }

    @Override
    public Map<Subject, Preference> preferences(String listener, List<Subject> subjects) {
        requireBatch(subjects.size(), MAX_BATCH);
        ListenerId.require(listener);
        return database.locked(() -> {
            Map<Subject, Preference> found = new HashMap<>();
            for (Subject subject : subjects) {
                Preference preference = preferences.get(new Owned(listener, subject));
                if (preference != null) {
                    found.put(subject, preference);
                }
            }
            return Map.copyOf(found);
        });
    }

    @Override
    public Page<Preference> starred(String listener, Subject.Kind kind, int limit, @Nullable Cursor after) {
        return preferences(listener, kind, LATEST_STAR, limit, after);
    }

    @Override
    public Page<Preference> rated(String listener, Subject.Kind kind, int limit, @Nullable Cursor after) {
        return preferences(listener, kind, BEST, limit, after);
    }

    private Page<Preference> preferences(
            String listener, Subject.Kind kind, Comparator<Preference> order, int limit, @Nullable Cursor after) {
        if (limit < 1 || limit > PlayQuery.MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be from 1 to " + PlayQuery.MAX_LIMIT + ", but is " + limit);
        }
        ListenerId.require(listener);
        return database.locked(() -> {
            List<Preference> all = owned(listener)
                    .filter(one -> one.subject().kind() == kind)
                    .filter(one -> order == BEST ? one.rating() != null : one.starredAt() != null)
                    .sorted(order)
                    .toList();
            return page(all, order, listener + kind + (order == BEST), limit, after);
        });
    }

    private Stream<Preference> owned(String listener) {
        return preferences.entrySet().stream()
                .filter(entry -> entry.getKey().listener().equals(listener))
                .map(Map.Entry::getValue);
    }

    @SuppressWarnings("unchecked") // the position of a list has its type
    private <T> Page<T> page(List<T> all, Comparator<T> order, String list, int limit, @Nullable Cursor after) {
        Position position = after == null ? null : cursors.get(after.token());
        if (after != null && (position == null || !position.list().equals(list))) {
            throw new IllegalArgumentException("the cursor was made for another list");
        }
        List<T> rest = all.stream()
                .filter(item -> position == null || order.compare(item, (T) position.last()) > 0)
                .toList();
        List<T> items = rest.subList(0, Math.min(limit, rest.size()));
        return new Page<>(items, rest.size() > items.size() ? cursor(list, items.get(items.size() - 1)) : null);
    }

    private Cursor cursor(String list, Object last) {
        byte[] token = ("plays " + cursors.size()).getBytes(StandardCharsets.UTF_8);
        Cursor cursor = new Cursor(Base64.getUrlEncoder().withoutPadding().encodeToString(token));
        cursors.put(cursor.token(), new Position(list, last));
        return cursor;
    }

    // all of one listener

    @Override
    public Stream<ListenerData> export(String listener) {
        ListenerId.require(listener);
        ToLongFunction<Play> time = play -> play.startedAt().toEpochMilli();
        return database
                .locked(() -> Stream.<Stream<? extends ListenerData>>of(
                                days.stream()
                                        .filter(day -> day.listener().equals(listener))
                                        .map(Day::day)
                                        .sorted(Comparator.comparing(PlayedDay::day)),
                                plays.values().stream()
                                        .filter(play -> play.listener().equals(listener))
                                        .sorted(Comparator.comparingLong(time)),
                                owned(listener))
                        .flatMap(part -> part)
                        .<ListenerData>map(data -> data)
                        .toList())
                .stream();
    }

    @Override
    public boolean erase(String listener) {
        ListenerId.require(listener);
        return database.locked(() -> {
            boolean played = plays.keySet().removeIf(key -> key.listener().equals(listener));
            boolean counted = days.removeIf(day -> day.listener().equals(listener));
            boolean preferred =
                    preferences.keySet().removeIf(owned -> owned.listener().equals(listener));
            return played || counted || preferred;
        });
    }
}
