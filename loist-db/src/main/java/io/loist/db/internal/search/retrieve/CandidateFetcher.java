package io.loist.db.internal.search.retrieve;

import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.search.statement.SearchStatements;
import io.loist.db.internal.track.StaleRows;
import io.loist.search.SearchQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Fetches candidates from the index, each once, in the order in which they are found. */
public final class CandidateFetcher implements CandidateSource {

    private final SearchStatements statements;
    private CandidateStatements sql;
    private final CandidateLimits limits;
    private final Set<UUID> found = new HashSet<>();
    private final List<Candidate> added = new ArrayList<>();
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
    public List<Candidate> fetch(List<CandidateQuery> queries) throws SQLException {
        if (queries.isEmpty()) {
            return takeAdded();
        }
        lookUp();
        double timeout = isFirst
                ? statements.deadline().millisLeftOrHalf()
                : statements.deadline().millisLeft();
        isFirst = false;
        if (timeout > 0) {
            Sql statement = sql.candidates(queries, limits.enough(), timeout);
            noteWhetherCancelled(
                    sql.hasConditions()
                            ? statements.queryUntilDeadline(statement, this::add)
                            : statements.querySelfTimed(statement, this::add));
        }
        cutShort |= statements.deadline().isOver();
        return takeAdded();
    }

    /** Before the first statement for candidates: counts the tracks that an index leads to, if one does. */
    private void lookUp() throws SQLException {
        Sql count = isFirst ? sql.countOfLookup() : null;
        if (count != null) {
            sql = sql.lookingUp(
                    statements.queryLast(count, row -> row.getInt(1)).get(0));
        }
    }

    /** Returns tracks that meet the conditions, whatever their words: the best ones if there are many, else all. */
    public List<Candidate> fetchListed() throws SQLException {
        lookUp();
        if (!sql.isLookingUp()) {
            noteWhetherCancelled(statements.queryUntilDeadline(sql.best(limits.maxListed()), this::add));
            if (found.size() >= limits.maxListed()) {
                truncated = true;
                return takeAdded();
            }
        }
        noteWhetherCancelled(statements.queryUntilDeadline(sql.rest(SearchQuery.MAX_COUNTED), this::add));
        truncated |= found.size() >= SearchQuery.MAX_COUNTED;
        return takeAdded();
    }

    /** Adds to what is fetched next the stale rows that meet the conditions, as what they are now and not as what was indexed. */
    public void addPending(StaleRows stale) throws SQLException {
        List<StaleRows.Pending> rows =
                stale.pending(statements.connection(), sql.pendingConditions(), StaleRows.MAX_PER_SEARCH + 1);
        truncated |= rows.size() > StaleRows.MAX_PER_SEARCH;
        for (StaleRows.Pending row : rows) {
            pending.add(row.id());
            add(Candidate.of(row.id(), row.entry().rank(), row.entry().words()));
        }
    }

    /** Returns whether a candidate was added unasked, so that it need not match at all. */
    public boolean isPending(Candidate candidate) {
        return pending.contains(candidate.id());
    }

    private void noteWhetherCancelled(Optional<List<Boolean>> rows) {
        cutShort |= rows.isEmpty();
    }

    /** Adds the candidate of a row; a row without one says that there may be more. */
    private boolean add(ResultSet row) throws SQLException {
        UUID id = row.getObject(1, UUID.class);
        truncated |= id == null;
        return id != null && add(Candidate.of(id, row.getFloat(2), row.getString(3)));
    }

    private boolean add(Candidate candidate) {
        return found.add(candidate.id()) && added.add(candidate);
    }

    private List<Candidate> takeAdded() {
        List<Candidate> taken = List.copyOf(added);
        added.clear();
        return taken;
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
}
