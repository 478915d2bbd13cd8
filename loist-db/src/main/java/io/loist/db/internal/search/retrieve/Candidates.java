package io.loist.db.internal.search.retrieve;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.SqlClause;
import io.loist.db.internal.jdbc.SqlErrors;
import io.loist.db.internal.search.SearchSql;
import io.loist.search.SearchQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Fetches tracks that may be meant from the index: bounded, filtered, in the order of their static rank. */
public final class Candidates {

    private final Connection connection;
    private final SearchFilter filter;
    private final CandidateLimits breadth;
    private final Deadline deadline;
    private final Map<UUID, Candidate> found = new LinkedHashMap<>();
    private boolean cut;

    public Candidates(Connection connection, SearchFilter filter, CandidateLimits breadth, Deadline deadline) {
        this.connection = connection;
        this.filter = filter;
        this.breadth = breadth;
        this.deadline = deadline;
    }

    /**
     * A track that may be meant.
     *
     * @param words its folded title, artist, album, genres and other names, with | between
     */
    public record Candidate(UUID id, float rank, String words) {}

    /** Adds what the requests bring, the first of them first. */
    public void fetch(List<CandidateQuery> asks) throws SQLException {
        if (asks.isEmpty()) {
            return;
        }
        if (deadline.isOver()) {
            cut = true;
            return;
        }
        read(new SqlClause(filter.scope().sql(SearchSql.CANDIDATES), bindings(asks)));
    }

    /** Adds tracks that the filter lets pass, whatever their words: the best ones if there are many, else all. */
    public void fetchBest() throws SQLException {
        read(filter.best(breadth.listed()));
        if (found.size() == breadth.listed()) {
            cut = true;
            return;
        }
        read(filter.all(SearchQuery.MAX_COUNTED));
        cut |= found.size() >= SearchQuery.MAX_COUNTED;
    }

    private void read(SqlClause clause) throws SQLException {
        Savepoint before = Jdbc.savepoint(connection);
        try (PreparedStatement statement = connection.prepareStatement(clause.sql())) {
            if (!filter.isEmpty()) {
                statement.setQueryTimeout(deadline.secondsLeft());
            }
            Jdbc.bind(statement, clause.bindings());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    UUID id = rows.getObject(1, UUID.class);
                    if (id == null) {
                        cut = true;
                    } else {
                        found.putIfAbsent(id, new Candidate(id, rows.getFloat(2), rows.getString(3)));
                    }
                }
            }
        } catch (SQLException e) {
            if (!SqlErrors.isCancelled(e)) {
                throw e;
            }
            if (before != null) {
                connection.rollback(before);
            }
            cut = true;
        }
    }

    public Collection<Candidate> found() {
        return found.values();
    }

    public CandidateLimits breadth() {
        return breadth;
    }

    /** Returns whether there may be more than were found. */
    public boolean cut() {
        return cut;
    }

    private List<@Nullable Object> bindings(List<CandidateQuery> asks) {
        List<@Nullable Object> bindings = new ArrayList<>();
        bindings.add(asks.stream().map(ask -> filter.restricted(ask.query())).toArray(String[]::new));
        bindings.add(asks.stream().mapToInt(CandidateQuery::firstTier).toArray());
        bindings.add(asks.stream().mapToInt(CandidateQuery::lastTier).toArray());
        bindings.add(asks.stream().mapToInt(CandidateQuery::fill).toArray());
        bindings.add(asks.stream().mapToInt(CandidateQuery::inside).toArray());
        bindings.add(breadth.enough());
        bindings.add(deadline.millisLeft());
        bindings.addAll(filter.bindings());
        return bindings;
    }
}
