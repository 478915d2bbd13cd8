package io.loist.db.internal.play;

import io.loist.Cursor;
import io.loist.Page;
import io.loist.TrackNotFoundException;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.KeysetCursor;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.play.PlayQuery;
import io.loist.play.Preference;
import io.loist.play.Subject;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stars and ratings. */
final class PreferenceRows {

    private static final UUID LAST_ID = new UUID(-1, -1);

    private static final String SET = """
            INSERT INTO ${schema}.listener_preference AS known (namespace, listener, kind, subject, track_id, starred_at, rating)
            SELECT :namespace, :listener, :kind, :subject, CASE WHEN :kind = 'TRACK' THEN :subject END,
              CASE WHEN :rating::smallint IS NULL THEN clock_timestamp() END, :rating::smallint
            WHERE :kind <> 'TRACK'
              OR EXISTS (SELECT FROM ${schema}.audio_tracks AS track WHERE track.namespace = :namespace AND track.id = :subject)
            ON CONFLICT (namespace, listener, kind, subject) DO UPDATE
              SET starred_at = coalesce(known.starred_at, EXCLUDED.starred_at), rating = coalesce(EXCLUDED.rating, known.rating)
            """;

    private static final String ITS_KEY =
            "WHERE namespace = :namespace AND listener = :listener AND kind = :kind AND subject = :subject\n";

    private static final String CLEAR = "UPDATE ${schema}.listener_preference SET %s = NULL\n" + ITS_KEY;

    /** After {@link #CLEAR}, which has locked the row. */
    private static final String DELETE_EMPTY =
            "DELETE FROM ${schema}.listener_preference\n" + ITS_KEY + "AND starred_at IS NULL AND rating IS NULL\n";

    private static final String FIND = """
            SELECT known.kind, known.subject, known.starred_at, known.rating
            FROM unnest(:kinds::text[], :subjects::uuid[]) AS wanted(kind, subject)
            JOIN ${schema}.listener_preference AS known
              ON known.namespace = :namespace AND known.listener = :listener AND known.kind = wanted.kind
                AND known.subject = wanted.subject
            """;

    private static final String LIST = """
            SELECT known.kind, known.subject, known.starred_at, known.rating
            FROM ${schema}.listener_preference AS known
            WHERE known.namespace = :namespace AND known.listener = :listener AND known.kind = :kind
              AND known.%1$s IS NOT NULL AND (known.%1$s, known.subject) < (:after, :after_id)
            ORDER BY known.%1$s DESC, known.subject DESC
            LIMIT :limit
            """;

    private final Jdbc jdbc;
    private final Scope scope;

    PreferenceRows(Jdbc jdbc, Scope scope) {
        this.jdbc = jdbc;
        this.scope = scope;
    }

    /** Stars a subject, or rates it if there is a rating. */
    void set(String listener, Subject subject, @Nullable Integer rating) {
        Sql sql = of(SET, listener, subject).with("rating", rating);
        int rows = jdbc.statement(
                "star or rate the " + subject.kind() + " " + subject.id(),
                connection -> Jdbc.update(connection, sql),
                (connection, e) -> null);
        if (rows == 0) {
            throw new TrackNotFoundException(subject.id());
        }
    }

    void unstar(String listener, Subject subject) {
        clear("starred_at", listener, subject);
    }

    void unrate(String listener, Subject subject) {
        clear("rating", listener, subject);
    }

    private void clear(String column, String listener, Subject subject) {
        Sql clear = of(CLEAR.formatted(column), listener, subject);
        Sql delete = of(DELETE_EMPTY, listener, subject);
        jdbc.inTransaction(
                "take a star or a rating from the " + subject.kind() + " " + subject.id(),
                connection -> Jdbc.update(connection, clear) == 0 ? 0 : Jdbc.update(connection, delete));
    }

    private Sql of(String sql, String listener, Subject subject) {
        return scope.in(sql)
                .with("listener", listener)
                .with("kind", subject.kind().name())
                .with("subject", subject.id());
    }

