package io.loist.db.internal.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.LoistDatabase;
import io.loist.db.internal.text.NameReadings;
import io.loist.db.internal.text.SearchEntry;
import io.loist.db.testing.PostgresExtension;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import io.loist.track.ArtistCredit;
import io.loist.track.DuplicatePolicy;
import io.loist.track.LoadMode;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackPatch;
import io.loist.track.TrackRepository;
import io.loist.track.TrackStatus;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What every way of writing a track writes into search. */
@Integration
class WrittenEntriesTest {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private static final String LETTERS =
            "abcdefgABC 0123 ,;()[]/&$'.!|-– éÅßŁøж日本天が한국ﬁ½™\u0301\u200b\u0897\uD83C\uDFB5";

    @Test
    void entries_ofTracksWrittenInAnyWay_areThoseOfTheTracks() throws SQLException {
        LoistDatabase database = POSTGRES.emptyDatabase();
        TrackRepository tracks = database.tracks();
        Random random = new Random(7);
        List<NewTrack> all =
                IntStream.range(0, 3_000).mapToObj(i -> track(random)).toList();

        tracks.load(all.subList(0, 2_000).stream(), LoadMode.UPSERT);
        tracks.saveAllOrNone(all.subList(2_000, 2_900));
        tracks.saveAllOrNone(all.subList(2_900, 2_905));
        tracks.saveEach(all.subList(2_905, 2_950), DuplicatePolicy.ALLOW);
        all.subList(2_950, 2_980).forEach(tracks::save);
        all.subList(2_980, 2_990).forEach(track -> tracks.save(track, DuplicatePolicy.ALLOW));
        all.subList(2_990, 3_000).forEach(tracks::upsert);
        assertIndexed(tracks, 3_000);

        // Replaced and changed in every way, too
        tracks.load(all.subList(0, 200).stream().map(track -> renamed(track, random)), LoadMode.UPSERT);
        all.subList(200, 230).forEach(track -> tracks.upsert(renamed(track, random)));
        for (NewTrack track : all.subList(230, 260)) {
            tracks.update(
                    track.id(),
                    0,
                    TrackPatch.builder().metadata(track(random).metadata()).build());
            tracks.update(track.id(), 1, TrackPatch.builder().popularity(17).build());
        }
        assertIndexed(tracks, 3_000);
    }

    private static void assertIndexed(TrackRepository tracks, int count) throws SQLException {
        List<Track> all;
        try (Stream<Track> stream = tracks.stream(TrackFilter.all())) {
            all = stream.toList();
        }
        assertThat(all).hasSize(count);
        String namespace = POSTGRES.texts(
                        "SELECT namespace FROM audio_tracks WHERE id = ?",
                        all.get(0).id())
                .get(0);
        List<String> stored = POSTGRES.texts(
                "SELECT concat_ws(E'\\n', track_id, rank, completed, words, lexemes) FROM track_search WHERE namespace = ?"
                        + " ORDER BY track_id",
                namespace);
        assertThat(stored)
                .isEqualTo(all.stream().map(track -> line(track, namespace)).toList());
        assertThat(POSTGRES.texts(
                        "SELECT id FROM audio_tracks WHERE namespace = ? AND (digest IS NULL OR title_key IS NULL)",
                        namespace))
                .isEmpty();
        assertThat(POSTGRES.texts("""
                SELECT track_id FROM track_search JOIN track_search_state USING (namespace)
                WHERE namespace = ? AND tier <> (SELECT count(*) FROM unnest(floors) AS tier_floor WHERE tier_floor > rank)
                """, namespace)).isEmpty();
    }

    private static String line(Track track, String namespace) {
        SearchEntry entry = SearchEntry.of(track, namespace, NameReadings.OF_LETTERS);
        return String.join(
                "\n",
                track.id().toString(),
                Float.toString(entry.rank()).replaceFirst("\\.0$", ""),
                track.status() == TrackStatus.COMPLETED ? "t" : "f",
                entry.words(),
                entry.lexemes());
    }

    private static NewTrack renamed(NewTrack track, Random random) {
        return NewTrack.builder(track(random).metadata(), track.audio(), track.audioObject())
                .id(track.id())
                .build();
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
