package io.loist.testkit.contract.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.Cursor;
import io.loist.Page;
import io.loist.catalog.Album;
import io.loist.catalog.AlbumQuery;
import io.loist.catalog.Catalog;
import io.loist.catalog.CatalogEntry;
import io.loist.catalog.CatalogKind;
import io.loist.catalog.CatalogQuery;
import io.loist.testkit.SampleTracks;
import io.loist.track.AlbumPosition;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackPatch;
import io.loist.track.TrackRepository;
import io.loist.track.TrackStatuses;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** A catalogue of a repository without tracks, for each test anew. */
abstract class CatalogFixture {

    TrackRepository tracks;
    TrackStatuses statuses;
    Catalog catalog;

    /** Returns a repository without tracks. */
    protected abstract TrackRepository emptyRepository();

    /** Returns the statuses of the repository that was made last. */
    protected abstract TrackStatuses statuses();

    /** Returns the catalogue of the repository that was made last. */
    protected abstract Catalog catalog();

    /** Does what the implementation does in the background now and then; a catalogue answers the same before and after it. */
    protected void maintain() {}

    @BeforeEach
    final void makeCatalog() {
        tracks = emptyRepository();
        statuses = statuses();
        catalog = catalog();
    }

    final Track save(TrackMetadata.Builder metadata) {
        return save(SampleTracks.builder(metadata.build()).build());
    }

    final Track save(NewTrack track) {
        Track saved = tracks.save(track);
        maintain();
        return saved;
    }

    final Track retag(Track track, TrackMetadata.Builder metadata) {
        Track now = tracks.findById(track.id()).orElseThrow();
        Track changed = tracks.update(
                now.id(),
                now.version(),
                TrackPatch.builder().metadata(metadata.build()).build());
        maintain();
        return changed;
    }

    final void delete(Track track) {
        assertThat(tracks.deleteRow(track.id())).isTrue();
        maintain();
    }

    /** Starts the tags of a track by an artist, without an album. */
    static TrackMetadata.Builder by(String artist) {
        return TrackMetadata.builder("Song").artist(artist);
    }

    /** Starts the tags of a track of an album. */
    static TrackMetadata.Builder on(String album, String artist, int number) {
        return TrackMetadata.builder("Song " + number)
                .artist(artist)
                .album(album)
                .albumArtist(artist)
                .position(new AlbumPosition(number, null, null, null));
    }

    final List<CatalogEntry> entries(CatalogKind kind) {
        return catalog.entries(
                        CatalogQuery.builder(kind).limit(CatalogQuery.MAX_LIMIT).build())
                .items();
    }

    final List<String> names(CatalogQuery.Builder query) {
        return catalog.entries(query.build()).items().stream()
                .map(CatalogEntry::name)
                .toList();
    }

    final CatalogEntry entry(CatalogKind kind, String name) {
        return entries(kind).stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + kind + " " + name + ": " + entries(kind)));
    }

    final List<Album> albums(AlbumQuery.Builder query) {
        return catalog.albums(query.build()).items();
    }

    final List<String> titles(AlbumQuery.Builder query) {
        return albums(query).stream().map(Album::title).toList();
    }

    final Album album(String title) {
        List<Album> found = albums(AlbumQuery.builder()).stream()
                .filter(album -> album.title().equals(title))
                .toList();
        assertThat(found).as("albums with the title " + title).hasSize(1);
        return found.get(0);
    }

    final UUID albumOf(Track track) {
        return catalog.links(List.of(track)).getOrDefault(track.id(), List.of()).stream()
                .filter(link -> link.kind() == CatalogKind.ALBUM)
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** Returns the items of all pages. */
    static <T> List<T> walk(Function<@Nullable Cursor, Page<T>> list) {
        List<T> items = new ArrayList<>();
        Cursor next = null;
        do {
            Page<T> page = list.apply(next);
            assertThat(page.items()).as("a page after %s", next).isNotEmpty();
            items.addAll(page.items());
            next = page.next();
        } while (next != null);
        return items;
    }
}
