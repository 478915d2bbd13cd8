package io.loist.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.Cursor;
import io.loist.catalog.AlbumQuery.ArtistPart;
import io.loist.catalog.AlbumQuery.Order;
import io.loist.track.TrackFilter.Range;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the queries of the catalogue hold and refuse. */
class CatalogQueryTest {

    private static final UUID ID = UUID.fromString("87c5dedd-371d-4a53-9f7f-80522fb7f3cb");
    private static final Cursor CURSOR = new Cursor("abc");

    @Test
    void build_allConditionsOfEntries_areThere() {
        CatalogQuery query = CatalogQuery.builder(CatalogKind.GENRE)
                .heading("R")
                .prefix("ro")
                .containing("rock")
                .twinsOf(ID)
                .limit(7)
                .after(CURSOR)
                .build();

        assertThat(List.of(query.kind(), query.limit())).containsExactly(CatalogKind.GENRE, 7);
        assertThat(query.heading()).isEqualTo("R");
        assertThat(query.prefix()).isEqualTo("ro");
        assertThat(query.containing()).isEqualTo("rock");
        assertThat(query.twinsOf()).isEqualTo(ID);
        assertThat(query.after()).isEqualTo(CURSOR);
    }

    @Test
    void build_allConditionsOfAlbums_areThere() {
        AlbumQuery query = AlbumQuery.builder()
                .heading("R")
                .prefix("ro")
                .containing("rock")
                .artist(ID, ArtistPart.OWN)
                .genre(ID)
                .label(ID)
                .years(1970, 1979)
                .twinsOf(ID)
                .withoutArtwork()
                .order(Order.RELEASED)
                .limit(7)
                .after(CURSOR)
                .build();

        assertThat(List.of(query.heading(), query.prefix(), query.containing())).containsExactly("R", "ro", "rock");
        assertThat(List.of(query.artist(), query.genre(), query.label(), query.twinsOf()))
                .containsOnly(ID);
        assertThat(query.part()).isEqualTo(ArtistPart.OWN);
        assertThat(query.years()).isEqualTo(new Range<>(1970, 1979));
        assertThat(query.withoutArtwork()).isTrue();
        assertThat(query.order()).isEqualTo(Order.RELEASED);
        assertThat(query.limit()).isEqualTo(7);
        assertThat(query.after()).isEqualTo(CURSOR);
    }

    @Test
    void builders_atFirst_haveNoConditions() {
        AlbumQuery albums = AlbumQuery.builder().build();

        assertThat(albums.order()).isEqualTo(Order.TITLE);
        assertThat(albums.limit()).isEqualTo(AlbumQuery.DEFAULT_LIMIT);
        assertThat(albums.artist()).isNull();
        assertThat(CatalogQuery.builder(CatalogKind.ARTIST).build().limit()).isEqualTo(CatalogQuery.DEFAULT_LIMIT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_001})
    void limit_outOfRange_throws(int limit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CatalogQuery.builder(CatalogKind.ARTIST).limit(limit))
                .withMessageContaining("1000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlbumQuery.builder().limit(limit));
    }

    @Test
    void years_inTheWrongOrder_throw() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlbumQuery.builder().years(1979, 1970));
    }

    @Test
    void build_randomWithAnotherCondition_throws() {
        List<UnaryOperator<AlbumQuery.Builder>> conditions = List.of(
                query -> query.heading("R"),
                query -> query.prefix("r"),
                query -> query.containing("r"),
                query -> query.artist(ID, ArtistPart.ANY),
                query -> query.genre(ID),
                query -> query.label(ID),
                query -> query.years(1, 2),
                query -> query.twinsOf(ID),
                query -> query.withoutArtwork(),
                query -> query.after(CURSOR));
        for (UnaryOperator<AlbumQuery.Builder> condition : conditions) {
            AlbumQuery.Builder query = condition.apply(AlbumQuery.builder().random(42));
            assertThatIllegalArgumentException().isThrownBy(query::build);
        }
        assertThat(AlbumQuery.builder().random(42).limit(3).build().seed()).isEqualTo(42);
    }

    @Test
    void kinds_ofArtists_areThoseWithCredits() {
        for (CatalogKind kind : CatalogKind.values()) {
            if (kind.role() != null) {
                assertThat(kind.isArtist()).as("%s", kind).isTrue();
            }
        }
        assertThat(CatalogKind.ALBUM.isArtist()).isFalse();
        assertThat(CatalogKind.GENRE.isArtist()).isFalse();
    }
}
