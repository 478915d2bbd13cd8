package io.loist.testkit.contract.catalog;

import static io.loist.catalog.CatalogKind.ALBUM_ARTIST;
import static io.loist.catalog.CatalogKind.ARTIST;
import static io.loist.catalog.CatalogKind.COMPOSER;
import static io.loist.catalog.CatalogKind.DECADE;
import static io.loist.catalog.CatalogKind.FEATURED_ARTIST;
import static io.loist.catalog.CatalogKind.GENRE;
import static io.loist.catalog.CatalogKind.LABEL;
import static io.loist.catalog.CatalogKind.MAIN_ARTIST;
import static io.loist.catalog.CatalogKind.REMIXER;
import static io.loist.catalog.CatalogKind.YEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.loist.Cursor;
import io.loist.Page;
import io.loist.catalog.CatalogEntry;
import io.loist.catalog.CatalogKind;
import io.loist.catalog.CatalogLink;
import io.loist.catalog.CatalogQuery;
import io.loist.catalog.Heading;
import io.loist.testkit.SampleTracks;
import io.loist.track.ArtistCredit;
import io.loist.track.ArtistCredit.Role;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every catalogue must do about artists, genres, labels and years: lists, pages, headings and links. */
public abstract class CatalogContract extends CatalogFixture {

    private static final List<String> IN_ORDER = List.of(
            "!!!",
            "50 Cent",
            "ABBA",
            "The Beatles",
            "\"Weird Al\" Yankovic",
            "Łona",
            "Ólafur Arnalds",
            "Кино",
            "あいみょん",
            "坂本龍一");

    @Test
    protected void entries_artists_areOrderedBySortName() {
        List<String> mixed = new ArrayList<>(IN_ORDER);
        java.util.Collections.shuffle(mixed, new java.util.Random(1));
        mixed.forEach(artist -> save(by(artist)));

        assertThat(entries(ARTIST))
                .extracting(CatalogEntry::name, CatalogEntry::heading)
                .containsExactly(
                        tuple("!!!", "#"),
                        tuple("50 Cent", "#"),
                        tuple("ABBA", "A"),
                        tuple("The Beatles", "B"),
                        tuple("Łona", "L"),
                        tuple("Ólafur Arnalds", "O"),
                        tuple("\"Weird Al\" Yankovic", "W"),
                        tuple("Кино", "К"),
                        tuple("あいみょん", "あ"),
                        tuple("坂本龍一", "漢"));
        assertThat(entry(ARTIST, "The Beatles").sortName()).isEqualTo("Beatles, The");
    }

    @Test
    protected void entries_sortNameInTags_outranksTheOneMade() {
        save(by("坂本龍一"));
        save(by("坂本龍一").tags(Map.of("artistsort", List.of("Sakamoto, Ryuichi"))));
        save(by("坂本龍一"));

        assertThat(entries(ARTIST))
                .extracting(CatalogEntry::sortName, CatalogEntry::heading, CatalogEntry::tracks)
                .containsExactly(tuple("Sakamoto, Ryuichi", "S", 3L));
        assertThat(names(CatalogQuery.builder(ARTIST).prefix("saka"))).containsExactly("坂本龍一");
    }

    @Test
    protected void entries_namesThatDifferInCaseAccentsAndPunctuation_areOne() {
        save(by("Beyoncé").genres("Hip-Hop"));
        save(by("BEYONCE").genres("hip hop"));
        save(by("Beyonce\u0301").genres("Hip Hop"));

        assertThat(entries(ARTIST)).hasSize(1).allMatch(entry -> entry.tracks() == 3);
        assertThat(entries(GENRE)).hasSize(1).allMatch(entry -> entry.tracks() == 3);
    }

