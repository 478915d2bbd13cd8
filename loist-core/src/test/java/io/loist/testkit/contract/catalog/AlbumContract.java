package io.loist.testkit.contract.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.loist.Cursor;
import io.loist.catalog.Album;
import io.loist.catalog.AlbumDetails;
import io.loist.catalog.AlbumDetails.Disc;
import io.loist.catalog.AlbumQuery;
import io.loist.catalog.AlbumQuery.ArtistPart;
import io.loist.catalog.AlbumQuery.Order;
import io.loist.catalog.CatalogEntry;
import io.loist.catalog.CatalogKind;
import io.loist.testkit.SampleTracks;
import io.loist.track.AlbumPosition;
import io.loist.track.ArtistCredit;
import io.loist.track.ArtistCredit.Role;
import io.loist.track.AudioProperties;
import io.loist.track.MusicBrainzEntity;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every catalogue must do about albums: what one shows, and the lists of them. */
public abstract class AlbumContract extends CatalogFixture {

    @Test
    protected void album_ofSeveralDiscs_hasItsTracksInOrder() {
        Track last = save(at(on("The Wall", "Pink Floyd", 1), 1, 2, "flac", Duration.ofSeconds(100)));
        Track unnumbered = save(at(on("The Wall", "Pink Floyd", 1), null, null, "mp3", null));
        Track second = save(at(on("The Wall", "Pink Floyd", 2).year(1979), 2, 1, "flac", Duration.ofMillis(90_500)));
        Track first = save(at(
                on("The Wall", "Pink Floyd", 1)
                        .year(1980)
                        .tags(Map.of("discsubtitle", List.of("In the Flesh")))
                        .credits(List.of(new ArtistCredit("Bob Ezrin", Role.PRODUCER, "", null))),
                1,
                null,
                "flac",
                Duration.ofSeconds(10)));

        AlbumDetails details = catalog.album(albumOf(last)).orElseThrow();

        assertThat(details.discs())
                .extracting(Disc::number, Disc::title, disc -> ids(disc.tracks()))
                .containsExactly(
                        tuple(1, "In the Flesh", List.of(first.id(), second.id(), unnumbered.id())),
                        tuple(2, null, List.of(last.id())));
        assertThat(details.tracks()).containsExactly(first, second, unnumbered, last);
        assertThat(details.formats()).containsExactly("flac", "mp3");
        assertThat(details.credits())
                .extracting(CatalogEntry::kind, CatalogEntry::name, CatalogEntry::tracks)
                .containsExactly(
                        tuple(CatalogKind.MAIN_ARTIST, "Pink Floyd", 4L), tuple(CatalogKind.PRODUCER, "Bob Ezrin", 1L));
        assertThat(details.album()).isEqualTo(album("The Wall"));
        assertThat(details.album())
                .isEqualTo(new Album(
                        albumOf(first),
                        "The Wall",
                        "Wall, The",
                        "W",
                        entry(CatalogKind.ALBUM_ARTIST, "Pink Floyd").link(),
                        Album.Type.ALBUM,
                        1980,
                        4,
                        2,
                        Duration.ofMillis(200_500),
                        null,
                        last.createdAt()));
    }

    @Test
    protected void album_withoutAlbumArtist_isOfTheMainArtist() {
        save(TrackMetadata.builder("Song").artist("Alice feat. Bob").album("Duets"));
        save(TrackMetadata.builder("Nameless").album("Field Recordings"));

        assertThat(Objects.requireNonNull(album("Duets").artist()).name()).isEqualTo("Alice");
        assertThat(album("Field Recordings").artist()).isNull();
        assertThat(catalog.album(UUID.randomUUID())).isEmpty();
    }

    @Test
    protected void album_withACover_namesATrackThatHasIt() {
        save(on("Debut", "Björk", 1));
        NewTrack covered = SampleTracks.builder(on("Debut", "Björk", 2).build())
                .artworkObject(SampleTracks.audioObject(NewTrack.nextId()))
                .build();
        save(covered);
        save(on("Post", "Björk", 1));

        assertThat(album("Debut").artworkTrack()).isEqualTo(covered.id());
        assertThat(album("Post").artworkTrack()).isNull();
        assertThat(titles(AlbumQuery.builder().withoutArtwork())).containsExactly("Post");
    }

