package io.loist.db;

import io.loist.track.Track;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Tracks read one after the other through a cursor of the server's, a few hundred at a time. */
final class TrackStream extends Spliterators.AbstractSpliterator<Track> implements AutoCloseable {

    private static final String ACTION = "read tracks one after the other";
    private static final int ROWS_PER_TRIP = 500;

    private final Reading reading;
    private final PreparedStatement statement;
    private final ResultSet rows;
    private boolean closed;

    private TrackStream(Reading reading, PreparedStatement statement) throws SQLException {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.DISTINCT);
        this.reading = reading;
        this.statement = statement;
        this.rows = statement.executeQuery();
    }

    static Stream<Track> open(Jdbc jdbc, SqlClause clause) {
        try {
            TrackStream tracks = open(jdbc.reading(), clause);
            return StreamSupport.stream(tracks, false).onClose(tracks::close);
        } catch (SQLException e) {
            throw SqlStates.translate(ACTION, e);
        }
    }

    private static TrackStream open(Reading reading, SqlClause clause) throws SQLException {
        try {
            PreparedStatement statement = reading.connection().prepareStatement(clause.sql());
            statement.setFetchSize(ROWS_PER_TRIP);
            Jdbc.bind(statement, clause.bindings());
            return new TrackStream(reading, statement);
        } catch (SQLException | RuntimeException | Error e) {
            try (reading) {
                throw e;
            }
        }
    }

    @Override
    public boolean tryAdvance(Consumer<? super Track> action) {
        Track track;
        try {
            if (closed || !rows.next()) {
                return false;
            }
            track = TrackRowMapper.map(rows);
        } catch (SQLException e) {
            throw SqlStates.translate(ACTION, e);
        }
        action.accept(track);
        return true;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (reading;
                statement) {
            rows.close();
        } catch (SQLException e) {
            throw SqlStates.translate(ACTION, e);
        }
    }
}
