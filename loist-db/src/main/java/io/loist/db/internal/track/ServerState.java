package io.loist.db.internal.track;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * What the server says to those who write rows computed in Java.
 *
 * @param now the time of the transaction, for its new rows
 * @param floors the static rank at which each tier begins, the best one first
 * @param behindPolicies whether row-level security decides what this role may write, so that it cannot copy into tables
 */
@SuppressWarnings("ArrayRecordComponent") // read once and passed on
public record ServerState(Instant now, float[] floors, boolean behindPolicies) {

    private static final String READ = """
            SELECT now(), %s, row_security_active('${schema}.audio_tracks') WHERE %s
            """.formatted(EntrySql.FLOORS, EntrySql.SHORTENS_PENDING_LIST);

    /** Reads them in a transaction that will write search entries. */
    public static ServerState read(Connection connection, Scope scope) throws SQLException {
        return Jdbc.query(
                        connection,
                        scope.in(READ),
                        row -> new ServerState(
                                row.getObject(1, OffsetDateTime.class).toInstant(),
                                floors(row.getArray(2)),
                                row.getBoolean(3)))
                .get(0);
    }

    private static float[] floors(Array array) throws SQLException {
        Float[] values = (Float[]) array.getArray();
        float[] floors = new float[values.length];
        for (int i = 0; i < floors.length; i++) {
            floors[i] = values[i];
        }
        return floors;
    }
}
