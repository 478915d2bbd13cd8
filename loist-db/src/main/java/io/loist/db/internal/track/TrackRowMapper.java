package io.loist.db.internal.track;

import io.loist.track.Track;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/** Makes a {@link Track} of a row that begins with {@link TrackSql#COLUMNS}. */
public final class TrackRowMapper {

    private static final TrackColumn[] READ =
            Arrays.stream(TrackColumn.values()).filter(TrackColumn::isRead).toArray(TrackColumn[]::new);

    private TrackRowMapper() {}

    public static Track map(ResultSet row) throws SQLException {
        TrackDraft track = new TrackDraft();
        ColumnReader reader = new ColumnReader(row);
        for (TrackColumn column : READ) {
            reader.next();
            column.read(track, reader);
        }
        return track.build();
    }
}
