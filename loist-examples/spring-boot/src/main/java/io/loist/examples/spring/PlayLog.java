package io.loist.examples.spring;

import io.loist.library.Loist;
import io.loist.signing.SignedUrl;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who played what: rows of the application's own, in one transaction with loist's. */
@Service
class PlayLog {

    private final Loist loist;
    private final JdbcClient jdbc;

    PlayLog(Loist loist, JdbcClient jdbc) {
        this.loist = loist;
        this.jdbc = jdbc;
    }

    /** Logs that a track is played, and returns the URL that plays it. */
    @Transactional
    SignedUrl play(UUID track) {
        jdbc.sql("INSERT INTO play (track) VALUES (:track)")
                .param("track", track)
                .update();
        return loist.playUrl(track);
    }
}
