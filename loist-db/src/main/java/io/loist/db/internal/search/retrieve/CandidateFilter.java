package io.loist.db.internal.search.retrieve;

import io.loist.db.internal.jdbc.SqlClause;
import io.loist.db.internal.search.query.QueryConditions;
import io.loist.db.internal.track.TrackConditions;
import io.loist.track.TrackFilter;
import io.loist.track.TrackStatus;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tracks may be candidates, whatever their words.
 *
 * @param filter the filter of the search
 * @param conditions the conditions in its text
 */
public record CandidateFilter(TrackFilter filter, QueryConditions conditions) {

    private static final Set<TrackStatus> COMPLETED = EnumSet.of(TrackStatus.COMPLETED);

    /** Returns whether the status is the only condition. */
    public boolean isEmpty() {
        return conditions.isEmpty()
                && TrackConditions.appendButStatus(SqlClause.of(""), filter).equals(SqlClause.of(""));
    }

    /** Appends all conditions to a statement on {@code audio_tracks AS track} whose {@code WHERE} has a condition already. */
    public SqlClause append(SqlClause statement) {
        return TrackConditions.append(appendTextConditions(statement), filter);
    }

    /** Returns whether completed tracks match and no others; search entries know the status themselves. */
    boolean onlyCompleted() {
        return filter.statuses().equals(COMPLETED);
    }

    /** Returns the conditions that a search entry cannot answer, each after {@code AND}; empty text if there are none. */
    SqlClause trackConditions() {
        SqlClause clause = appendTextConditions(SqlClause.of(""));
        return onlyCompleted()
                ? TrackConditions.appendButStatus(clause, filter)
                : TrackConditions.append(clause, filter);
    }

    /** Returns whether few tracks match and an index leads to them. */
    boolean isSelective() {
        return filter.title() != null
                || filter.artist() != null
                || filter.album() != null
                || filter.isrc() != null
                || filter.sha256() != null
                || filter.audioHash() != null
                || !filter.attributes().isEmpty();
    }

    private SqlClause appendTextConditions(SqlClause statement) {
        SqlClause clause = bound(statement, "AND track.year >= ?", conditions.minYear());
        clause = bound(clause, "AND track.year <= ?", conditions.maxYear());
        clause = bound(clause, "AND track.duration_seconds >= ?", conditions.minSeconds());
        clause = bound(clause, "AND track.duration_seconds < ?", conditions.maxSeconds());
        return conditions.formats().isEmpty()
                ? clause
                : clause.then("AND track.format = ANY (?)", (Object)
                        conditions.formats().stream().sorted().toArray(String[]::new));
    }

    private static SqlClause bound(SqlClause clause, String condition, @Nullable Object value) {
        return value == null ? clause : clause.then(condition, value);
    }
}
