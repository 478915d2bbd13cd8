package io.loist.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.track.AlbumPosition;
import io.loist.track.ArtistCredit;
import io.loist.track.ArtistCredit.Role;
import io.loist.track.MusicBrainzEntity;
import io.loist.track.ReleaseDate;
import io.loist.track.TrackMetadata;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tracks are one album: cases that listeners reported about a music server, by the number of the report. */
class AlbumIdentityTest {

    private static final UUID RELEASE = UUID.fromString("0b6b4ba0-d36f-47bd-b4ea-6a5b91842d29");
    private static final UUID OTHER_RELEASE = UUID.fromString("6bb04aca-5f17-3b4e-bb3c-a18d5aeab4cd");

    /** navidrome #709: some files of an album of one artist had the flag of a compilation, and became one of various artists. */
    @Test
    void key_navidrome709_compilationFlagOnSomeTracksOfOneArtist_doesNotSplit() {
        assertOneAlbum(
                of("Alice", "First").albumArtist("Alice"),
                of("Alice", "First").albumArtist("Alice").tags(Map.of("compilation", List.of("1"))));
    }

    /** navidrome #1495, #622: each artist of a compilation had an album of its own. */
    @Test
    void key_navidrome1495_compilationWithoutAlbumArtist_isOneAlbum() {
        Map<String, List<String>> flag = Map.of("compilation", List.of("true"));
        assertOneAlbum(
                of("Eminem", "8 Mile").tags(flag),
                of("Rakim", "8 Mile").tags(flag),
                of("Jay-Z", "8 Mile").albumArtist("Various Artists"),
                of("Nas", "8 Mile").albumArtist("VA"));
    }

    /** The same without a flag: nothing in the tags tells it from albums of one title by different artists (#4862). */
    @Test
    void key_navidrome4862_oneTitleByDifferentArtists_isSeveralAlbums() {
        assertDifferentAlbums(of("grandson", "INERTIA"), of("Sawano Hiroyuki", "Inertia"));
        assertDifferentAlbums(
                of("grandson", "INERTIA").albumArtist("grandson"),
                of("grandson", "INERTIA").albumArtist("Sawano Hiroyuki"));
    }

    /** navidrome #3480: files of one folder are one album. A host that knows the folder can say so. */
    @Test
    void key_navidrome3480_groupedByFolder_isOneAlbum() {
        AlbumIdentity byFolder = new AlbumIdentity() {
            @Override
            public String version() {
                return "folder 1";
            }

            @Override
            public String key(TrackMetadata metadata, Map<String, String> attributes) {
                return attributes.get("folder") + "\n" + STANDARD.version();
            }
        };
        Map<String, String> folder = Map.of("folder", "/music/hits");

        assertThat(byFolder.key(of("A", "Hits").build(), folder))
                .isEqualTo(byFolder.key(of("B", "Hits").build(), folder));
    }

    /** navidrome #2600: guests on single tracks split the album. */
    @Test
    void key_navidrome2600_guestsOnSomeTracks_doNotSplit() {
        assertOneAlbum(
                of("Alice", "First"),
                of("Alice feat. Bob", "First"),
                of("Alice (ft. Carol)", "First"),
                of("Alice & Dan", "First")
                        .credits(List.of(
                                new ArtistCredit("Alice", Role.MAIN, " & ", null),
                                new ArtistCredit("Dan", Role.MAIN, "", null))),
                of("Bob", "First").albumArtist("alice"));
    }

    /** navidrome #4913, #4926, #2728: songs of different years, and dates of different precision (#3949), split albums. */
    @ParameterizedTest
    @ValueSource(strings = {"Alice", "Various Artists"})
    void key_navidrome4913_differentYears_doNotSplit(String artist) {
        assertOneAlbum(
                of("Alice", "Collection").albumArtist(artist).year(1997),
                of("Alice", "Collection").albumArtist(artist).releaseDate(new ReleaseDate(2017, 3, 1)),
                of("Alice", "Collection").albumArtist(artist).releaseDate(new ReleaseDate(2017, null, null)),
                of("Alice", "Collection").albumArtist(artist));
    }

    /** navidrome #1555, #2220: albums of one artist with one title, told apart by their years. */
    @Test
    void key_navidrome1555_namedAfterTheArtist_isOneAlbumOfEachYear() {
        assertDifferentAlbums(
                of("Pershing Boys", "Pershing Boys").year(1992),
                of("Pershing Boys", "Pershing Boys").year(1996),
                of("Pershing Boys", "Pershing Boys"));
        assertOneAlbum(
                of("Weezer", "Weezer").year(1994),
                of("Weezer feat. Guest", "WEEZER").releaseDate(new ReleaseDate(1994, 5, 10)));
    }

    /** navidrome #2220: a host whose albums all need the year. */
    @Test
    void key_navidrome2220_byYear_isOneAlbumOfEachYear() {
        AlbumIdentity rule = AlbumIdentity.BY_YEAR;
        assertThat(keys(
                        rule,
                        of("Alice", "Live").year(1999),
                        of("Alice", "Live").year(2001)))
                .doesNotHaveDuplicates();
        assertThat(keys(
                        rule,
                        of("Alice", "Hits").albumArtist("Various").year(1999),
                        of("Bob", "Hits").albumArtist("V/A").year(2001)))
                .containsOnly("album various\nhits\n\n");
        assertThat(rule.version()).isNotEqualTo(AlbumIdentity.STANDARD.version());
    }

