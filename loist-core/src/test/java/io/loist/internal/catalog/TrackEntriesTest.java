package io.loist.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.loist.catalog.AlbumIdentity;
import io.loist.catalog.CatalogKind;
import io.loist.track.ArtistCredit;
import io.loist.track.ArtistCredit.Role;
import io.loist.track.TrackMetadata;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the tags of a track add to the catalogue. */
class TrackEntriesTest {

    @Test
    void of_everyTag_hasAnEntryOfEachKind() {
        TrackEntries entries = entries(TrackMetadata.builder("Song")
                .artist("The Alices feat. Bob")
                .album("The First")
                .albumArtist("The Alices")
                .genres("Rock", "rock ", "Folk")
                .label("Harvest")
                .year(1977)
                .composer("Bob"));

        assertThat(entries.entries())
                .extracting(
                        NamedEntry::kind,
                        NamedEntry::name,
                        entry -> entry.sortName().text())
                .containsExactly(
                        tuple(CatalogKind.ARTIST, "The Alices", "Alices, The"),
                        tuple(CatalogKind.ARTIST, "Bob", "Bob"),
                        tuple(CatalogKind.ALBUM_ARTIST, "The Alices", "Alices, The"),
                        tuple(CatalogKind.MAIN_ARTIST, "The Alices", "Alices, The"),
                        tuple(CatalogKind.FEATURED_ARTIST, "Bob", "Bob"),
                        tuple(CatalogKind.COMPOSER, "Bob", "Bob"),
                        tuple(CatalogKind.ALBUM, "The First", "First, The"),
                        tuple(CatalogKind.GENRE, "Rock", "Rock"),
                        tuple(CatalogKind.GENRE, "Folk", "Folk"),
                        tuple(CatalogKind.LABEL, "Harvest", "Harvest"),
                        tuple(CatalogKind.YEAR, "1977", "1977"),
                        tuple(CatalogKind.DECADE, "1970", "1970"));
        TrackEntries.NamedAlbum album = Objects.requireNonNull(entries.album());
        assertThat(Objects.requireNonNull(album.artist()).id())
                .isEqualTo(entries.entries().get(0).id());
        assertThat(entries.entries()).contains(album.entry());
    }

    @Test
    void of_nothingButATitle_hasNone() {
        assertThat(entries(TrackMetadata.builder("Song"))).isEqualTo(new TrackEntries(null, List.of()));
    }

    @Test
    void of_trackThatTheRuleGivesNoAlbum_hasNone() {
        TrackMetadata music =
                TrackMetadata.builder("Song").artist("Alice").album("First").build();

        assertThat(TrackEntries.of(music, null).album()).isNull();
        assertThat(TrackEntries.of(music, null).entries())
                .extracting(NamedEntry::kind)
                .containsExactly(CatalogKind.ARTIST, CatalogKind.MAIN_ARTIST);
    }

    @Test
    void of_idInMusicBrainz_hasItsNameInCommonWithOthers() {
        UUID id = UUID.fromString("87c5dedd-371d-4a53-9f7f-80522fb7f3cb");
        NamedEntry known = entries(
                        TrackMetadata.builder("Song").credits(List.of(new ArtistCredit("Björk", Role.MAIN, "", id))))
                .entries()
                .get(0);
        NamedEntry unknown =
                entries(TrackMetadata.builder("Song").artist("BJORK")).entries().get(0);

        assertThat(known.id()).isNotEqualTo(unknown.id());
        assertThat(known.twins()).isEqualTo(unknown.twins()).isEqualTo(unknown.id());
    }

    @Test
    void of_aFileThatNamesThousands_hasTheFirstOnes() {
        List<String> thousands =
                IntStream.range(0, 20_000).mapToObj(i -> "Name " + i).toList();
        TrackEntries entries = entries(TrackMetadata.builder("Song")
                .artist("x feat. ".repeat(120))
                .genres(thousands)
                .credits(thousands.stream()
                        .map(name -> new ArtistCredit(name, Role.PERFORMER, "", UUID.randomUUID()))
                        .toList())
                .tags(Map.of(
                        "composer", thousands,
                        "producer", Collections.nCopies(100, "long ".repeat(20_000)),
                        "artistsort", List.of("a".repeat(100_000)))));

        assertThat(entries.entries()).hasSizeLessThan(600);
        assertThat(entries.entries())
                .allSatisfy(entry -> assertThat(entry.sortName().text()).hasSizeLessThan(1_001));
    }

    private static TrackEntries entries(TrackMetadata.Builder tags) {
        TrackMetadata music = tags.build();
        return TrackEntries.of(music, AlbumIdentity.STANDARD.key(music, Map.of()));
    }
}
