package io.loist.db.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.catalog.AlbumQuery;
import io.loist.catalog.CatalogEntry;
import io.loist.catalog.CatalogKind;
import io.loist.catalog.CatalogQuery;
import io.loist.db.LoistDatabase;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.SchemaName;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.ledger.CatalogFold;
import io.loist.db.testing.PostgresExtension;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import io.loist.track.DuplicatePolicy;
import io.loist.track.LoadMode;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackPatch;
import io.loist.track.TrackRepository;
import io.loist.track.TrackStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The counts of the catalogue are those of the tracks, whatever happened to these. */
@Integration
class CatalogCountsTest {

    private static final int OPERATIONS = Integer.getInteger("loist.catalog.operations", 500);

    /** Sums over all rows of each entry and kind, against what the rows of the tracks say. */
    private static final String WRONG = """
            WITH counted AS (
              SELECT count.namespace, count.id, letter.kind, sum(count.tracks) AS tracks, sum(count.uses) AS uses, sum(count.millis) AS millis
              FROM catalog_count AS count CROSS JOIN LATERAL unnest(string_to_array(count.kinds, NULL)) AS letter(kind)
              WHERE count.state IN (0, 1)
              GROUP BY 1, 2, 3
            ), recounted AS (
              SELECT track.namespace, entry.id, letter.kind, count(*) FILTER (WHERE track.status = 'COMPLETED') AS tracks, count(*) AS uses,
                coalesce(sum(1000 * track.duration_seconds) FILTER (WHERE track.status = 'COMPLETED'), 0) AS millis
              FROM audio_tracks AS track
              CROSS JOIN LATERAL unnest(track.catalog_ids, string_to_array(track.catalog_kinds, ' ')) AS entry(id, kinds)
              CROSS JOIN LATERAL unnest(string_to_array(entry.kinds, NULL)) AS letter(kind)
              GROUP BY 1, 2, 3
            )
            SELECT coalesce(counted.kind, recounted.kind) || ' ' || coalesce(counted.tracks, 0) || ' ' || coalesce(recounted.tracks, 0)
            FROM counted FULL JOIN recounted USING (namespace, id, kind)
            WHERE (coalesce(counted.tracks, 0), coalesce(counted.uses, 0), coalesce(counted.millis, 0))
              IS DISTINCT FROM (coalesce(recounted.tracks, 0), coalesce(recounted.uses, 0), coalesce(recounted.millis, 0))
            """;

    private static final String WRONG_PAIRS = """
            WITH counted AS (
              SELECT id, album, sum(tracks) AS tracks FROM catalog_count WHERE state IN (0, 2) AND kinds ~ '[PGL]' GROUP BY 1, 2
            ), recounted AS (
              SELECT entry.id, track.album_id AS album, count(*) FILTER (WHERE track.status = 'COMPLETED') AS tracks
              FROM audio_tracks AS track
              CROSS JOIN LATERAL unnest(track.catalog_ids, string_to_array(track.catalog_kinds, ' ')) AS entry(id, kinds)
              WHERE entry.kinds ~ '[PGL]'
              GROUP BY 1, 2
            )
            SELECT id::text FROM counted FULL JOIN recounted USING (id, album)
            WHERE coalesce(counted.tracks, 0) <> coalesce(recounted.tracks, 0)
            """;

    private static final String NAMELESS = """
            SELECT DISTINCT letter.kind
            FROM audio_tracks AS track
            CROSS JOIN LATERAL unnest(track.catalog_ids, string_to_array(track.catalog_kinds, ' ')) AS entry(id, kinds)
            CROSS JOIN LATERAL unnest(string_to_array(entry.kinds, NULL)) AS letter(kind)
            WHERE letter.kind COLLATE "C" < 'a' AND NOT EXISTS (
              SELECT FROM catalog_name AS name
              WHERE name.namespace = track.namespace AND name.id = entry.id AND name.kind = letter.kind)
            """;

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final Random random = new Random(7);
    private final List<Track> saved = new ArrayList<>();

    @Test
    void randomOperations_countsAreThoseOfTheTracks() throws SQLException {
        LoistDatabase database = LoistDatabase.create(POSTGRES.dataSource());
        TrackRepository tracks = database.tracks();
        CatalogFold fold = new CatalogFold(new Scope(SchemaName.of(SchemaName.DEFAULT), "default"));
        Jdbc jdbc = new Jdbc(POSTGRES.dataSource());
        for (int i = 0; i < OPERATIONS; i++) {
            if (saved.size() < 20) {
                saved.addAll(tracks.saveAllOrNone(
                        Stream.generate(this::track).limit(20).toList()));
            }
            step(random.nextInt(10), database);
            if (i % 200 == 199) {
                fold.run(jdbc);
            }
        }

        assertThat(POSTGRES.texts(WRONG)).isEmpty();
        assertThat(POSTGRES.texts(WRONG_PAIRS)).isEmpty();
        database.refreshSearch();
        fold.run(jdbc);
        assertThat(POSTGRES.texts(WRONG)).isEmpty();
        assertThat(POSTGRES.texts(WRONG_PAIRS)).isEmpty();
        assertThat(POSTGRES.texts(NAMELESS)).isEmpty();
        assertThat(POSTGRES.texts("SELECT DISTINCT state::text FROM catalog_count ORDER BY 1"))
                .containsExactly("1", "2");
        for (CatalogKind kind : List.of(CatalogKind.ARTIST, CatalogKind.ALBUM, CatalogKind.GENRE)) {
            long listed = database.catalog()
                    .entries(CatalogQuery.builder(kind).limit(1_000).build())
                    .items()
                    .size();
            assertThat(database.catalog().headings(kind).stream()
                            .mapToLong(heading -> heading.count())
                            .sum())
                    .isEqualTo(listed);
        }
    }