    /** navidrome #489, #1976: several editions of one album, which MusicBrainz or the name of the edition tell apart. */
    @Test
    void key_navidrome489_editions_areDifferentAlbums() {
        assertDifferentAlbums(
                released(of("Radiohead", "OK Computer"), RELEASE),
                released(of("Radiohead", "OK Computer"), OTHER_RELEASE),
                of("Radiohead", "OK Computer").tags(Map.of("albumversion", List.of("Vinyl"))),
                of("Radiohead", "OK Computer").tags(Map.of("musicbrainz_albumcomment", List.of("20th anniversary"))),
                of("Radiohead", "OK Computer"));
    }

    /** A release is one album, whatever else its tracks say. */
    @Test
    void key_musicBrainzRelease_isOneAlbumWhateverElseDiffers() {
        assertOneAlbum(
                released(of("Alice", "Hits").year(1999), RELEASE),
                released(
                        of("Bob", "Hits (Disc 2)")
                                .albumArtist("Various Artists")
                                .year(2001),
                        RELEASE));
    }

    /** Half of the files were tagged by MusicBrainz: two albums, which {@code twinsOf} finds. */
    @Test
    void key_musicBrainzReleaseOnHalfTheTracks_isTwoAlbums() {
        assertDifferentAlbums(released(of("Alice", "First"), RELEASE), of("Alice", "First"));
    }

    /** Half of the files have ids of the artist, but none of the release. */
    @Test
    void key_musicBrainzArtistOnHalfTheTracks_doesNotSplit() {
        assertOneAlbum(
                of("Alice", "First").albumArtist("Alice"),
                of("Alice", "First")
                        .albumArtist("Alice")
                        .tags(Map.of("musicbrainz_albumartistid", List.of(RELEASE.toString()))));
    }

    /** navidrome #4256, #4534: discs and formats split albums. */
    @Test
    void key_navidrome4256_discs_doNotSplit() {
        assertOneAlbum(
                of("Alice", "Double").position(new AlbumPosition(1, 12, 1, 2)),
                of("Alice", "Double").position(new AlbumPosition(1, 14, 2, 2)),
                of("Alice", "Double").position(new AlbumPosition(3, null, 2, null)));
    }

    /** The same album tagged again by another program: other quotes, case, accents, spaces and forms of one letter. */
    @Test
    void key_sameAlbumTaggedAgain_isTheSame() {
        assertOneAlbum(
                of("Guns N' Roses", "The Spaghetti Incident?"),
                of("Guns N’ Roses", "“The Spaghetti Incident?”"),
                of("GUNS N ROSES", "The  Spaghetti Incident"));
        assertOneAlbum(of("Beyoncé", "Dangerously"), of("Beyonce\u0301", "Dangerously"), of("Beyonce", "Dangerously"));
    }

    @Test
    void key_noAlbum_isNull() {
        assertThat(AlbumIdentity.STANDARD.key(
                        TrackMetadata.builder("Song").artist("Alice").build(), Map.of()))
                .isNull();
        assertThat(AlbumIdentity.STANDARD.key(
                        released(TrackMetadata.builder("Song"), RELEASE).build(), Map.of()))
                .isNull();
    }

    @Test
    void key_longestNames_isWithinItsBound() {
        String name = "天".repeat(1_000);
        String key = AlbumIdentity.BY_YEAR.key(
                of(name, name)
                        .tags(Map.of("albumversion", List.of("1".repeat(100_000))))
                        .year(1999)
                        .build(),
                Map.of());

        assertThat(key).isNotNull().hasSizeLessThan(10_000);
    }

    private static void assertOneAlbum(TrackMetadata.Builder... tags) {
        Map<TrackMetadata, String> keys = new LinkedHashMap<>();
        Arrays.stream(tags)
                .map(TrackMetadata.Builder::build)
                .forEach(music -> keys.put(music, String.valueOf(AlbumIdentity.STANDARD.key(music, Map.of()))));
        assertThat(keys.values().stream().distinct()).as("%s", keys).hasSize(1).doesNotContain("null");
    }

    private static void assertDifferentAlbums(TrackMetadata.Builder... tags) {
        assertThat(keys(AlbumIdentity.STANDARD, tags)).doesNotHaveDuplicates().doesNotContain("null");
    }

    private static List<String> keys(AlbumIdentity rule, TrackMetadata.Builder... tags) {
        return Arrays.stream(tags)
                .map(music -> String.valueOf(rule.key(music.build(), Map.of())))
                .toList();
    }

    private static TrackMetadata.Builder of(String artist, String album) {
        return TrackMetadata.builder("Song").artist(artist).album(album);
    }

    private static TrackMetadata.Builder released(TrackMetadata.Builder tags, UUID release) {
        return tags.musicBrainz(Map.of(MusicBrainzEntity.RELEASE, release));
    }
}
