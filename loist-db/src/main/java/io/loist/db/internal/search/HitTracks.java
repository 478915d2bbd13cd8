package io.loist.db.internal.search;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.SqlClause;
import io.loist.db.internal.search.retrieve.CandidateFilter;
import io.loist.db.internal.search.statement.SearchStatements;
import io.loist.db.internal.track.TrackOrder;
import io.loist.db.internal.track.TrackRowMapper;
import io.loist.db.internal.track.TrackSql;
import io.loist.track.Track;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads the tracks that hits consist of. */
final class HitTracks {

    private final SearchStatements statements;

    HitTracks(SearchStatements statements) {
        this.statements = statements;
    }

    /** Returns tracks in the order of their ids; tracks that were deleted meanwhile are left out. */
    List<Track> read(UUID[] ids) throws SQLException {
        if (ids.length == 0) {
            return List.of();
        }
        Scope scope = statements.scope();
        SqlClause clause = in(SqlClause.of(TrackSql.FIND_ALL_BY_ID, scope.namespace(), ids));
        Map<UUID, Track> tracks = new HashMap<>();
        Jdbc.query(statements.connection(), clause, TrackRowMapper::map)
                .forEach(track -> tracks.put(track.id(), track));
        return Arrays.stream(ids).filter(tracks::containsKey).map(tracks::get).toList();
    }

    /** Returns a statement for all tracks that meet conditions, to be ordered. */
    SqlClause listing(TrackOrder order, CandidateFilter filter) {
        SqlClause all = SqlClause.of(
                TrackSql.list(order), statements.scope().namespace());
        return in(filter.append(all));
    }

    /** Returns a statement for the tracks of these ids, to be ordered. */
    SqlClause listing(TrackOrder order, UUID[] ids) {
        String namespace = statements.scope().namespace();
        return in(SqlClause.of(TrackSql.among(order), namespace, ids, namespace));
    }

    private SqlClause in(SqlClause clause) {
        return new SqlClause(statements.scope().sql(clause.sql()), clause.bindings());
    }
}