    @Test
    protected void album_ofMoreTracksThanFit_hasTheFirstOnes() {
        List<NewTrack> many = IntStream.rangeClosed(1, AlbumDetails.MAX_TRACKS + 5)
                .mapToObj(i ->
                        SampleTracks.builder(on("Dump", "Radio", i).build()).build())
                .toList();
        tracks.saveAllOrNone(many);
        maintain();

        AlbumDetails details = catalog.album(album("Dump").id()).orElseThrow();

        assertThat(details.album().tracks()).isEqualTo(AlbumDetails.MAX_TRACKS + 5L);
        assertThat(details.tracks())
                .hasSize(AlbumDetails.MAX_TRACKS)
                .last()
                .matches(track -> Integer.valueOf(AlbumDetails.MAX_TRACKS)
                        .equals(track.metadata().position().track()));
    }

    @Test
    protected void albums_ofAnArtist_areListedByPart() {
        save(on("Homogenic", "Björk", 1));
        save(on("Greatest Hits", "Björk", 1).tags(Map.of("compilation", List.of("1"))));
        save(on("Army of Me - Single", "Björk", 1));
        save(on("Jóga", "Björk", 1).tags(Map.of("releasetype", List.of("EP"))));
        save(on("Remixed", "Tricky", 1).artist("Tricky feat. Björk"));
        save(on("Now 42", "Various Artists", 1).artist("Björk"));
        save(on("Maxinquaye", "Tricky", 1));
        UUID bjork = entry(CatalogKind.ARTIST, "Björk").id();

        assertThat(titles(of(bjork, ArtistPart.OWN))).containsExactly("Homogenic");
        assertThat(titles(of(bjork, ArtistPart.COMPILATION))).containsExactly("Greatest Hits");
        assertThat(titles(of(bjork, ArtistPart.SINGLE))).containsExactly("Army of Me - Single", "Jóga");
        assertThat(titles(of(bjork, ArtistPart.APPEARS_ON))).containsExactly("Now 42", "Remixed");
        assertThat(titles(of(bjork, ArtistPart.ANY))).hasSize(6).doesNotContain("Maxinquaye");
        assertThat(titles(of(UUID.randomUUID(), ArtistPart.ANY))).isEmpty();
        assertThat(album("Now 42").type()).isEqualTo(Album.Type.COMPILATION);
    }

    @Test
    protected void albums_typeOfFewTracks_isOutvoted() {
        save(on("Album", "Alice", 1).tags(Map.of("compilation", List.of("1"))));
        save(on("Album", "Alice", 2));

        assertThat(album("Album").type()).isEqualTo(Album.Type.ALBUM);

        save(on("Album", "Alice", 3).tags(Map.of("compilation", List.of("1"))));

        assertThat(album("Album").type()).isEqualTo(Album.Type.COMPILATION);
    }

    @Test
    protected void albums_byGenreLabelAndYear_haveATrackOfIt() {
        save(on("A", "X", 1).genres("Rock").label("Harvest").year(1970));
        save(on("A", "X", 2).genres("Folk").year(1970));
        save(on("B", "X", 1).genres("Rock").year(1979));
        save(on("C", "X", 1).label("Harvest").year(1980));
        save(on("D", "X", 1));

        assertThat(titles(AlbumQuery.builder()
                        .genre(entry(CatalogKind.GENRE, "Rock").id())))
                .containsExactly("A", "B");
        assertThat(titles(AlbumQuery.builder()
                        .genre(entry(CatalogKind.GENRE, "Folk").id())))
                .containsExactly("A");
        assertThat(titles(AlbumQuery.builder()
                        .label(entry(CatalogKind.LABEL, "Harvest").id())))
                .containsExactly("A", "C");
        assertThat(titles(AlbumQuery.builder().years(1970, 1979))).containsExactly("A", "B");
        assertThat(titles(AlbumQuery.builder()
                        .years(1970, 1979)
                        .label(entry(CatalogKind.LABEL, "Harvest").id())))
                .containsExactly("A");
    }

