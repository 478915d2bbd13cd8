package io.loist.examples.subsonic;

import io.loist.catalog.AlbumDetails;
import io.loist.catalog.AlbumQuery.ArtistPart;
import io.loist.catalog.CatalogEntry;
import io.loist.catalog.CatalogKind;
import io.loist.play.Subject.Kind;
import io.loist.track.Track;
import io.loist.track.TrackQuery;
import io.loist.track.TrackSort;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Browses: artists, their albums, the songs of these, genres. To clients that browse folders, artists and albums are folders. */
record Browsing(Library library) {

    /** The id of the only folder of music, in which the artists are. */
    private static final int MUSIC = 1;

    Element musicFolders() {
        return Element.of("musicFolder", List.of(Element.of("id", MUSIC, "name", "Music")));
    }

    Element artists(Request request) {
        Map<String, List<Element>> index = library.entries(CatalogKind.ALBUM_ARTIST)
                .collect(Collectors.groupingBy(
                        CatalogEntry::heading,
                        LinkedHashMap::new,
                        Collectors.mapping(Views::artist, Collectors.toList())));
        library.marked(request, index.values().stream().flatMap(List::stream));
        Stream<Element> letters =
                index.keySet().stream().map(letter -> Element.of("name", letter, "artist", index.get(letter)));
        return Element.of("ignoredArticles", "", "index", letters.toList());
    }

    Element indexes(Request request) {
        TrackQuery.Builder query = TrackQuery.builder().descending(TrackSort.UPDATED);
        List<Track> newest = library.tracks().list(query.limit(1).build()).items();
        long changed = newest.isEmpty() ? 0 : newest.get(0).updatedAt().toEpochMilli();
        return artists(request).with("lastModified", changed);
    }

    /** Returns an artist with all albums that have a track of this artist. */
    Element artist(Request request) {
        UUID id = request.id().id();
        CatalogEntry artist = library.catalog().entry(CatalogKind.ARTIST, id).orElseThrow(() -> Failure.notFound(id));
        List<Element> albums = library.marked(
                request,
                Offsets.readAll(library.albums(query -> query.artist(artist.id(), ArtistPart.ANY)))
                        .map(Views::album));
        Element element =
                library.marked(request, Stream.of(Views.artist(artist))).get(0);
        return element.with("albumCount", albums.size(), "album", albums);
    }

    Element album(Request request) {
        UUID id = request.id().id();
        AlbumDetails details = library.catalog().album(id).orElseThrow(() -> Failure.notFound(id));
        List<Track> tracks = details.tracks().toList();
        Element element =
                library.marked(request, Stream.of(Views.album(details.album()))).get(0);
        List<String> genres = tracks.stream()
                .flatMap(track -> track.metadata().genres().stream())
                .distinct()
                .toList();
        return element.with(Views.genres(genres)).with("song", library.songs(request, tracks));
    }

    Element directory(Request request) {
        if (request.text("id").equals(String.valueOf(MUSIC))) {
            List<Element> artists = library.marked(
                    request, library.entries(CatalogKind.ALBUM_ARTIST).map(Views::artist));
            return Element.of("id", String.valueOf(MUSIC), "name", "Music", "child", artists);
        }
        return request.id().kind() == Kind.ARTIST
                ? artist(request).renamed("album", "child")
                : album(request).renamed("song", "child");
    }

    Element song(Request request) {
        return library.songs(request, List.of(library.track(request.id()))).get(0);
    }

    Element genres() {
        List<Element> genres = library.entries(CatalogKind.GENRE)
                .map(genre -> Element.of("value", genre.name(), "songCount", genre.tracks(), "albumCount", 0))
                .toList();
        return Element.of("genre", genres);
    }
}
