package io.loist.db.internal.catalog;

import io.loist.Cursor;
import io.loist.Page;
import io.loist.catalog.CatalogKind;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.KeysetCursor;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.jdbc.TransactionSettings;
import io.loist.db.internal.ledger.KindLetters;
import io.loist.db.internal.track.TrackRowMapper;
import io.loist.track.Track;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One page of the tracks of an artist, album by album. */
final class ArtistTracks {

    private static final int PLACES = 5;
    private static final UUID FIRST = new UUID(0, 0);

    private final Scope scope;
    private final String question;
    private final Sql after;

    /** @throws IllegalArgumentException if the cursor was made for another query */
    ArtistTracks(Scope scope, UUID artist, @Nullable Cursor after) {
        this.scope = scope;
        this.question = EntryPage.question("tracks", artist);
        this.after = after(after);
    }

    private Sql after(@Nullable Cursor cursor) {
        if (cursor == null) {
            return after("", FIRST, 0, 0, "").with("after_id", FIRST);
        }
        KeysetCursor last = KeysetCursor.of(cursor, question, PLACES);
        try {
            return after(
                            value(last, 0),
                            UUID.fromString(value(last, 1)),
                            Integer.parseInt(value(last, 2)),
                            Integer.parseInt(value(last, 3)),
                            value(last, 4))
                    .with("after_id", last.id());
        } catch (IllegalArgumentException | NullPointerException e) {
            throw KeysetCursor.foreign(e);
        }
    }

    private static String value(KeysetCursor last, int index) {
        return Objects.requireNonNull(last.values().get(index));
    }

    private static Sql after(String key, UUID album, int disc, int number, String title) {
        return Sql.of("")
                .with("after_key", key)
                .with("after_album", album)
                .with("after_disc", disc)
                .with("after_number", number)
                .with("after_title", title);
    }

    Page<Track> read(Connection connection, UUID artist, int limit) throws SQLException {
        Sql sql = scope.in(Sql.of(TransactionSettings.READ_BY_INDEX)
                        .then(CatalogSql.TRACKS_OF_ARTIST)
                        .with(after.values()))
                .with("artist", artist)
                .with("kind", KindLetters.of(CatalogKind.ALBUM))
                .with("limit", limit + 1)
                .replanned();
        List<Row> rows = Jdbc.queryLast(connection, sql, Row::map);
        boolean more = rows.size() > limit;
        Row last = more ? rows.get(limit - 1) : null;
        return new Page<>(
                rows.stream().limit(limit).map(Row::track).toList(),
                last == null ? null : new KeysetCursor(question, last.places, last.track.id()).toCursor());
    }

    private record Row(Track track, List<@Nullable String> places) {

        static Row map(ResultSet row) throws SQLException {
            return new Row(
                    TrackRowMapper.map(row),
                    List.of(
                            row.getString("album_key"),
                            row.getString("album_place"),
                            row.getString("disc_place"),
                            row.getString("number_place"),
                            row.getString("title_place")));
        }
    }
}
