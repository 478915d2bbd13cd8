package io.loist.db.internal.catalog;

import io.loist.catalog.Album;
import io.loist.catalog.CatalogEntry;
import io.loist.catalog.CatalogKind;
import io.loist.catalog.CatalogLink;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.jdbc.TransactionSettings;
import io.loist.db.internal.ledger.KindLetters;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what lists show of entries and albums. */
final class ShownEntries {

    private final Scope scope;

    ShownEntries(Scope scope) {
        this.scope = scope;
    }

    /** Returns the entries with these ids, in this order, without those that have no track. */
    List<CatalogEntry> entries(Connection connection, CatalogKind kind, List<UUID> ids) throws SQLException {
        Sql sql = Sql.of(TransactionSettings.READ_BY_INDEX)
                .then(CatalogSql.ENTRIES)
                .with("has_albums", kind.isArtist());
        return read(connection, sql, kind, ids, row -> entry(row, kind));
    }

    private static CatalogEntry entry(ResultSet row, CatalogKind kind) throws SQLException {
        return new CatalogEntry(
                kind,
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("sort_name"),
                row.getString("heading"),
                row.getLong("tracks"),
                kind.isArtist() ? (Long) row.getLong("albums") : null);
    }

    /** Returns the albums with these ids, in this order, without those that have no track. */
    List<Album> albums(Connection connection, List<UUID> ids) throws SQLException {
        Sql sql = Sql.of(TransactionSettings.READ_BY_INDEX).then(CatalogSql.ALBUMS);
        return read(connection, sql, CatalogKind.ALBUM, ids, ShownEntries::album);
    }

    private static Album album(ResultSet row) throws SQLException {
        long tracks = row.getLong("tracks");
        return new Album(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("sort_name"),
                row.getString("heading"),
                artist(row),
                type(tracks, row.getLong("compilations"), row.getLong("singles")),
                row.getObject("year", Integer.class),
                tracks,
                row.getInt("discs"),
                Duration.ofMillis(row.getLong("millis")),
                row.getObject("artwork_track", UUID.class),
                row.getObject("added_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable CatalogLink artist(ResultSet row) throws SQLException {
        UUID id = row.getObject("artist_id", UUID.class);
        String name = row.getString("artist");
        return id == null || name == null ? null : new CatalogLink(CatalogKind.ALBUM_ARTIST, id, name);
    }

    private static Album.Type type(long tracks, long compilations, long singles) {
        if (2 * compilations > tracks) {
            return Album.Type.COMPILATION;
        }
        return 2 * singles > tracks ? Album.Type.SINGLE : Album.Type.ALBUM;
    }

    private <T> List<T> read(Connection connection, Sql sql, CatalogKind kind, List<UUID> ids, Jdbc.RowMapper<T> mapper)
            throws SQLException {
        if (ids.isEmpty()) {
            return List.of();
        }
        Sql bound = scope.in(sql)
                .with("kind", KindLetters.of(kind))
                .with("ids", ids.toArray(UUID[]::new))
                .replanned();
        return Jdbc.queryLast(connection, bound, mapper);
    }
}
