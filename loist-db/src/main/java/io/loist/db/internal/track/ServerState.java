package io.loist.db.internal.track;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * The values of the server that rows computed in Java need.
 *
 * @param now the time of the transaction, for its new rows
 * @param floors the static rank at which each tier begins, the best one first
 */
@SuppressWarnings("ArrayRecordComponent") // read once and passed on
public record ServerState(Instant now, float[] floors) {

    private static final String READ =
            "SELECT now(), floors FROM ${schema}.track_search_state WHERE " + EntrySql.SHORTENS_PENDING_LIST;

    /** Reads them in a transaction that will write search entries. */
    public static ServerState read(Connection connection, Scope scope) throws SQLException {
        return Jdbc.query(
                        connection,
                        scope.in(READ),
                        row -> new ServerState(
                                row.getObject(1, OffsetDateTime.class).toInstant(), floors(row.getArray(2))))
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