    @Test
    protected void albums_byName_areThoseOfTheSortTitle() {
        for (String title : List.of("The Wall", "Wallflower", "Off the Wall", "Ágætis byrjun")) {
            save(on(title, "X", 1));
        }

        assertThat(titles(AlbumQuery.builder()))
                .containsExactly("Ágætis byrjun", "Off the Wall", "The Wall", "Wallflower");
        assertThat(titles(AlbumQuery.builder().heading("W"))).containsExactly("The Wall", "Wallflower");
        assertThat(titles(AlbumQuery.builder().prefix("wall"))).containsExactly("The Wall", "Wallflower");
        assertThat(titles(AlbumQuery.builder().containing("wall the"))).containsExactly("Off the Wall", "The Wall");
    }

    @Test
    protected void albums_ofTheFrontPage_areInTheirOrders() {
        save(on("Old", "X", 1).year(1960));
        save(on("New", "X", 1).year(2020));
        save(on("Undated", "X", 1));
        save(on("Another New", "X", 1).year(2020));
        save(on("Old", "X", 2).year(1960));

        assertThat(titles(AlbumQuery.builder().order(Order.RELEASED)))
                .containsExactly("Another New", "New", "Old", "Undated");
        assertThat(albums(AlbumQuery.builder().order(Order.ADDED)))
                .hasSize(4)
                .extracting(Album::addedAt)
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
        assertThat(titles(AlbumQuery.builder().order(Order.RELEASED).limit(1))).containsExactly("Another New");
    }

    @Test
    protected void albums_pageByPage_areVisitedOnceInEachOrder() {
        List<NewTrack> many = new ArrayList<>();
        for (int i = 0; i < 41; i++) {
            TrackMetadata.Builder tags = on(i % 2 == 0 ? "Same" : "Title " + i, "Artist " + i, 1)
                    .year(i % 3 == 0 ? null : Integer.valueOf(1990 + i % 4));
            many.add(SampleTracks.builder(tags.build()).build());
        }
        tracks.saveAllOrNone(many);
        maintain();

        for (Order order : List.of(Order.TITLE, Order.RELEASED, Order.ADDED)) {
            List<Album> all = albums(AlbumQuery.builder().order(order).limit(AlbumQuery.MAX_LIMIT));
            assertThat(all).hasSize(41).doesNotHaveDuplicates();
            for (int limit : new int[] {1, 6}) {
                assertThat(walk(after -> catalog.albums(AlbumQuery.builder()
                                .order(order)
                                .limit(limit)
                                .after(after)
                                .build())))
                        .as("in the order %s, %s at a time", order, limit)
                        .isEqualTo(all);
            }
        }
    }

