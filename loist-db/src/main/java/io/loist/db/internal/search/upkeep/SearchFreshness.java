package io.loist.db.internal.search.upkeep;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the statistics of search are up to date, and whether this process succeeds in keeping them so. */
public final class SearchFreshness {

    /** Without upkeep in this process: one missed night. */
    private static final Duration OLD = Duration.ofDays(2);

    /** Missed intervals of the upkeep in this process. */
    private static final int MISSED = 2;

    private static final String READ = """
            SELECT upkeep.refreshed_at,
              EXISTS (
                SELECT FROM ${schema}.audio_tracks AS track
                WHERE track.namespace = :namespace AND track.updated_at > coalesce(upkeep.refreshed_at, '-infinity')) AS has_changed,
              clock_timestamp() - upkeep.refreshed_at > :old_seconds * interval '1 second' AS is_old
            FROM ${schema}.track_search_upkeep AS upkeep
            """;

    private final Scope scope;
    private volatile @Nullable Duration interval;
    private volatile @Nullable RuntimeException failure;

    public SearchFreshness(Scope scope) {
        this.scope = scope;
    }

    /** Notes that this process refreshes the statistics at this interval; null if it no longer does. */
    void keptEvery(@Nullable Duration every) {
        interval = every;
        failure = null;
    }

    /** Notes how the last refresh ended: null if well. */
    void failed(@Nullable RuntimeException e) {
        failure = e;
    }

    /** Returns what is wrong and how to mend it, for operators; empty if nothing is. */
    public List<String> warnings(Connection connection) throws SQLException {
        List<String> warnings = new ArrayList<>();
        RuntimeException failed = failure;
        if (failed != null) {
            warnings.add("keepSearchFresh failed the last time: " + failed.getMessage());
        }
        Duration kept = interval;
        long oldSeconds = (kept == null ? OLD : kept.multipliedBy(MISSED)).toSeconds();
        State state = Jdbc.query(
                        connection,
                        scope.in(READ).with("old_seconds", oldSeconds),
                        row -> new State(
                                row.getObject("refreshed_at", OffsetDateTime.class),
                                row.getBoolean("has_changed"),
                                row.getBoolean("is_old")))
                .get(0);
        if (state.hasChanged && state.refreshedAt == null) {
            warnings.add("Search has not counted its words yet, so that it estimates which of them tell the most;"
                    + " call refreshSearch() once, and keepSearchFresh() in one process");
        } else if (state.hasChanged && state.refreshedAt != null && state.isOld) {
            Instant at = state.refreshedAt.toInstant();
            warnings.add(
                    "The statistics of search are from " + at + ", and tracks have changed since, so that it estimates"
                            + " the frequencies of new words; call refreshSearch(), and keepSearchFresh() in one process");
        }
        return warnings;
    }

    private record State(@Nullable OffsetDateTime refreshedAt, boolean hasChanged, boolean isOld) {}
}
