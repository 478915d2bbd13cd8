package io.loist.db.internal.search.retrieve;

import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.search.statement.SearchStatements;
import io.loist.db.internal.track.StaleRows;
import io.loist.search.SearchQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Fetches candidates from the index and keeps them, each once, in the order in which they were found. */
public final class CandidateFetcher implements CandidateSource {

    private final SearchStatements statements;
    private final CandidateStatements sql;
    private final CandidateLimits limits;
    private final Map<UUID, Candidate> found = new LinkedHashMap<>();
    private final Set<UUID> pending = new HashSet<>();
    private boolean truncated;
    private boolean cutShort;
    private boolean isFirst = true;

    public CandidateFetcher(SearchStatements statements, CandidateStatements sql, CandidateLimits limits) {
        this.statements = statements;
        this.sql = sql;
        this.limits = limits;
    }

    @Override
    public void fetch(List<CandidateQuery> queries) throws SQLException {
        if (queries.isEmpty()) {
            return;
        }
        double timeout = isFirst
                ? statements.deadline().millisLeftOrHalf()
                : statements.deadline().millisLeft();
        isFirst = false;
        if (timeout > 0) {
            Sql statement = sql.candidates(queries, limits.enough(), timeout);
            add(
                    sql.hasConditions()
                            ? statements.queryUntilDeadline(statement, CandidateFetcher::row)
                            : statements.querySelfTimed(statement, CandidateFetcher::row));
        }
        cutShort |= statements.deadline().isOver();
    }

    /** Fetches tracks that meet the conditions, whatever their words: the best ones if there are many, else all. */
    public void fetchListed() throws SQLException {
        add(statements.queryUntilDeadline(sql.best(limits.maxListed()), CandidateFetcher::row));
        if (found.size() >= limits.maxListed()) {
            truncated = true;
            return;
        }
        add(statements.queryUntilDeadline(sql.all(SearchQuery.MAX_COUNTED), CandidateFetcher::row));
        truncated |= found.size() >= SearchQuery.MAX_COUNTED;
    }

    /** Adds stale rows that meet the conditions, as what they are now and not as what was indexed. */
    public void addPending(StaleRows stale) throws SQLException {
        List<StaleRows.Pending> rows =
                stale.pending(statements.connection(), sql.pendingConditions(), StaleRows.MAX_PER_SEARCH + 1);
        truncated |= rows.size() > StaleRows.MAX_PER_SEARCH;
        for (StaleRows.Pending row : rows) {
            pending.add(row.id());
            found.put(
                    row.id(),
                    Candidate.of(row.id(), row.entry().rank(), row.entry().words()));
        }
    }

    /** Returns whether a candidate was added unasked, so that it need not match at all. */
    public boolean isPending(Candidate candidate) {
        return pending.contains(candidate.id());
    }

    private void add(Optional<List<Row>> rows) {
        cutShort |= rows.isEmpty();
        for (Row row : rows.orElse(List.of())) {
            truncated |= row.cut;
            if (row.candidate != null) {
                found.putIfAbsent(row.candidate.id(), row.candidate);
            }
        }
    }

    @Override
    public Collection<Candidate> found() {
        return found.values();
    }

    @Override
    public CandidateLimits limits() {
        return limits;
    }

    /** Returns whether there may be more candidates than were found. */
    public boolean truncated() {
        return truncated || cutShort;
    }

    /** Returns whether the time was over before all queries had run. */
    public boolean cutShort() {
        return cutShort;
    }

    private static Row row(ResultSet row) throws SQLException {
        UUID id = row.getObject("track_id", UUID.class);
        return new Row(
                id == null ? null : Candidate.of(id, row.getFloat("rank"), row.getString("names")),
                row.getBoolean("cut"));
    }

    /** A row of a result; {@code candidate} is null if the row says only whether there may be more. */
    private record Row(@Nullable Candidate candidate, boolean cut) {}
}
