package io.loist.db.internal.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * Where an entry is in each order.
 *
 * @param year of an album; 0 if it has none
 */
record Place(UUID id, String sortKey, OffsetDateTime since, int year) {

    static Place map(ResultSet row) throws SQLException {
        return new Place(
                row.getObject("id", UUID.class),
                row.getString("sort_key"),
                row.getObject("since", OffsetDateTime.class),
                row.getInt("order_year"));
    }
}