    List<Preference> find(String listener, List<Subject> subjects) {
        Sql sql = scope.in(PlaySql.READ_BY_INDEX + FIND)
                .with("listener", listener)
                .with(
                        "kinds",
                        subjects.stream().map(subject -> subject.kind().name()).toArray(String[]::new))
                .with("subjects", subjects.stream().map(Subject::id).toArray(UUID[]::new));
        return read("find stars and ratings", sql);
    }

    Page<Preference> starred(String listener, Subject.Kind kind, int limit, @Nullable Cursor after) {
        return page(PreferenceOrder.LATEST_STAR, new Asked(listener, kind, limit, after));
    }

    Page<Preference> rated(String listener, Subject.Kind kind, int limit, @Nullable Cursor after) {
        return page(PreferenceOrder.BEST, new Asked(listener, kind, limit, after));
    }

    /** The arguments of a list. */
    private record Asked(
            String listener,
            Subject.Kind kind,
            int limit,
            @Nullable Cursor after) {

        Asked {
            Objects.requireNonNull(kind, "kind");
            if (limit < 1 || limit > PlayQuery.MAX_LIMIT) {
                throw new IllegalArgumentException(
                        "limit must be from 1 to " + PlayQuery.MAX_LIMIT + ", but is " + limit);
            }
        }
    }

    private Page<Preference> page(PreferenceOrder order, Asked asked) {
        String text = order + " " + asked.kind() + " " + asked.listener();
        String question = "preferences " + UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
        KeysetCursor after = asked.after() == null ? null : KeysetCursor.of(asked.after(), question, 1);
        List<Preference> found = read(
                "list stars and ratings",
                scope.in(PlaySql.READ_BY_INDEX + LIST.formatted(order.column))
                        .with("listener", asked.listener())
                        .with("kind", asked.kind().name())
                        .with("after", after == null ? order.first() : place(order, after))
                        .with("after_id", after == null ? LAST_ID : after.id())
                        .with("limit", asked.limit() + 1));
        if (found.size() <= asked.limit()) {
            return new Page<>(found, null);
        }
        List<Preference> items = found.subList(0, asked.limit());
        Preference last = items.get(items.size() - 1);
        KeysetCursor next = new KeysetCursor(
                question, List.of(order.place(last)), last.subject().id());
        return new Page<>(items, next.toCursor());
    }

    private static Object place(PreferenceOrder order, KeysetCursor after) {
        try {
            return order.parse(Objects.requireNonNull(after.values().get(0)));
        } catch (RuntimeException e) {
            throw KeysetCursor.foreign(e);
        }
    }

    private List<Preference> read(String action, Sql sql) {
        return jdbc.read(
                action,
                Jdbc.keeping(PlaySql.SETTINGS, connection -> Jdbc.queryLast(connection, sql, PreferenceRows::map)));
    }

    /** Reads a preference from columns with the names of those of the table. */
    static Preference map(ResultSet row) throws SQLException {
        OffsetDateTime starredAt = row.getObject("starred_at", OffsetDateTime.class);
        int rating = row.getInt("rating");
        return new Preference(
                new Subject(Subject.Kind.valueOf(row.getString("kind")), row.getObject("subject", UUID.class)),
                starredAt == null ? null : starredAt.toInstant(),
                rating == 0 ? null : rating);
    }

    /** The order of a list, by a column, the greatest first. */
    private enum PreferenceOrder {
        LATEST_STAR("starred_at") {
            @Override
            Object first() {
                return OffsetDateTime.MAX;
            }

            @Override
            Object parse(String place) {
                return OffsetDateTime.parse(place);
            }

            @Override
            String place(Preference preference) {
                return Objects.requireNonNull(preference.starredAt())
                        .atOffset(ZoneOffset.UTC)
                        .toString();
            }
        },
        BEST("rating") {
            @Override
            Object first() {
                return Integer.MAX_VALUE;
            }

            @Override
            Object parse(String place) {
                return Integer.valueOf(place);
            }

            @Override
            String place(Preference preference) {
                return String.valueOf(preference.rating());
            }
        };

        private final String column;

        PreferenceOrder(String column) {
            this.column = column;
        }

        /** Returns what comes before the first value. */
        abstract Object first();

        abstract Object parse(String place);

        abstract String place(Preference preference);
    }
}
