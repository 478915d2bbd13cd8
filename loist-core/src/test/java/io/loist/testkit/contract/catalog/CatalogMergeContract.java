package io.loist.testkit.contract.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.loist.catalog.Album;
import io.loist.catalog.AlbumQuery;
import io.loist.catalog.AlbumQuery.ArtistPart;
import io.loist.catalog.CatalogEntry;
import io.loist.catalog.CatalogKind;
import io.loist.catalog.CatalogLink;
import io.loist.catalog.Heading;
import io.loist.track.ArtistCredit;
import io.loist.track.ArtistCredit.Role;
import io.loist.track.Track;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every catalogue must do when the host joins what tags keep apart, and takes it apart again. */
public abstract class CatalogMergeContract extends CatalogFixture {

    @Test
    protected void merge_albums_countsAsOne() {
        save(on("Debutt", "Björk", 1).tags(Map.of("albumsort", List.of("0"))));
        save(on("Debut", "Björk", 2));
        UUID from = album("Debutt").id();
        UUID into = album("Debut").id();

        catalog.merge(CatalogKind.ALBUM, from, into);
        catalog.merge(CatalogKind.ALBUM, from, into);
        maintain();
        save(on("Debutt", "Björk", 3));

        assertThat(albums(AlbumQuery.builder()))
                .extracting(Album::id, Album::title, Album::heading, Album::tracks)
                .containsExactly(tuple(into, "Debut", "D", 3L));
        assertThat(catalog.album(from)).isEqualTo(catalog.album(into)).isPresent();
        assertThat(catalog.album(into).orElseThrow().tracks()).hasSize(3);
        assertThat(catalog.headings(CatalogKind.ALBUM)).containsExactly(new Heading("D", 1));
    }

    @Test
    protected void merge_artists_holdsInAllRoles() {
        save(on("Debut", "Bjork G.", 1).composer("Bjork G."));
        Track track = save(by("Björk"));
        UUID from = entry(CatalogKind.ARTIST, "Bjork G.").id();
        UUID into = entry(CatalogKind.ARTIST, "Björk").id();

        catalog.merge(CatalogKind.COMPOSER, from, into);
        maintain();
        Track later = save(by("Bjork G."));

        assertThat(entries(CatalogKind.ARTIST))
                .extracting(CatalogEntry::id, CatalogEntry::name, CatalogEntry::tracks, CatalogEntry::albums)
                .containsExactly(tuple(into, "Björk", 3L, 1L));
        assertThat(entries(CatalogKind.COMPOSER)).extracting(CatalogEntry::id).containsExactly(into);
        assertThat(titles(AlbumQuery.builder().artist(from, ArtistPart.OWN))).containsExactly("Debut");
        assertThat(catalog.tracks(from, 10, null).items()).hasSize(3).contains(track, later);
        assertThat(catalog.links(List.of(later)).values())
                .allSatisfy(
                        links -> assertThat(links).extracting(CatalogLink::id).containsOnly(into));
    }

    @Test
    protected void merge_creditedTogether_countsTheTrackOnce() {
        save(by("Alice")
                .credits(List.of(
                        new ArtistCredit("Alice", Role.MAIN, " & ", null),
                        new ArtistCredit("Alise", Role.MAIN, "", null))));

        catalog.merge(
                CatalogKind.ARTIST,
                entry(CatalogKind.ARTIST, "Alise").id(),
                entry(CatalogKind.ARTIST, "Alice").id());
        maintain();

        assertThat(entries(CatalogKind.MAIN_ARTIST))
                .extracting(CatalogEntry::name, CatalogEntry::tracks)
                .containsExactly(tuple("Alice", 1L));
    }

    @Test
    protected void merge_severalInARow_leadsToTheLast() {
        save(on("A", "X", 1));
        save(on("B", "X", 1));
        save(on("C", "X", 1));
        UUID a = album("A").id();
        UUID b = album("B").id();
        UUID c = album("C").id();

        catalog.merge(CatalogKind.ALBUM, a, b);
        catalog.merge(CatalogKind.ALBUM, b, c);
        maintain();

        assertThat(catalog.album(a)).isEqualTo(catalog.album(c)).isPresent();
        assertThat(albums(AlbumQuery.builder())).hasSize(1).allMatch(album -> album.tracks() == 3);
        assertThatIllegalArgumentException().isThrownBy(() -> catalog.merge(CatalogKind.ALBUM, c, a));
        assertThatIllegalArgumentException().isThrownBy(() -> catalog.merge(CatalogKind.ALBUM, c, c));
    }

    @Test
    protected void split_merged_takesThemApart() {
        save(on("Debutt", "Björk", 1));
        save(on("Debut", "Björk", 2));
        UUID from = album("Debutt").id();
        UUID into = album("Debut").id();
        catalog.merge(CatalogKind.ALBUM, from, into);
        maintain();
        save(on("Debutt", "Björk", 3));

        assertThat(catalog.split(CatalogKind.ALBUM, from)).isTrue();
        maintain();

        assertThat(album("Debutt").id()).isEqualTo(from);
        assertThat(album("Debutt").tracks()).isEqualTo(2);
        assertThat(album("Debut").tracks()).isOne();
        assertThat(catalog.split(CatalogKind.ALBUM, from)).isFalse();
    }

    @Test
    protected void split_artists_takesThemApartInAllRoles() {
        save(on("Debut", "Bjork G.", 1).composer("Bjork G."));
        save(by("Björk"));
        UUID from = entry(CatalogKind.ARTIST, "Bjork G.").id();
        UUID into = entry(CatalogKind.ARTIST, "Björk").id();
        catalog.merge(CatalogKind.ARTIST, from, into);
        maintain();

        assertThat(catalog.split(CatalogKind.ALBUM_ARTIST, from)).isTrue();
        maintain();

        assertThat(entries(CatalogKind.ARTIST)).extracting(CatalogEntry::id).containsExactlyInAnyOrder(from, into);
        assertThat(entries(CatalogKind.COMPOSER)).extracting(CatalogEntry::id).containsExactly(from);
        assertThat(titles(AlbumQuery.builder().artist(from, ArtistPart.OWN))).containsExactly("Debut");
    }

    @Test
    protected void merge_ofOtherKinds_throws() {
        UUID one = UUID.randomUUID();
        for (CatalogKind kind : List.of(CatalogKind.GENRE, CatalogKind.LABEL, CatalogKind.YEAR, CatalogKind.DECADE)) {
            assertThatIllegalArgumentException().isThrownBy(() -> catalog.merge(kind, one, UUID.randomUUID()));
            assertThatIllegalArgumentException().isThrownBy(() -> catalog.split(kind, one));
        }
    }

    @Test
    protected void merge_beforeItsFirstTrack_waitsForIt() {
        save(on("Debut", "Björk", 1));
        Track typo = save(on("Debutt", "Björk", 2));
        UUID from = albumOf(typo);
        delete(typo);

        catalog.merge(CatalogKind.ALBUM, from, album("Debut").id());
        save(on("Debutt", "Björk", 2));

        assertThat(album("Debut").tracks()).isEqualTo(2);
        assertThat(titles(AlbumQuery.builder())).containsExactly("Debut");
    }
}