    @Test
    protected void albums_cursorOfAnotherList_throws() {
        save(on("A", "X", 1));
        save(on("B", "X", 1));
        Cursor cursor = Objects.requireNonNull(
                catalog.albums(AlbumQuery.builder().limit(1).build()).next());

        for (AlbumQuery.Builder other : List.of(
                AlbumQuery.builder().order(Order.ADDED),
                AlbumQuery.builder().heading("B"),
                AlbumQuery.builder().withoutArtwork(),
                AlbumQuery.builder().years(1, 2))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> catalog.albums(other.after(cursor).build()));
        }
    }

    @Test
    protected void albums_random_areTheSameForTheSameSeed() {
        saveAlbums(30);

        List<String> sample = titles(AlbumQuery.builder().random(7).limit(10));

        assertThat(sample).hasSize(10).doesNotHaveDuplicates();
        assertThat(titles(AlbumQuery.builder().random(7).limit(10))).isEqualTo(sample);
        assertThat(titles(AlbumQuery.builder().random(8).limit(10))).isNotEqualTo(sample);
        assertThat(titles(AlbumQuery.builder().random(7).limit(500))).hasSize(30);
        assertThat(catalog.albums(AlbumQuery.builder().random(7).limit(10).build())
                        .next())
                .isNull();
    }

    /** Fails for one of a million fair samplers: the bound is the chi-square of 19 degrees of freedom at that probability. */
    @Test
    protected void albums_random_areDrawnFairly() {
        saveAlbums(20);
        Map<String, Integer> drawn = new HashMap<>();
        int samples = 200;
        for (int seed = 0; seed < samples; seed++) {
            titles(AlbumQuery.builder().random(seed * 0x9E3779B97F4A7C15L).limit(5))
                    .forEach(title -> drawn.merge(title, 1, Integer::sum));
        }

        double expected = samples * 5 / 20.0;
        double chiSquare = drawn.values().stream()
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
        assertThat(drawn).hasSize(20);
        assertThat(chiSquare).isLessThan(63);
    }

    @Test
    protected void twinsOf_otherEditions_areTheDuplicatesOfAnAlbum() {
        save(release(on("OK Computer", "Radiohead", 1), "0b6b4ba0-d36f-47bd-b4ea-6a5b91842d29"));
        save(release(on("OK Computer", "Radiohead", 1), "6bb04aca-5f17-3b4e-bb3c-a18d5aeab4cd"));
        Track untagged = save(on("Ok Computer", "Radiohead", 2));
        save(on("OK Computer", "Vitamin String Quartet", 1));
        save(on("Kid A", "Radiohead", 1));

        List<Album> others = albums(AlbumQuery.builder().twinsOf(albumOf(untagged)));

        assertThat(others).hasSize(2).allMatch(album -> album.title().equals("OK Computer"));
        assertThat(albums(AlbumQuery.builder().twinsOf(others.get(0).id())))
                .extracting(Album::id)
                .containsExactlyInAnyOrder(others.get(1).id(), albumOf(untagged));
        assertThat(albums(AlbumQuery.builder().twinsOf(album("Kid A").id()))).isEmpty();
        assertThat(albums(AlbumQuery.builder().twinsOf(UUID.randomUUID()))).isEmpty();
    }

    @Test
    protected void tracks_ofAnArtist_areListedAlbumByAlbum() {
        Track loose = save(by("Björk"));
        Track postTwo = save(on("Post", "Björk", 2));
        Track postOne = save(on("Post", "Björk", 1).artist("Skunk Anansie"));
        Track debut = save(on("The Debut", "Björk", 1));
        Track guest = save(on("Remixed", "Tricky", 3).artist("Tricky feat. Björk"));
        save(on("Remixed", "Tricky", 1));
        save(SampleTracks.builder(on("Post", "Björk", 3).build())
                .status(TrackStatus.FAILED)
                .build());
        UUID bjork = entry(CatalogKind.ARTIST, "Björk").id();

        for (int limit : new int[] {1, 2, 1_000}) {
            assertThat(walk(after -> catalog.tracks(bjork, limit, after)))
                    .containsExactly(debut, postOne, postTwo, guest, loose);
        }
        assertThat(catalog.tracks(UUID.randomUUID(), 10, null).items()).isEmpty();
    }

    @Test
    protected void tracks_limitOrCursorIsWrong_throws() {
        save(by("Björk"));
        save(by("Björk"));
        save(by("Tricky"));
        UUID bjork = entry(CatalogKind.ARTIST, "Björk").id();
        Cursor cursor = catalog.tracks(bjork, 1, null).next();

        for (int limit : new int[] {0, 1_001}) {
            assertThatIllegalArgumentException().isThrownBy(() -> catalog.tracks(bjork, limit, null));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> catalog.tracks(entry(CatalogKind.ARTIST, "Tricky").id(), 1, cursor));
    }

    private void saveAlbums(int count) {
        tracks.saveAllOrNone(IntStream.range(0, count)
                .mapToObj(i -> SampleTracks.builder(
                                on("Album " + i, "Artist " + i % 4, 1).build())
                        .build())
                .toList());
        maintain();
    }

    private static AlbumQuery.Builder of(UUID artist, ArtistPart part) {
        return AlbumQuery.builder().artist(artist, part);
    }

    private static TrackMetadata.Builder release(TrackMetadata.Builder tags, String id) {
        return tags.musicBrainz(Map.of(MusicBrainzEntity.RELEASE, UUID.fromString(id)));
    }

    private static NewTrack at(
            TrackMetadata.Builder tags,
            @Nullable Integer number,
            @Nullable Integer disc,
            String format,
            @Nullable Duration duration) {
        return SampleTracks.builder(
                        tags.position(new AlbumPosition(number, null, disc, null))
                                .build(),
                        AudioProperties.builder(format).duration(duration).build())
                .build();
    }

    private static List<UUID> ids(List<Track> tracks) {
        return tracks.stream().map(Track::id).toList();
    }
}
