package io.loist.db.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.SqlClause;
import io.loist.db.testing.PostgresExtension;
import io.loist.testing.Integration;
import io.loist.testing.SampleTracks;
import io.loist.track.ArtistCredit;
import io.loist.track.LoadMode;
import io.loist.track.NewTrack;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackRepository;
import io.loist.track.TrackStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Entries of search that Java sends are those that the triggers would write, and no track goes without one. */
@Integration
class SearchEntryTest {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final String WRONG = """
            SELECT track.title || ' -> ' || coalesce(string_agg(search.words, ' and '), 'nothing') || ' not ' || made.words
            FROM audio_tracks AS track
            CROSS JOIN track_search_state AS state
            CROSS JOIN LATERAL loist_search_words(
                track.title, track.artist, track.album, track.genre, track.genres, track.album_artist, track.composer,
                track.credits) AS made(words)
            LEFT JOIN track_search AS search ON search.track_id = track.id AND search.namespace = track.namespace
            GROUP BY track.id, track.namespace, made.words, state.floors
            HAVING count(search) <> 1 OR bool_or((search.words, search.rank, search.tier, search.completed) IS DISTINCT FROM (
                made.words, loist_search_rank(track.popularity, made.words),
                loist_search_tier(loist_search_rank(track.popularity, made.words), state.floors),
                track.status = 'COMPLETED'))
            """;

    private static final String LETTERS =
            "abcdefgABC 0123 ,;()[]/&$'.!|-– éÅßŁøж日本天が한국ﬁ½™\u0301\u200b\u0897\uD83C\uDFB5";

    @Test
    void entries_ofLoadedTracks_areThoseOfTheTriggers() throws SQLException {
        TrackRepository tracks = POSTGRES.emptyDatabase().tracks();
        Random random = new Random(7);
        List<NewTrack> all =
                IntStream.range(0, 4_000).mapToObj(i -> track(random)).toList();

        tracks.load(all.subList(0, 3_000).stream(), LoadMode.UPSERT);
        tracks.saveAllOrNone(all.subList(3_000, 4_000));

        assertThat(POSTGRES.texts(WRONG)).isEmpty();
    }

    @Test
    void entries_ofTracksReplacedByALoad_follow() throws SQLException {
        TrackRepository tracks = POSTGRES.emptyDatabase().tracks();
        Random random = new Random(8);
        List<NewTrack> old =
                IntStream.range(0, 200).mapToObj(i -> track(random)).toList();
        tracks.load(old.stream(), LoadMode.UPSERT);

        tracks.load(
                Stream.concat(
                        old.stream()
                                .map(track -> NewTrack.builder(
                                                track(random).metadata(), track.audio(), track.audioObject())
                                        .id(track.id())
                                        .build()),
                        IntStream.range(0, 200).mapToObj(i -> track(random))),
                LoadMode.UPSERT);

        assertThat(POSTGRES.texts(WRONG)).isEmpty();
    }

    @Test
    void entries_ofOtherWritersInTheSameTransaction_areWritten() throws SQLException {
        try (Connection connection = POSTGRES.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            POSTGRES.emptyDatabase()
                    .within(connection).tracks()
                    .load(Stream.of(SampleTracks.track("Loaded", "Band")), LoadMode.UPSERT);
            Jdbc.update(connection, SqlClause.of("""
                    INSERT INTO audio_tracks (id, status, title, artist, format, audio_gcs_path)
                    SELECT gen_random_uuid(), 'COMPLETED', 'By hand ' || i, 'Me', 'mp3', 'gs://hand/' || i
                    FROM generate_series(1, 50) AS i
                    """));
            connection.commit();
        }

        assertThat(POSTGRES.texts("SELECT count(*) FROM track_search WHERE words LIKE 'by hand %'"))
                .containsExactly("50");
        assertThat(POSTGRES.texts(WRONG)).isEmpty();
    }

    private static NewTrack track(Random random) {
        String artist = text(random);
        TrackMetadata.Builder music = TrackMetadata.builder("T" + text(random))
                .artist(random.nextInt(4) == 0 ? null : artist)
                .album(random.nextInt(3) == 0 ? null : text(random))
                .genres(IntStream.range(0, random.nextInt(3))
                        .mapToObj(i -> text(random))
                        .toList());
        if (random.nextInt(3) == 0) {
            music.albumArtist(random.nextBoolean() ? artist : text(random))
                    .composer(random.nextBoolean() ? null : text(random))
                    .credits(IntStream.range(0, random.nextInt(30))
                            .mapToObj(i -> ArtistCredit.of(text(random)))
                            .toList());
        }
        return SampleTracks.builder(music.build())
                .popularity(random.nextBoolean() ? 0 : random.nextDouble() * 1_000)
                .status(random.nextBoolean() ? TrackStatus.COMPLETED : TrackStatus.PENDING)
                .build();
    }

    private static String text(Random random) {
        int[] letters = LETTERS.codePoints().toArray();
        int kinds = random.nextBoolean() ? 40 : letters.length;
        return "x"
                + random.ints(1 + random.nextInt(random.nextInt(20) == 0 ? 700 : 20), 0, kinds)
                        .map(i -> letters[i])
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
    }
}
