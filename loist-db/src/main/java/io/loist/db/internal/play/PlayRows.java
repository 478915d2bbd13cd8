package io.loist.db.internal.play;

import io.loist.Page;
import io.loist.TrackNotFoundException;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.KeysetCursor;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.play.Play;
import io.loist.play.PlayCount;
import io.loist.play.PlayOutcome;
import io.loist.play.PlayQuery;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records and counts plays. */
final class PlayRows {

    /** After all others in descending order. */
    private static final UUID LAST_ID = new UUID(-1, -1);

    private final Jdbc jdbc;
    private final Scope scope;
    private final Sql record;

    PlayRows(Jdbc jdbc, Scope scope) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.record = scope.in(PlaySql.RECORD);
    }

    /** What identifies a play. */
    private record Key(String listener, UUID track, Instant startedAt) {}

    List<PlayOutcome> record(List<Play> plays) {
        if (plays.isEmpty()) {
            return List.of();
        }
        Sql sql = record.with("tracks", plays.stream().map(Play::track).toArray(UUID[]::new))
                .with("listeners", plays.stream().map(Play::listener).toArray(String[]::new))
                .with(
                        "times",
                        plays.stream()
                                .map(play -> play.startedAt().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new))
                .with(
                        "heard_ms",
                        plays.stream()
                                .map(play -> (int) play.heard().toMillis())
                                .toArray(Integer[]::new))
                .with("skipped", plays.stream().map(Play::skipped).toArray(Boolean[]::new));
        Map<Integer, PlayOutcome> refused = new HashMap<>();
        Set<Key> fresh = new HashSet<>();
        jdbc.statement(
                plays.size() == 1
                        ? "record a play of the track " + plays.get(0).track()
                        : "record " + plays.size() + " plays",
                connection -> Jdbc.query(connection, sql, row -> note(row, refused, fresh)),
                (connection, e) -> null);
        List<PlayOutcome> outcomes = new ArrayList<>();
        for (Play play : plays) {
            PlayOutcome refusal = refused.get(outcomes.size() + 1);
            boolean isNew = fresh.remove(new Key(play.listener(), play.track(), play.startedAt()));
            outcomes.add(refusal != null ? refusal : isNew ? PlayOutcome.RECORDED : PlayOutcome.REPEATED);
        }
        return List.copyOf(outcomes);
    }

    private static boolean note(ResultSet row, Map<Integer, PlayOutcome> refused, Set<Key> fresh) throws SQLException {
        String refusal = row.getString("refusal");
        if (refusal != null) {
            refused.put(row.getInt("nth"), PlayOutcome.valueOf(refusal));
            return false;
        }
        return fresh.add(new Key(
                row.getString("listener"),
                row.getObject("track_id", UUID.class),
                row.getObject("started_at", OffsetDateTime.class).toInstant()));
    }

    /** Returns why a play was refused. */
    RuntimeException refusal(Play play, PlayOutcome outcome) {
        return switch (outcome) {
            case UNKNOWN_TRACK -> new TrackNotFoundException(play.track());
            case IN_FUTURE ->
                new IllegalArgumentException(
                        "startedAt must not be in the future, by the clock of the database, but is "
                                + play.startedAt());
            case TOO_OLD ->
                new IllegalArgumentException("startedAt must be on " + keptFrom() + " or later, because of earlier days"
                        + " only counts are kept, but is " + play.startedAt());
            case RECORDED, REPEATED -> new IllegalStateException("the play was not refused");
        };
    }

    private LocalDate keptFrom() {
        Sql sql = scope.in(PlaySql.KEPT_FROM);
        return jdbc.read(
                "read which plays it keeps",
                connection -> Jdbc.query(connection, sql, row -> row.getObject(1, LocalDate.class))
                        .get(0));
    }

    List<PlayCount> counts(@Nullable String listener, List<UUID> tracks) {
        Sql sql = scope.in(PlaySql.counts(listener == null))
                .with("who", Objects.requireNonNullElse(listener, PlaySql.ALL_LISTENERS))
                .with("tracks", tracks.stream().distinct().toArray(UUID[]::new));
        return read("count plays", sql);
    }

    Page<PlayCount> list(PlayQuery query) {
        PlayOrder order = PlayOrder.of(query.order());
        String question = question(query);
        KeysetCursor after = query.after() == null ? null : KeysetCursor.of(query.after(), question, 1);
        List<PlayCount> found = read(
                "list played tracks",
                scope.in(PlaySql.list(order, query.listener() == null, query.firstDay() != null))
                        .with(period(query))
                        .with("who", Objects.requireNonNullElse(query.listener(), PlaySql.ALL_LISTENERS))
                        .with("after", after == null ? order.first() : place(order, after))
                        .with("after_id", after == null ? LAST_ID : after.id())
                        .with("limit", query.limit() + 1));
        if (found.size() <= query.limit()) {
            return new Page<>(found, null);
        }
        List<PlayCount> items = found.subList(0, query.limit());
        PlayCount last = items.get(items.size() - 1);
        return new Page<>(items, new KeysetCursor(question, List.of(order.place(last)), last.track()).toCursor());
    }

    private static Map<String, Object> period(PlayQuery query) {
        LocalDate first = query.firstDay();
        LocalDate last = query.lastDay();
        return first == null || last == null
                ? Map.of()
                : Map.of(
                        "first_day",
                        first,
                        "last_day",
                        last,
                        "from",
                        first.atStartOfDay().atOffset(ZoneOffset.UTC),
                        "until",
                        last.plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC));
    }

    private static Object place(PlayOrder order, KeysetCursor after) {
        try {
            return order.parse(Objects.requireNonNull(after.values().get(0)));
        } catch (RuntimeException e) {
            throw KeysetCursor.foreign(e);
        }
    }

    /** Identifies a list in cursors, without the name of the listener. */
    private static String question(PlayQuery query) {
        String text = query.order() + " " + query.firstDay() + " " + query.lastDay() + " "
                + (query.listener() == null ? "of all" : "of " + query.listener());
        return "plays " + UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<PlayCount> read(String action, Sql sql) {
        return jdbc.read(
                action, Jdbc.keeping(PlaySql.SETTINGS, connection -> Jdbc.queryLast(connection, sql, PlayRows::count)));
    }

    /** Reads a count whose columns have these names. */
    static PlayCount count(ResultSet row) throws SQLException {
        return new PlayCount(
                row.getObject("track_id", UUID.class),
                row.getLong("completed"),
                row.getLong("skipped"),
                Duration.ofMillis(row.getLong("heard_ms")),
                row.getObject("last_at", OffsetDateTime.class).toInstant());
    }
}
