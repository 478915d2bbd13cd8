package io.loist.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.testing.TestServer;
import io.loist.testing.Integration;
import io.loist.testing.PredecessorSchema;
import io.loist.track.Track;
import io.loist.track.TrackQuery;
import io.loist.track.TrackStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Integration
class AdoptionTest {

    private static final UUID FULL = UUID.fromString("b2f7c1de-0000-4000-8000-000000000001");
    private static final UUID SPARSE = UUID.fromString("b2f7c1de-0000-4000-8000-000000000002");

    private String url = "";

    @BeforeEach
    void createPredecessor() {
        url = TestServer.running().newDatabase();
        TestServer.execute(url, PredecessorSchema.statements().toArray(String[]::new));
        TestServer.execute(url, """
                INSERT INTO audio_tracks (id, created_at, updated_at, status, artist, title, album, genre, year,
                  duration_seconds, channels, sample_rate, bitrate, format, file_size_bytes, audio_gcs_path,
                  thumbnail_gcs_path)
                VALUES ('%s', '2025-10-10 14:19:52.87+00', '2025-10-11 00:00:00+00', 'COMPLETED', 'Björk', 'Jóga',
                  'Homogenic', 'Electronic', 1997, 305.123, 2, 44100, 320, 'MP3', 12345678,
                  'gs://loist-music/audio/1/audio.mp3', 'gs://loist-music/audio/1/artwork.jpg')
                """.formatted(FULL), """
                INSERT INTO audio_tracks (id, status, error_message, retry_count, artist, title, format, audio_gcs_path)
                VALUES ('%s', 'FAILED', 'no luck', 3, '', ' ', '.Flac', 'gs://loist-music/audio/2/audio.flac')
                """.formatted(SPARSE));
    }

    @AfterEach
    void dropDatabase() {
        TestServer.running().drop(url);
    }

    @Test
    void adopt_predecessor_keepsEverythingItKnew() throws SQLException {
        try (LoistDatabase database = database()) {
            assertThat(database.admin().adopt()).isEqualTo(new DatabaseAdmin.Adoption(2, List.of()));

            Track full = database.tracks().findById(FULL).orElseThrow();
            assertThat(full.metadata().title()).isEqualTo("Jóga");
            assertThat(full.metadata().artist()).isEqualTo("Björk");
            assertThat(full.metadata().album()).isEqualTo("Homogenic");
            assertThat(full.metadata().genres()).containsExactly("Electronic");
            assertThat(full.metadata().year()).isEqualTo(1997);
            assertThat(full.audio().format()).isEqualTo("mp3");
            assertThat(full.audio().duration()).isEqualTo(Duration.ofMillis(305_123));
            assertThat(full.audio().bitrate()).isEqualTo(320_000);
            assertThat(full.audioObject().ref().uri()).isEqualTo("gs://loist-music/audio/1/audio.mp3");
            assertThat(full.audioObject().size()).isEqualTo(12_345_678);
            assertThat(full.audioObject().crc32c()).isNull();
            assertThat(full.audioObject().contentType()).isEqualTo("audio/mpeg");
            assertThat(full.artworkObject()).isNotNull();
            assertThat(full.status()).isEqualTo(TrackStatus.COMPLETED);
            assertThat(full.createdAt()).isEqualTo(Instant.parse("2025-10-10T14:19:52.870Z"));
            assertThat(full.updatedAt()).isEqualTo(Instant.parse("2025-10-11T00:00:00Z"));

            Track sparse = database.tracks().findById(SPARSE).orElseThrow();
            assertThat(sparse.metadata().title()).isEqualTo("Untitled");
            assertThat(sparse.metadata().artist()).isNull();
            assertThat(sparse.audio().format()).isEqualTo("flac");
            assertThat(sparse.status()).isEqualTo(TrackStatus.FAILED);
            assertThat(sparse.error()).isEqualTo("no luck");
            assertThat(sparse.processing().retryCount()).isEqualTo(3);
            assertThat(sparse.audioObject().size()).isZero();

            assertThat(database.search().search("bjork joga").hits()).hasSize(1);
            assertThat(database.tracks().list(TrackQuery.newest()).items()).containsExactly(sparse, full);
        }
        assertThat(texts("SELECT to_regclass('audio_tracks_predecessor')::text"))
                .containsExactly((String) null);
        assertThat(texts("SELECT proname FROM pg_proc WHERE proname IN"
                        + " ('update_audio_tracks_search_vector', 'update_updated_at_column')"))
                .isEmpty();
        assertThat(texts("SELECT version FROM schema_migrations")).containsExactly("001");
    }

    @Test
    void adopt_twice_doesNothingMore() {
        try (LoistDatabase database = database()) {
            database.admin().adopt();

            assertThat(database.admin().adopt()).isEqualTo(new DatabaseAdmin.Adoption(0, List.of()));
            assertThat(database.tracks().list(TrackQuery.newest()).items()).hasSize(2);
        }
    }

    @Test
    void adopt_emptyDatabase_onlyMigrates() {
        String empty = TestServer.running().newDatabase();
        try (LoistDatabase database = LoistDatabase.create(TestServer.dataSource(empty, TestServer.SUPERUSER))) {
            assertThat(database.admin().adopt()).isEqualTo(new DatabaseAdmin.Adoption(0, List.of()));
            assertThat(database.tracks().list(TrackQuery.newest()).items()).isEmpty();
        } finally {
            TestServer.running().drop(empty);
        }
    }

    @Test
    void adopt_interruptedAfterSettingAside_isFinishedByTheNextCall() throws SQLException {
        TestServer.execute(
                url,
                "ALTER TABLE audio_tracks RENAME TO audio_tracks_predecessor",
                "ALTER INDEX audio_tracks_pkey RENAME TO predecessor_audio_tracks_pkey");
        try (LoistDatabase database = database()) {
            assertThat(database.admin().adopt().adopted()).isEqualTo(2);
        }
        assertThat(texts("SELECT to_regclass('audio_tracks_predecessor')::text"))
                .containsExactly((String) null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gs://loist-music/audio/1/audio.mp3", "gs://NO/bucket", "gs://loist-music"})
    void adopt_rowLoistCannotHold_leavesItBehindUntilMended(String path) throws SQLException {
        UUID left = UUID.randomUUID();
        TestServer.execute(
                url,
                "INSERT INTO audio_tracks (id, created_at, title, format, audio_gcs_path) VALUES ('" + left
                        + "', '2030-01-01', 'Left', 'mp3', '" + path + "')");
        try (LoistDatabase database = database()) {
            assertThat(database.admin().adopt()).isEqualTo(new DatabaseAdmin.Adoption(2, List.of(left)));
            assertThat(database.tracks().findById(left)).isEmpty();

            TestServer.execute(
                    url, "UPDATE audio_tracks_predecessor SET audio_gcs_path = 'gs://loist-music/audio/3/audio.mp3'");
            assertThat(database.admin().adopt()).isEqualTo(new DatabaseAdmin.Adoption(1, List.of()));
            assertThat(database.tracks().findById(left)).isPresent();
        }
    }

    private LoistDatabase database() {
        return LoistDatabase.create(TestServer.dataSource(url, TestServer.SUPERUSER));
    }

    private List<String> texts(String sql) throws SQLException {
        try (Connection connection =
                TestServer.dataSource(url, TestServer.SUPERUSER).getConnection()) {
            return Jdbc.query(connection, Sql.of(sql), row -> row.getString(1));
        }
    }
}
