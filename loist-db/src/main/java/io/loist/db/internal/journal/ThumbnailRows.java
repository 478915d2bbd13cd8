package io.loist.db.internal.journal;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.SqlClause;
import io.loist.db.internal.track.TrackThumbnails;
import io.loist.object.StoredObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The small copies of covers that were stored with tracks. */
final class ThumbnailRows {

    /** How many values {@link #row} has. */
    static final int ROW_COLUMNS = 6;

    private final Jdbc jdbc;
    private final Scope scope;

    ThumbnailRows(Jdbc jdbc, Scope scope) {
        this.jdbc = jdbc;
        this.scope = scope;
    }

    List<StoredObject> of(Connection connection, UUID track) throws SQLException {
        return Jdbc.query(connection, TrackThumbnails.find(scope, track), TrackThumbnails::object);
    }

    boolean correct(StoredObject noted, @Nullable StoredObject found) {
        String path = noted.ref().uri();
        SqlClause correct = found == null
                ? SqlClause.of(scope.sql(JournalSql.DROP_THUMBNAIL), scope.namespace(), path, noted.generation())
                : SqlClause.of(
                        scope.sql(JournalSql.RENOTE_THUMBNAIL),
                        found.generation(),
                        found.size(),
                        found.crc32c(),
                        scope.namespace(),
                        path,
                        noted.generation());
        return jdbc.statement(
                "correct the thumbnail " + path,
                connection -> Jdbc.update(connection, correct) > 0,
                (connection, e) -> null);
    }

    /** Returns the track, the size in pixels, path, generation, length and checksum. */
    static List<@Nullable Object> row(UUID track, int pixels, StoredObject object) {
        return Arrays.asList(track, pixels, object.ref().uri(), object.generation(), object.size(), object.crc32c());
    }

    /** Returns sizes, paths, generations, lengths and checksums. */
    static List<@Nullable Object> bindings(SortedMap<Integer, StoredObject> thumbnails) {
        Collection<StoredObject> objects = thumbnails.values();
        return Arrays.asList(
                thumbnails.keySet().stream().map(String::valueOf).toArray(String[]::new),
                texts(objects, object -> object.ref().uri()),
                texts(objects, object -> Long.toString(object.generation())),
                texts(objects, object -> Long.toString(object.size())),
                texts(objects, StoredObject::crc32c));
    }

    private static String[] texts(Collection<StoredObject> objects, Function<StoredObject, @Nullable String> text) {
        return objects.stream().map(text).toArray(String[]::new);
    }
}
