package io.loist.internal.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.track.ArtistCredit;
import io.loist.track.ArtistCredit.Role;
import io.loist.track.TrackMetadata;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which artists the tags of a track name. */
class CreditedArtistsTest {

    private static final UUID ID = UUID.fromString("87c5dedd-371d-4a53-9f7f-80522fb7f3cb");
    private static final UUID OTHER_ID = UUID.fromString("5b11f4ce-a62d-471e-81fc-a69a8278c7da");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Alice feat. Bob       | Alice          | Bob
            Alice FEAT Bob & Carl | Alice          | Bob & Carl
            Alice (feat. Bob)     | Alice          | Bob
            Alice [ft. Bob]       | Alice          | Bob
            Alice featuring Bob   | Alice          | Bob
            AC/DC                 | AC/DC          |
            Feat. Bob             | Feat. Bob      |
            Little Feat           | Little Feat    |
            Defeater              | Defeater       |
            Earth, Wind & Fire    | Earth, Wind & Fire |
            """)
    void of_line_hasItsGuestsApart(String line, String main, String guest) {
        CreditedArtists artists = read(line(line));

        assertThat(artists.of(Role.MAIN)).extracting(ArtistName::name).containsExactly(main);
        assertThat(artists.of(Role.FEATURED))
                .extracting(ArtistName::name)
                .isEqualTo(guest == null ? List.of() : List.of(guest));
    }

    @Test
    void of_credits_areNotReadFromTheLine() {
        CreditedArtists artists = read(line("Alice feat. Bob")
                .credits(List.of(
                        new ArtistCredit("Alice feat. Bob", Role.MAIN, "", null),
                        new ArtistCredit("alice feat. bob", Role.MAIN, "", null))));

        assertThat(artists.of(Role.MAIN)).extracting(ArtistName::name).containsExactly("Alice feat. Bob");
        assertThat(artists.of(Role.FEATURED)).isEmpty();
    }

    @Test
    void of_tagsOfOtherRoles_areCredits() {
        CreditedArtists artists = read(line("Alice")
                .composer("Bach, Busoni")
                .tags(Map.of(
                        "composer", List.of("Bach", "Busoni"),
                        "performer", List.of("Bob (violin)", "Carl (drums (jazz))"),
                        "conductor", List.of(" "))));

        assertThat(artists.of(Role.COMPOSER)).extracting(ArtistName::name).containsExactly("Bach", "Busoni");
        assertThat(artists.of(Role.PERFORMER))
                .extracting(ArtistName::name)
                .containsExactly("Bob", "Carl (drums (jazz))");
        assertThat(artists.of(Role.CONDUCTOR)).isEmpty();
        assertThat(read(line("Alice").composer("Bach")).of(Role.COMPOSER)).hasSize(1);
    }

    @Test
    void of_nameOfACreditWithAnId_hasThatId() {
        CreditedArtists artists = read(line("Björk")
                .credits(List.of(new ArtistCredit("Björk", Role.MAIN, "", ID)))
                .albumArtist("BJORK")
                .composer("Bjork"));

        assertThat(artists.of(Role.COMPOSER))
                .extracting(ArtistName::musicBrainzId)
                .containsExactly(ID);
        assertThat(artists.ofAlbum(false)).isEqualTo(new ArtistName("BJORK", ID, null));
    }

    @Test
    void of_sortTags_belongToTheArtistsIfTheirNumbersAgree() {
        assertThat(read(line("The Alice feat. Bob").tags(Map.of("artistsort", List.of("Alice feat. Bob"))))
                        .all())
                .allMatch(artist -> artist.sortName() == null);
        assertThat(read(line("The Alice feat. Bob").tags(Map.of("artistsort", List.of("Alice", "B."))))
                        .all())
                .extracting(ArtistName::sortName)
                .containsExactly("Alice", "B.");
        assertThat(read(line("Alice").composer("Bach").tags(Map.of("composersort", List.of("Bach, J. S."))))
                        .of(Role.COMPOSER))
                .extracting(ArtistName::sortName)
                .containsExactly("Bach, J. S.");
    }

    @Test
    void ofAlbum_tags_haveItsIdAndSortName() {
        CreditedArtists artists = read(line("Alice")
                .albumArtist("The Bobs")
                .tags(Map.of(
                        "albumartistsort", List.of("Bobs, The"),
                        "musicbrainz_albumartistid", List.of(ID.toString()))));

        assertThat(artists.ofAlbum(true)).isEqualTo(new ArtistName("The Bobs", ID, "Bobs, The"));
    }

    @Test
    void ofAlbum_severalOrBrokenIds_haveNone() {
        for (List<String> ids : List.of(List.of(ID.toString(), OTHER_ID.toString()), List.of("nonsense"))) {
            assertThat(read(line("Alice").albumArtist("Alice & Bob").tags(Map.of("musicbrainz_albumartistid", ids)))
                            .ofAlbum(false))
                    .isEqualTo(new ArtistName("Alice & Bob", null, null));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Various Artists", "VARIOUS", "V.A.", "va", "Verschiedene Interpreten", "群星"})
    void ofAlbum_severalArtists_haveOneName(String name) {
        assertThat(read(line("Alice").albumArtist(name)).ofAlbum(false)).isEqualTo(ArtistName.VARIOUS);
    }

    @Test
    void ofAlbum_withoutTag_isTheMainArtistOrSeveral() {
        assertThat(read(line("Alice feat. Bob")).ofAlbum(false)).isEqualTo(new ArtistName("Alice", null, null));
        assertThat(read(line("Alice feat. Bob")).ofAlbum(true)).isEqualTo(ArtistName.VARIOUS);
        assertThat(read(TrackMetadata.builder("Song")).ofAlbum(false)).isNull();
    }

    /** Two groups of one name, as MusicBrainz has them, and the tracks that do not say which. */
    @Test
    void id_ofTwoArtistsOfOneName_isOfTheirMusicBrainzIds() {
        ArtistName one = new ArtistName("Nirvana", ID, null);
        ArtistName other = new ArtistName("Nirvana", OTHER_ID, null);
        ArtistName unknown = new ArtistName("NIRVANA", null, null);

        assertThat(List.of(one.id(), other.id(), unknown.id())).doesNotHaveDuplicates();
        assertThat(one.idOfName()).isEqualTo(other.idOfName()).isEqualTo(unknown.id());
        assertThat(new ArtistName("ニルヴァーナ", ID, null).id()).isEqualTo(one.id());
    }

    private static TrackMetadata.Builder line(String artist) {
        return TrackMetadata.builder("Song").artist(artist);
    }

    private static CreditedArtists read(TrackMetadata.Builder tags) {
        return CreditedArtists.of(tags.build());
    }
}