    @Test
    protected void entries_byRole_countTheTracksOfThatRole() {
        ArtistCredit main = new ArtistCredit("Alice", Role.MAIN, " feat. ", null);
        save(by("Alice feat. Bob")
                .credits(List.of(
                        main,
                        new ArtistCredit("Bob", Role.FEATURED, "", null),
                        new ArtistCredit("Carol", Role.REMIXER, "", null)))
                .composer("Alice"));
        save(by("Bob").composer("Carol"));

        assertThat(counts(ARTIST)).containsExactly(tuple("Alice", 1L), tuple("Bob", 2L), tuple("Carol", 2L));
        assertThat(counts(MAIN_ARTIST)).containsExactly(tuple("Alice", 1L), tuple("Bob", 1L));
        assertThat(counts(FEATURED_ARTIST)).containsExactly(tuple("Bob", 1L));
        assertThat(counts(REMIXER)).containsExactly(tuple("Carol", 1L));
        assertThat(counts(COMPOSER)).containsExactly(tuple("Alice", 1L), tuple("Carol", 1L));
        assertThat(entries(CatalogKind.CONDUCTOR)).isEmpty();
        UUID bob = entry(FEATURED_ARTIST, "Bob").id();
        assertThat(catalog.entry(ARTIST, bob)).map(CatalogEntry::tracks).contains(2L);
        assertThat(catalog.entry(COMPOSER, bob)).isEmpty();
    }

    @Test
    protected void entries_ofEachKind_countTheirTracks() {
        save(by("A").genres("Rock", "Pop").label("Harvest").year(1973));
        save(by("B").genres("Rock").label("Harvest").year(1979));
        save(by("C").year(1980));
        save(by("D"));

        assertThat(counts(GENRE)).containsExactly(tuple("Pop", 1L), tuple("Rock", 2L));
        assertThat(counts(LABEL)).containsExactly(tuple("Harvest", 2L));
        assertThat(counts(YEAR)).containsExactly(tuple("1973", 1L), tuple("1979", 1L), tuple("1980", 1L));
        assertThat(counts(DECADE)).containsExactly(tuple("1970", 2L), tuple("1980", 1L));
        assertThat(entry(GENRE, "Rock").albums()).isNull();
    }

    @Test
    protected void entries_albumsOfArtists_areCounted() {
        save(on("First", "Alice", 1));
        save(on("First", "Alice", 2));
        save(on("Second", "Alice", 1).artist("Alice feat. Bob"));

        assertThat(entry(ALBUM_ARTIST, "Alice").albums()).isEqualTo(2);
        assertThat(entry(ARTIST, "Alice").albums()).isEqualTo(2);
        assertThat(entry(ARTIST, "Bob").albums()).isZero();
        assertThat(entries(ALBUM_ARTIST)).extracting(CatalogEntry::name).containsExactly("Alice");
    }

    @Test
    protected void entries_tracksOfOtherStatuses_doNotCount() {
        for (TrackStatus status : TrackStatus.values()) {
            save(SampleTracks.builder("Song", "Artist " + status).status(status).build());
        }

        assertThat(entries(ARTIST)).extracting(CatalogEntry::name).containsExactly("Artist COMPLETED");
        assertThat(catalog.headings(ARTIST)).containsExactly(new Heading("A", 1));
    }

    @Test
    protected void entries_prefix_isThatOfTheSortName() {
        for (String artist : List.of("The Beatles", "Béatrice", "The Bees", "Abba", "Beck", "(Beat)")) {
            save(by(artist));
        }

        assertThat(names(CatalogQuery.builder(ARTIST).prefix("BEA")))
                .containsExactly("(Beat)", "The Beatles", "Béatrice");
        assertThat(names(CatalogQuery.builder(ARTIST).prefix("beatles, t"))).containsExactly("The Beatles");
        assertThat(names(CatalogQuery.builder(ARTIST).prefix("the"))).isEmpty();
        assertThat(names(CatalogQuery.builder(ARTIST).prefix("%"))).isEmpty();
        assertThat(names(CatalogQuery.builder(ARTIST).prefix(""))).hasSize(6);
    }

