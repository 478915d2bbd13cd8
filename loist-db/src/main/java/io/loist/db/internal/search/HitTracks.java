package io.loist.db.internal.search;

import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.search.retrieve.CandidateFilter;
import io.loist.db.internal.search.statement.SearchStatements;
import io.loist.db.internal.track.ListedTracks;
import io.loist.db.internal.track.TrackRowMapper;
import io.loist.db.internal.track.TrackSql;
import io.loist.db.internal.work.TrackStatusSql;
import io.loist.track.Track;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads the tracks that hits consist of. */
final class HitTracks {

    private static final Sql FIND_OWN = Sql.of(TrackSql.FIND_OWN_ALL_BY_ID);
    private static final Sql FIND = Sql.of(TrackSql.FIND_ALL_BY_ID).replanned();

    private final SearchStatements statements;

    HitTracks(SearchStatements statements) {
        this.statements = statements;
    }

    /** Returns tracks in the order of their ids; tracks that were deleted meanwhile are left out. */
    List<Track> read(UUID[] ids) throws SQLException {
        if (ids.length == 0) {
            return List.of();
        }
        Map<UUID, Track> tracks = new HashMap<>();
        List<Track> found = statements.query(FIND_OWN.with("ids", ids), TrackRowMapper::map);
        if (found.stream().anyMatch(track -> TrackStatusSql.mayBeLeased(track.status()))) {
            found = statements.query(FIND.with("ids", ids), TrackRowMapper::map);
        }
        found.forEach(track -> tracks.put(track.id(), track));
        return Arrays.stream(ids).filter(tracks::containsKey).map(tracks::get).toList();
    }

    /** Returns all tracks that meet conditions, to be ordered. */
    ListedTracks listing(CandidateFilter filter) {
        return ListedTracks.of(statements.scope(), filter.filter(), filter.all());
    }

    /** Returns the tracks of these ids, to be ordered. */
    ListedTracks listing(UUID[] ids) {
        return ListedTracks.among(statements.scope(), ids);
    }
}
