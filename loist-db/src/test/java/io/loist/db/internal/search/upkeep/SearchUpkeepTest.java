package io.loist.db.internal.search.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.DatabaseException;
import io.loist.db.LoistDatabase;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.SchemaName;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.testing.PostgresExtension;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Integration
class SearchUpkeepTest {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final String WORDS =
            "SELECT track_id || words || rank || tier || completed FROM track_search ORDER BY 1";

    private LoistDatabase library = POSTGRES.emptyDatabase();

    @BeforeEach
    void fill() throws SQLException {
        library = POSTGRES.emptyDatabase();
        POSTGRES.execute("TRUNCATE audio_tracks CASCADE");
        POSTGRES.execute(
                "UPDATE track_search_upkeep SET refreshed_at = NULL, reindexed_namespace = NULL, reindexed_track = NULL");
        POSTGRES.execute("DELETE FROM track_search_term");
        library.tracks().saveAllOrNone(List.of(SampleTracks.track("Creep", "Radiohead"), SampleTracks.full()));
    }

    @Test
    void keepSearchFresh_severalPrograms_refreshOnce() throws Exception {
        try (LoistDatabase.Upkeep one = library.keepSearchFresh(Duration.ofHours(1))) {
            waitUntilRefreshed();
            assertThat(one).isNotNull();
        }
        String refreshed = refreshedAt();
        try (LoistDatabase.Upkeep other = library.keepSearchFresh(Duration.ofHours(1))) {
            Thread.sleep(500);
            assertThat(refreshedAt()).isEqualTo(refreshed);
            assertThat(other).isNotNull();
        }
    }

    @Test
    void refresh_anotherOneDoesNotEnd_timesOut() throws SQLException {
        Scope scope = new Scope(SchemaName.of(SchemaName.DEFAULT), "default");
        SearchRefresh impatient = new SearchRefresh(scope, Duration.ofMillis(50));
        try (Connection other = POSTGRES.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(scope.sql(RefreshSql.LOCK));

            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() -> impatient.run(new Jdbc(POSTGRES.dataSource())))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("DATABASE_TIMEOUT"));
            other.rollback();
            other.setAutoCommit(true);
        }
    }

    @Test
    void keepSearchFresh_timeIsOver_refreshesAgain() throws Exception {
        try (LoistDatabase.Upkeep upkeep = library.keepSearchFresh(Duration.ofSeconds(1))) {
            waitUntilRefreshed();
            String refreshed = refreshedAt();
            for (Instant end = Instant.now().plusSeconds(20);
                    refreshedAt().equals(refreshed) && Instant.now().isBefore(end); ) {
                Thread.sleep(50);
            }
            assertThat(refreshedAt()).isNotEqualTo(refreshed);
            assertThat(upkeep).isNotNull();
        }
    }

    @Test
    void keepSearchFresh_intervalOutOfRange_throws() {
        assertThatIllegalArgumentException().isThrownBy(() -> library.keepSearchFresh(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> library.keepSearchFresh(Duration.ofDays(31)));
    }

    @Test
    void reindexSearch_entriesOfAnotherFolding_areWrittenAnew() throws SQLException {
        List<String> right = POSTGRES.texts(WORDS);
        POSTGRES.execute("UPDATE track_search SET words = 'old|folding', rank = 0.9, tier = 0");
        POSTGRES.execute(
                "DELETE FROM track_search WHERE track_id = (SELECT min(track_id::text)::uuid FROM track_search)");

        library.admin().reindexSearch();

        assertThat(POSTGRES.texts(WORDS)).isEqualTo(right).hasSize(2);
        assertThat(library.search().search("creep").hits()).hasSize(1);
    }

    @Test
    void reindexSearch_wasInterrupted_goesOnFromThere() throws SQLException {
        POSTGRES.execute("UPDATE track_search SET words = 'old|folding'");
        POSTGRES.execute("UPDATE track_search_upkeep SET (reindexed_namespace, reindexed_track) ="
                + " (SELECT namespace, id FROM audio_tracks ORDER BY namespace, id LIMIT 1)");

        library.admin().reindexSearch();

        assertThat(POSTGRES.texts("SELECT words FROM track_search WHERE words = 'old|folding'"))
                .hasSize(1);
        library.admin().reindexSearch();
        assertThat(POSTGRES.texts("SELECT words FROM track_search WHERE words = 'old|folding'"))
                .isEmpty();
    }

    @Test
    void search_misspelt_saysWhatWasMeant() {
        library.refreshSearch();

        assertThat(meant("raidohead crepe")).isEqualTo("radiohead creep");
        assertThat(meant("raidohead")).isEqualTo("radiohead");
        assertThat(meant("radio head")).isNull();
        assertThat(meant("radioh")).isNull();
        assertThat(meant("radiohead creep")).isNull();
        assertThat(meant("xyzzy")).isNull();
        assertThat(meant("format:mp3")).isNull();
        assertThat(meant("\"raidohead\"")).isNull();
    }

    private @Nullable String meant(String typed) {
        return library.search().search(typed).didYouMean();
    }

    private void waitUntilRefreshed() throws Exception {
        Instant end = Instant.now().plusSeconds(20);
        while (refreshedAt().equals("null") && Instant.now().isBefore(end)) {
            Thread.sleep(20);
        }
        assertThat(refreshedAt()).isNotEqualTo("null");
    }

    private static String refreshedAt() throws SQLException {
        return POSTGRES.texts("SELECT refreshed_at FROM track_search_upkeep").get(0);
    }
}
