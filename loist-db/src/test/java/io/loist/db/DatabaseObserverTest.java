package io.loist.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.loist.db.testing.PostgresExtension;
import io.loist.observe.LoistObserver;
import io.loist.observe.micrometer.MicrometerObserver;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import io.loist.track.Track;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Integration
class DatabaseObserverTest {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final List<String> ended = new CopyOnWriteArrayList<>();
    private final LoistObserver observer = operation -> outcome -> ended.add(operation + " " + outcome.code());

    @Test
    void observer_eachService_isTold() throws SQLException {
        POSTGRES.emptyDatabase();
        try (LoistDatabase database = LoistDatabase.builder()
                .dataSource(POSTGRES.dataSource())
                .observer(observer)
                .build()) {
            database.migrate();
            Track saved = database.tracks().save(SampleTracks.full());
            database.search().search("anything");
            database.queue().claim(1, "worker", Duration.ofMinutes(1));
            database.statusFeed().history(saved.id());
            database.journal().knownObjects(List.of());
            database.refreshSearch();
            try (Connection connection = POSTGRES.dataSource().getConnection()) {
                connection.setAutoCommit(false);
                database.within(connection).tracks().findById(UUID.randomUUID());
                connection.rollback();
            }

            assertThat(ended)
                    .containsExactly(
                            "LoistDatabase.migrate OK",
                            "TrackRepository.save OK",
                            "SearchService.search OK",
                            "TrackQueue.claim OK",
                            "StatusFeed.history OK",
                            "IngestJournal.knownObjects OK",
                            "LoistDatabase.refreshSearch OK",
                            "TrackRepository.findById OK");
        }
    }

    @Test
    void observer_statementTimeout_isTheCode() throws SQLException {
        POSTGRES.emptyDatabase();
        try (LoistDatabase database = LoistDatabase.builder()
                        .jdbcUrl(POSTGRES.url())
                        .user("postgres")
                        .password("postgres")
                        .statementTimeout(Duration.ofMillis(300))
                        .observer(observer)
                        .build();
                Connection other = POSTGRES.dataSource().getConnection()) {
            Track saved = database.tracks().save(SampleTracks.full());
            other.setAutoCommit(false);
            other.createStatement().execute("LOCK TABLE loist.audio_tracks IN ACCESS EXCLUSIVE MODE");

            assertThat(catchThrowable(() -> database.tracks().findById(saved.id())))
                    .isNotNull();

            assertThat(ended).containsExactly("TrackRepository.save OK", "TrackRepository.findById DATABASE_TIMEOUT");
            other.rollback();
        }
    }

    @Test
    void poolMetrics_ownPool_isMeasured() {
        POSTGRES.emptyDatabase();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (LoistDatabase database = LoistDatabase.builder()
                .jdbcUrl(POSTGRES.url())
                .user("postgres")
                .password("postgres")
                .observer(MicrometerObserver.of(registry))
                .poolMetrics(registry)
                .build()) {
            database.tracks().save(SampleTracks.full());

            assertThat(registry.getMeters())
                    .extracting(Meter::getId)
                    .extracting(Meter.Id::getName)
                    .contains("loist.operations", "hikaricp.connections.active", "hikaricp.connections.usage");
            assertThat(registry.get("hikaricp.connections.acquire")
                            .tag("pool", "loist")
                            .timer()
                            .count())
                    .isPositive();
        }
    }
}