    @Test
    protected void entries_containing_needsTheBeginningOfEachWord() {
        for (String artist : List.of("The Rolling Stones", "Stone Temple Pilots", "Queens of the Stone Age", "Abba")) {
            save(by(artist));
        }

        assertThat(names(CatalogQuery.builder(ARTIST).containing("stone")))
                .containsExactly("Queens of the Stone Age", "The Rolling Stones", "Stone Temple Pilots");
        assertThat(names(CatalogQuery.builder(ARTIST).containing("the STÖ")))
                .containsExactly("Queens of the Stone Age", "The Rolling Stones");
        assertThat(names(CatalogQuery.builder(ARTIST).containing("stone").prefix("s")))
                .containsExactly("Stone Temple Pilots");
        assertThat(names(CatalogQuery.builder(ARTIST).containing("tone"))).isEmpty();
        assertThat(names(CatalogQuery.builder(ARTIST).containing("' | & ! :*"))).isEmpty();
        assertThat(names(CatalogQuery.builder(ARTIST).containing("- ..."))).hasSize(4);
    }

    @Test
    protected void entries_pageByPage_visitsEachOnce() {
        List<NewTrack> songs = IntStream.range(0, 57)
                .mapToObj(i -> SampleTracks.track("Song", i % 3 == 0 ? "Same " + i / 6 : "Artist " + i))
                .toList();
        tracks.saveAllOrNone(songs);
        maintain();

        for (int limit : new int[] {1, 7, 1_000}) {
            List<CatalogEntry> walked = walk(after -> catalog.entries(
                    CatalogQuery.builder(ARTIST).limit(limit).after(after).build()));
            assertThat(walked).isEqualTo(entries(ARTIST)).doesNotHaveDuplicates();
        }
        List<CatalogEntry> underS = walk(after -> catalog.entries(
                CatalogQuery.builder(ARTIST).heading("S").limit(3).after(after).build()));
        assertThat(underS).hasSize(10).allMatch(entry -> entry.heading().equals("S"));
    }

    @Test
    protected void entries_othersComeAndGoBetweenPages_shiftNone() {
        List<Track> saved =
                IntStream.range(0, 6).mapToObj(i -> save(by("Artist " + i))).toList();
        Page<CatalogEntry> first =
                catalog.entries(CatalogQuery.builder(ARTIST).limit(3).build());

        save(by("Aardvark"));
        save(by("Artist 2"));
        delete(saved.get(1));

        assertThat(names(CatalogQuery.builder(ARTIST).after(first.next())))
                .containsExactly("Artist 3", "Artist 4", "Artist 5");
    }

