package io.loist.examples.web;

import io.loist.Page;
import io.loist.catalog.Album;
import io.loist.catalog.AlbumDetails;
import io.loist.catalog.AlbumQuery;
import io.loist.catalog.AlbumQuery.ArtistPart;
import io.loist.catalog.AlbumQuery.Order;
import io.loist.catalog.Catalog;
import io.loist.catalog.CatalogEntry;
import io.loist.catalog.CatalogKind;
import io.loist.catalog.CatalogQuery;
import io.loist.catalog.Heading;
import io.loist.examples.web.Searches.TrackView;
import java.util.List;
import java.util.SortedSet;

/** Lists artists, albums, genres and decades. */
final class Browsing {

    private static final int ON_A_PAGE = 60;

    private final Catalog catalog;
    private final Searches searches;

    Browsing(Catalog catalog, Searches searches) {
        this.catalog = catalog;
        this.searches = searches;
    }

    /** An album with its tracks, disc by disc. */
    record AlbumView(Album album, SortedSet<String> formats, List<List<TrackView>> discs) {}

    /** A page of artists, genres or decades, and the letters of all of them. */
    record Entries(Page<CatalogEntry> page, List<Heading> headings) {}

    Entries entries(PageRequest request) {
        CatalogKind kind = request.constant("kind", CatalogKind.ALBUM_ARTIST);
        CatalogQuery.Builder entries = CatalogQuery.builder(kind)
                .heading(request.optional("heading"))
                .containing(request.optional("containing"))
                .limit(ON_A_PAGE)
                .after(request.after());
        return new Entries(catalog.entries(entries.build()), catalog.headings(kind));
    }

    CatalogEntry artist(PageRequest request) {
        return catalog.entry(CatalogKind.ARTIST, request.id("id")).orElseThrow();
    }

    Page<TrackView> tracksOfArtist(PageRequest request) {
        return searches.views(catalog.tracks(request.id("artist"), ON_A_PAGE, request.after()));
    }

    Page<Album> albums(PageRequest request) {
        AlbumQuery.Builder albums = AlbumQuery.builder()
                .containing(request.optional("containing"))
                .order(request.constant("order", Order.TITLE))
                .limit(request.number("limit", ON_A_PAGE))
                .after(request.after());
        if (request.optional("artist") != null) {
            albums.artist(request.id("artist"), request.constant("part", ArtistPart.ANY));
        }
        if (request.optional("genre") != null) {
            albums.genre(request.id("genre"));
        }
        if (request.optional("decade") != null) {
            albums.years(request.number("decade", 0), request.number("decade", 0) + 9);
        }
        return catalog.albums(albums.build());
    }

    Page<Album> random(PageRequest request) {
        AlbumQuery.Builder some = AlbumQuery.builder().random(request.number("seed", 0));
        return catalog.albums(some.limit(request.number("limit", ON_A_PAGE)).build());
    }

    AlbumView album(PageRequest request) {
        AlbumDetails details = catalog.album(request.id("id")).orElseThrow();
        return new AlbumView(
                details.album(),
                details.formats(),
                details.discs().stream()
                        .map(disc -> searches.views(disc.tracks()))
                        .toList());
    }
}
