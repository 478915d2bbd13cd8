package io.loist.db.internal.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.Cursor;
import io.loist.DatabaseException;
import io.loist.db.ConnectionProvider;
import io.loist.db.LoistDatabase;
import io.loist.db.internal.jdbc.KeysetCursor;
import io.loist.db.internal.track.TrackOrder;
import io.loist.db.testing.OneConnection;
import io.loist.db.testing.PostgresExtension;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import io.loist.testkit.contract.TrackRepositoryContract;
import io.loist.track.AudioProperties;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackQuery;
import io.loist.track.TrackRepository;
import io.loist.track.TrackSort;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Integration
class PostgresTrackRepositoryTest extends TrackRepositoryContract {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @Override
    protected TrackRepository emptyRepository() {
        return POSTGRES.emptyDatabase().tracks();
    }

    @Test
    void save_full_fillsTheRequiredColumns() throws SQLException {
        Track saved = emptyRepository().save(SampleTracks.full());

        assertThat(POSTGRES.texts("""
                SELECT concat_ws('|', status, artist, album, genre, year, duration_seconds, channels, sample_rate, bitrate,
                    format, file_size_bytes, thumbnail_gcs_path IS NOT NULL, title_key, artist_key)
                FROM audio_tracks WHERE id = ?
                """, saved.id()))
                .containsExactly(
                        "COMPLETED|Björk feat. Łona|Début|Art Pop|1994|245.123|2|96000|2116000|flac|30000000000|t"
                                + "|don’t stop \uD83C\uDFB6 {\"'\\|bjork feat. lona");
    }

    @Test
    void find_rowThatSomebodyElseWroteInBrief_isATrack() throws SQLException {
        TrackRepository repository = emptyRepository();
        UUID id = repository.save(SampleTracks.full()).id();
        POSTGRES.execute(
                "UPDATE audio_tracks SET audio_content_type = NULL, audio_crc32c = NULL, file_size_bytes = NULL"
                        + " WHERE id = '" + id + "'");

        StoredObject audio = repository.findById(id).orElseThrow().audioObject();

        assertThat(audio.contentType()).isEqualTo("application/octet-stream");
        assertThat(audio.size()).isZero();
        assertThat(audio.crc32c()).isNull();
    }

    @Test
    void save_audioObjectWithoutBytes_throws() {
        StoredObject empty =
                new StoredObject(new ObjectRef("loist-samples", "empty"), 1, 0, "AAAAAA==", "audio/mpeg", null);
        NewTrack track = NewTrack.builder(
                        TrackMetadata.builder("Empty").build(),
                        AudioProperties.builder("mp3").build(),
                        empty)
                .build();

        assertThatIllegalArgumentException().isThrownBy(() -> emptyRepository().save(track));
    }

    @Test
    void save_valueTheTableRefuses_throwsWithoutContent() {
        StoredObject object = new StoredObject(
                new ObjectRef("loist-samples", "x"), 1, 1, "AAAAAA==", "audio/" + "x".repeat(300), null);
        NewTrack track = NewTrack.builder(
                        TrackMetadata.builder("Top secret title").build(),
                        AudioProperties.builder("mp3").build(),
                        object)
                .build();

        for (List<NewTrack> batch : List.of(List.of(track), List.of(SampleTracks.track("A", "B"), track))) {
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() -> emptyRepository().saveAllOrNone(batch))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("DATABASE_REFUSED"))
                    .satisfies(e -> assertThat(e).hasMessageContaining("audio_content_type"))
                    .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("secret"));
        }
    }

    @Test
    void saveAllOrNone_mostAtOnce_savesAll() {
        TrackRepository tracks = emptyRepository();
        List<NewTrack> batch = IntStream.range(0, TrackRepository.MAX_BATCH)
                .mapToObj(i -> SampleTracks.track("Song " + i, "Band " + i % 100))
                .toList();

        List<Track> saved = tracks.saveAllOrNone(batch);

        assertThat(saved).hasSize(TrackRepository.MAX_BATCH);
        assertThat(tracks.findAllById(saved.stream().map(Track::id).toList()).tracks())
                .isEqualTo(saved);
    }

    @Test
    void calls_connectionInAnyMode_isLeftAsFound() throws SQLException {
        try (Connection connection = POSTGRES.dataSource().getConnection()) {
            for (boolean autoCommit : new boolean[] {true, false}) {
                connection.setAutoCommit(autoCommit);
                OneConnection source = new OneConnection(connection);
                LoistDatabase database = LoistDatabase.builder()
                        .connections(
                                autoCommit ? ConnectionProvider.of(source) : ConnectionProvider.ofManualCommit(source))
                        .namespace("as-found")
                        .build();
                Track saved = database.tracks().save(SampleTracks.track("Song", "Band"));
                assertThatExceptionOfType(RuntimeException.class)
                        .isThrownBy(() -> database.tracks()
                                .save(SampleTracks.builder("Song", "Band")
                                        .id(saved.id())
                                        .build()));
                database.search().search("song");
                database.tracks().list(TrackQuery.newest());

                assertThat(connection.getAutoCommit()).isEqualTo(autoCommit);
                assertThat(POSTGRES.texts("SELECT title FROM audio_tracks WHERE id = ?", saved.id()))
                        .containsExactly("Song");
                assertThat(POSTGRES.texts("SELECT state FROM pg_stat_activity WHERE pid = ?", source.serverProcess()))
                        .containsExactly("idle");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TITLE, audio_tracks_title_idx",
        "ARTIST, audio_tracks_artist_idx",
        "ALBUM, audio_tracks_album_idx",
        "YEAR, audio_tracks_year_idx",
        "DURATION, audio_tracks_duration_idx",
        "POPULARITY, audio_tracks_popularity_idx",
        "CREATED, audio_tracks_created_at_idx",
        "UPDATED, audio_tracks_updated_at_idx"
    })
    void list_sortedByAnyOfThese_hasAnIndex(TrackSort sort, String index) throws SQLException {
        String column = TrackOrder.of(sort).column();
        POSTGRES.execute("ANALYZE audio_tracks");
        for (String direction : List.of("ASC", "DESC")) {
            String plan = String.join(
                    "\n",
                    POSTGRES.texts(
                            "EXPLAIN SELECT id FROM audio_tracks WHERE namespace = 'n'"
                                    + " AND " + column + " IS NOT NULL AND (" + column + ", id) > (" + column + ", ?)"
                                    + " ORDER BY " + column + " " + direction + ", id " + direction + " LIMIT 10",
                            UUID.randomUUID()));
            assertThat(plan).contains(index).doesNotContain("Sort");
        }
    }

    @ParameterizedTest
    @CsvSource({"CREATED, +999999999-12-31T23:59:59Z", "YEAR, x", "DURATION, PT9999999999999999S", "CREATED, -"})
    void list_cursorTamperedWith_throws(TrackSort sort, String value) {
        Cursor cursor = new KeysetCursor(sort + "+", Arrays.asList(value.equals("-") ? null : value), new UUID(0, 0))
                .toCursor();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> emptyRepository()
                        .list(TrackQuery.builder().ascending(sort).after(cursor).build()));
    }

    private static String stackTrace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
