package io.loist.examples.quarkus;

import io.loist.library.Loist;
import io.loist.signing.SignedUrl;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** What was played: rows of the application's own, in one transaction with loist's. */
@Singleton
class PlayLog {

    private final Loist loist;
    private final DataSource dataSource;

    PlayLog(Loist loist, DataSource dataSource) {
        this.loist = loist;
        this.dataSource = dataSource;
    }

    /** Logs that a track is played, and returns the URL that plays it. */
    @Transactional
    SignedUrl play(UUID track) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO play (track) VALUES (?)")) {
            insert.setObject(1, track);
            insert.executeUpdate();
        }
        return loist.playUrl(track);
    }
}