    @Test
    protected void entries_cursorOfAnotherList_throws() {
        save(by("A"));
        save(by("B"));
        Cursor cursor = Objects.requireNonNull(
                catalog.entries(CatalogQuery.builder(ARTIST).limit(1).build()).next());

        for (CatalogQuery.Builder other : List.of(
                CatalogQuery.builder(ALBUM_ARTIST),
                CatalogQuery.builder(ARTIST).prefix("b"),
                CatalogQuery.builder(ARTIST).heading("B"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> catalog.entries(other.after(cursor).build()));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> catalog.entries(CatalogQuery.builder(ARTIST)
                        .after(new Cursor("bm9ib2R5"))
                        .build()));
    }

    @Test
    protected void headings_ofEachKind_countTheList() {
        IN_ORDER.forEach(artist -> save(
                on(artist + " again", artist, 1).composer(artist).genres(artist).label(artist)));
        save(by("Abba").year(1999));

        for (CatalogKind kind : CatalogKind.values()) {
            List<CatalogEntry> list = entries(kind);
            List<Heading> headings = catalog.headings(kind);
            assertThat(headings.stream().mapToLong(Heading::count).sum())
                    .as("entries of the kind %s", kind)
                    .isEqualTo(list.size());
            assertThat(list.stream().map(CatalogEntry::heading).distinct())
                    .as("headings of the kind %s", kind)
                    .containsExactlyElementsOf(
                            headings.stream().map(Heading::letter).toList());
            for (Heading heading : headings) {
                assertThat(names(CatalogQuery.builder(kind).heading(heading.letter())))
                        .as("%s under %s", kind, heading)
                        .hasSize((int) heading.count());
            }
        }
    }

    @Test
    protected void headings_ofNothing_areNone() {
        assertThat(Arrays.stream(CatalogKind.values()).flatMap(kind -> catalog.headings(kind).stream()))
                .isEmpty();
    }

    @Test
    protected void entry_ofAnUnknownId_isEmpty() {
        save(by("A"));

        assertThat(catalog.entry(ARTIST, UUID.randomUUID())).isEmpty();
        assertThat(catalog.entry(GENRE, entry(ARTIST, "A").id())).isEmpty();
        assertThat(catalog.entry(ARTIST, entry(ARTIST, "A").id())).contains(entry(ARTIST, "A"));
    }

    @Test
    protected void twinsOf_artistsOfOneName_findsTheOthers() {
        UUID american = UUID.fromString("5b11f4ce-a62d-471e-81fc-a69a8278c7da");
        UUID british = UUID.fromString("9282c8b4-ca0b-4c6b-b7e3-4f7762dfc4d6");
        save(by("Nirvana").credits(List.of(new ArtistCredit("Nirvana", Role.MAIN, "", american))));
        save(by("Nirvana").credits(List.of(new ArtistCredit("Nirvana", Role.MAIN, "", british))));
        save(by("NIRVANA"));
        save(by("Hole"));
        List<UUID> all = entries(ARTIST).stream()
                .filter(entry -> entry.name().equalsIgnoreCase("nirvana"))
                .map(CatalogEntry::id)
                .toList();

        assertThat(all).hasSize(3).doesNotHaveDuplicates();
        List<CatalogEntry> others = catalog.entries(
                        CatalogQuery.builder(ARTIST).twinsOf(all.get(0)).build())
                .items();
        assertThat(others).extracting(CatalogEntry::id).containsExactlyElementsOf(all.subList(1, 3));
        assertThat(names(CatalogQuery.builder(ARTIST).twinsOf(UUID.randomUUID())))
                .isEmpty();
    }

    @Test
    protected void links_ofTracks_leadToTheirEntries() {
        Track full = save(SampleTracks.full());
        Track plain = save(
                SampleTracks.builder("Song", "A").status(TrackStatus.PENDING).build());

        Map<UUID, List<CatalogLink>> links = catalog.links(List.of(full, plain));

        assertThat(links).containsOnlyKeys(full.id(), plain.id());
        List<CatalogLink> ofFull = links.getOrDefault(full.id(), List.of());
        assertThat(ofFull)
                .extracting(CatalogLink::kind)
                .contains(ARTIST, ALBUM_ARTIST, MAIN_ARTIST, FEATURED_ARTIST, COMPOSER, CatalogKind.ALBUM)
                .contains(GENRE, LABEL, YEAR, DECADE)
                .isSorted();
        assertThat(ofFull)
                .allSatisfy(link -> assertThat(catalog.entry(link.kind(), link.id()))
                        .map(CatalogEntry::link)
                        .contains(link));
        assertThat(links.getOrDefault(plain.id(), List.of()))
                .extracting(CatalogLink::kind)
                .containsExactly(ARTIST, MAIN_ARTIST);
        assertThat(catalog.links(List.of())).isEmpty();
    }

    private List<org.assertj.core.groups.Tuple> counts(CatalogKind kind) {
        return entries(kind).stream()
                .map(entry -> tuple(entry.name(), entry.tracks()))
                .toList();
    }
}
