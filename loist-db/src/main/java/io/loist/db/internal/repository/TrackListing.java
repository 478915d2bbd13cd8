package io.loist.db.internal.repository;

import io.loist.Page;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.jdbc.TransactionSettings;
import io.loist.db.internal.track.Json;
import io.loist.db.internal.track.ListedTracks;
import io.loist.db.internal.track.TrackConditions;
import io.loist.db.internal.track.TrackPage;
import io.loist.db.internal.track.TrackSql;
import io.loist.track.Track;
import io.loist.track.TrackQuery;
import org.jspecify.annotations.Nullable;

/** Lists tracks page by page along an index, and counts them if asked. */
final class TrackListing {

    private final Jdbc jdbc;
    private final Scope scope;

    TrackListing(Jdbc jdbc, Scope scope) {
        this.jdbc = jdbc;
        this.scope = scope;
    }

    Page<Track> list(TrackQuery query) {
        ListedTracks listed = ListedTracks.of(scope, query.filter(), TrackConditions.of(query.filter()));
        TrackPage tracks = new TrackPage(listed, query, "");
        Page<Track> page = jdbc.read("list tracks", Jdbc.keeping(TransactionSettings.OF_LISTING, tracks::read));
        return new Page<>(page.items(), page.next(), total(query));
    }

    private Page.@Nullable Total total(TrackQuery query) {
        return switch (query.total()) {
            case NONE -> null;
            case EXACT -> new Page.Total(number(TrackSql.COUNT, query, row -> row.getLong(1)), true);
            case ESTIMATE ->
                new Page.Total(number(TrackSql.GUESS, query, row -> Json.plannedRows(row.getString(1))), false);
        };
    }

    private Long number(String sql, TrackQuery query, Jdbc.RowMapper<Long> mapper) {
        Sql clause = filtered(Sql.of(sql), query);
        return jdbc.read("count tracks", connection -> Jdbc.query(connection, clause, mapper))
                .get(0);
    }

    private Sql filtered(Sql sql, TrackQuery query) {
        return scope.in(sql.then(TrackConditions.of(query.filter())));
    }
}
