package io.loist.db.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.LoistDatabase;
import io.loist.db.testing.PostgresExtension;
import io.loist.testing.Integration;
import io.loist.testing.SampleTracks;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackPatch;
import io.loist.track.TrackQuery;
import io.loist.track.TrackRepository;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What names are sorted and compared by: the same in Java as in the database, whoever writes them. */
@Integration
class SortKeyTest {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final String KEYS =
            "SELECT loist_key(name) FROM unnest(?) WITH ORDINALITY AS each(name, nth) ORDER BY nth";

    private static final int[] STABLE = IntStream.rangeClosed(1, Character.MAX_CODE_POINT)
            .filter(StableText::is)
            .toArray();

    @Test
    void of_everyStableCharacter_isTheSameInBoth() throws SQLException {
        assertSame(Arrays.stream(STABLE)
                .mapToObj(c -> "A" + Character.toString(c) + "b")
                .toArray(String[]::new));
    }

    @Test
    void of_randomText_isTheSameInBoth() throws SQLException {
        Random random = new Random(11);
        assertSame(IntStream.range(0, 20_000)
                .mapToObj(i -> text(random, i % 2 == 0 ? 0x530 : STABLE.length))
                .toArray(String[]::new));
    }

    @Test
    void of_longName_isCut() throws SQLException {
        assertSame(new String[] {"Ab ".repeat(300), "Ŵ ".repeat(300), "㌖天".repeat(100), "天\uD83C\uDFB5".repeat(150)});
    }

    @Test
    void of_textThatMayBeNormalisedOtherwise_isLeftToTheDatabase() {
        assertThat(SortKey.of("\u0897")).isNull();
        assertThat(SortKey.of(List.of("Rock", "\u0897"))).isNull();
        assertThat(SortKey.of((String) null)).isNull();
        assertThat(SortKey.of("!!!")).isEqualTo("!!!");
    }

    @Test
    void keys_ofAnyWriter_areThoseOfTheDatabase() throws SQLException {
        LoistDatabase database = POSTGRES.emptyDatabase();
        TrackRepository tracks = database.tracks();
        Track odd = tracks.save(SampleTracks.builder(TrackMetadata.builder("Ödd \u0897")
                        .artist("Ångström")
                        .genres("Ä \u0897", "B")
                        .build())
                .build());
        Track plain = tracks.save(SampleTracks.track("Plain", "Nobody"));
        tracks.update(
                plain.id(),
                0,
                TrackPatch.builder()
                        .metadata(
                                TrackMetadata.builder("Ünplain").album("Álbum").build())
                        .build());

        assertThat(wrongKeys()).isZero();
        assertThat(list(tracks, "ödd \u0897")).containsExactly(odd);

        POSTGRES.execute(
                "UPDATE audio_tracks SET title = 'Ĝolf', artist = NULL, genres = '{Ĥip,Hop}' WHERE id = ?", odd.id());
        POSTGRES.execute("UPDATE audio_tracks SET title_key = NULL, album = 'Ĵazz' WHERE id = ?", plain.id());

        assertThat(wrongKeys()).isZero();
        assertThat(list(tracks, "golf")).extracting(Track::id).containsExactly(odd.id());
    }

    private static List<Track> list(TrackRepository tracks, String title) {
        return tracks.list(TrackQuery.builder()
                        .filter(TrackFilter.builder().title(title).build())
                        .build())
                .items();
    }

    private static long wrongKeys() throws SQLException {
        return Long.parseLong(POSTGRES.texts("""
                SELECT count(*) FROM audio_tracks
                WHERE (title_key, artist_key, album_key, genre_keys)
                  IS DISTINCT FROM (loist_key(title), loist_key(artist), loist_key(album), loist_keys(genres))
                """).get(0));
    }

    private static void assertSame(String[] names) throws SQLException {
        List<String> keys = POSTGRES.texts(KEYS, (Object) names);
        for (int i = 0; i < names.length; i++) {
            assertThat(SortKey.of(names[i])).as(names[i]).isEqualTo(keys.get(i));
        }
    }

    private static String text(Random random, int characters) {
        return random.ints(random.nextInt(30), 0, characters)
                .map(i -> STABLE[i])
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