    private void step(int what, LoistDatabase database) throws SQLException {
        TrackRepository tracks = database.tracks();
        int nth = random.nextInt(saved.size());
        Track any = saved.get(nth);
        switch (what) {
            case 0 -> saved.add(tracks.save(track()));
            case 1 -> tracks.saveEach(List.of(track(), track(), track()), DuplicatePolicy.ALLOW);
            case 2 -> tracks.load(Stream.generate(this::track).limit(3), LoadMode.UPSERT);
            case 3 -> {
                tracks.deleteRow(any.id());
                saved.remove(nth);
            }
            case 4 ->
                POSTGRES.execute(
                        "UPDATE audio_tracks SET artist = ? WHERE id = ?", "Artist " + random.nextInt(20), any.id());
            case 5 ->
                POSTGRES.execute(
                        "UPDATE audio_tracks SET duration_seconds = ? WHERE id = ?", random.nextInt(300) + 1, any.id());
            case 6 -> tracks.upsert(again(any));
            case 7 -> tracks.load(Stream.of(again(any), track()), LoadMode.UPSERT);
            case 8 -> database.search().search("title");
            default -> {
                Track now = tracks.findById(any.id()).orElseThrow();
                tracks.update(
                        now.id(),
                        now.version(),
                        TrackPatch.builder().metadata(music()).build());
            }
        }
    }

    private NewTrack again(Track track) {
        return NewTrack.builder(music(), track.audio(), track.audioObject())
                .id(track.id())
                .build();
    }

    private NewTrack track() {
        TrackStatus status = random.nextInt(5) == 0 ? TrackStatus.PENDING : TrackStatus.COMPLETED;
        return SampleTracks.builder(music()).status(status).build();
    }

    private TrackMetadata music() {
        return TrackMetadata.builder("Title " + random.nextInt(100))
                .artist("Artist " + random.nextInt(20))
                .album(random.nextInt(4) == 0 ? null : "Album " + random.nextInt(40))
                .albumArtist(random.nextInt(3) == 0 ? "Artist " + random.nextInt(20) : null)
                .genres(random.nextBoolean() ? List.of("Genre " + random.nextInt(5)) : List.of())
                .year(1970 + random.nextInt(30))
                .build();
    }

    @Test
    void save_albumThatAnotherTransactionSaves_waitsForNothing() throws SQLException {
        LoistDatabase database =
                POSTGRES.empty().lockTimeout(Duration.ofSeconds(1)).build();
        NewTrack first = SampleTracks.builder(album()).build();
        NewTrack second = SampleTracks.builder(album()).build();
        try (Connection connection = POSTGRES.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            database.within(connection).tracks().save(first);
            assertThat(database.within(connection)
                            .catalog()
                            .albums(AlbumQuery.builder().build())
                            .items())
                    .hasSize(1);

            database.tracks().save(second);

            assertThat(database.catalog().albums(AlbumQuery.builder().build()).items())
                    .singleElement()
                    .matches(album -> album.tracks() == 1);
            connection.commit();
        }

        assertThat(database.catalog().albums(AlbumQuery.builder().build()).items())
                .singleElement()
                .matches(album -> album.tracks() == 2);
        assertThat(database.catalog()
                        .entries(CatalogQuery.builder(CatalogKind.ARTIST).build())
                        .items())
                .extracting(CatalogEntry::tracks)
                .containsExactly(2L);
    }

    @Test
    void save_rolledBack_leavesNothing() throws SQLException {
        LoistDatabase database = POSTGRES.emptyDatabase();
        try (Connection connection = POSTGRES.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            database.within(connection)
                    .tracks()
                    .save(SampleTracks.builder(album()).build());
            connection.rollback();
        }

        assertThat(database.catalog().albums(AlbumQuery.builder().build()).items())
                .isEmpty();
        assertThat(database.catalog().headings(CatalogKind.ARTIST)).isEmpty();
    }

    private static TrackMetadata album() {
        return TrackMetadata.builder("Song").artist("Band").album("Album").build();
    }
}
