package io.loist.examples.subsonic;

import io.loist.Page;
import io.loist.catalog.Album;
import io.loist.catalog.AlbumDetails;
import io.loist.catalog.AlbumQuery;
import io.loist.catalog.AlbumQuery.ArtistPart;
import io.loist.catalog.AlbumQuery.Order;
import io.loist.catalog.CatalogEntry;
import io.loist.catalog.CatalogKind;
import io.loist.catalog.CatalogLink;
import io.loist.examples.subsonic.Offsets.Pages;
import io.loist.play.PlayCount;
import io.loist.play.PlayQuery;
import io.loist.play.Preference;
import io.loist.play.Subject.Kind;
import io.loist.search.SearchHit;
import io.loist.search.SearchQuery;
import io.loist.search.SearchResult;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackFilterBuilder;
import io.loist.track.TrackQuery;
import io.loist.track.TrackStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Lists albums and songs: the newest, those played most, random ones and so on, and what a text matches. */
record Lists(Library library, Offsets offsets) {

    private static final int MAX = 500;
    private static final int MAX_MATCHES = 10_000;
    private static final int LAST_YEAR = 9_999;

    Element albums(Request request) {
        int from = request.number("fromYear", 0, LAST_YEAR);
        int to = request.number("toYear", LAST_YEAR, LAST_YEAR);
        String listener = request.listener();
        Stream<Album> albums = switch (request.text("type")) {
            case "random" -> random(size(request));
            case "newest" -> page(request, query -> query.order(Order.ADDED));
            case "alphabeticalByName" -> page(request, query -> query.order(Order.TITLE));
            case "alphabeticalByArtist" -> slice(request, byArtist());
            case "byYear" ->
                from > to
                        ? page(request, query -> query.years(to, from).order(Order.RELEASED))
                        : slice(request, oldestFirst(from, to));
            case "byGenre" -> slice(request, ofGenre(request.text("genre")));
            case "frequent" -> slice(request, played(listener, PlayQuery.Order.MOST_PLAYED));
            case "recent" -> slice(request, played(listener, PlayQuery.Order.RECENT));
            case "starred" -> slice(request, existing(starred(listener, Kind.ALBUM)));
            case "highest" -> slice(request, existing(rated(listener)));
            default -> throw new Failure(Failure.GENERIC, "There is no such type of list.");
        };
        return Element.of("album", library.marked(request, albums.map(Views::album)));
    }

    private static int offset(Request request) {
        return request.number("offset", 0, Integer.MAX_VALUE);
    }

    private static int size(Request request) {
        return request.number("size", 10, MAX);
    }

    private static <T> Stream<T> slice(Request request, Stream<T> items) {
        return items.skip(offset(request)).limit(size(request));
    }

    private Stream<Album> page(Request request, UnaryOperator<AlbumQuery.Builder> conditions) {
        List<Object> key = List.of(request.all("type"), request.all("fromYear"), request.all("toYear"));
        return offsets.read(key, offset(request), size(request), library.albums(conditions)).stream();
    }

    private Stream<Album> all(UnaryOperator<AlbumQuery.Builder> conditions) {
        return Offsets.readAll(library.albums(conditions));
    }

    private Stream<Album> random(int size) {
        long seed = ThreadLocalRandom.current().nextLong();
        return library.albums(query -> query.random(seed)).after(null, Math.max(1, size)).items().stream();
    }

    private Stream<Album> byArtist() {
        List<ArtistPart> own = List.of(ArtistPart.OWN, ArtistPart.COMPILATION, ArtistPart.SINGLE);
        return library.entries(CatalogKind.ALBUM_ARTIST)
                .flatMap(artist -> own.stream().flatMap(part -> all(query -> query.artist(artist.id(), part))));
    }

    private Stream<Album> ofGenre(String name) {
        return named(CatalogKind.GENRE, name).flatMap(genre -> all(query -> query.genre(genre)));
    }

    private Stream<Album> oldestFirst(int from, int to) {
        return library.entries(CatalogKind.YEAR)
                .map(year -> Integer.valueOf(year.name()))
                .filter(year -> year >= from && year <= to)
                .flatMap(year -> all(query -> query.years(year, year)));
    }

    private Stream<UUID> named(CatalogKind kind, String name) {
        return Offsets.readAll(library.entries(kind, name))
                .filter(entry -> entry.name().equalsIgnoreCase(name))
                .map(CatalogEntry::id);
    }

    /** Returns the albums of the tracks that a listener played last, or played most. */
    private Stream<Album> played(String listener, PlayQuery.Order order) {
        PlayQuery.Builder query = PlayQuery.builder(order).listener(listener).limit(PlayQuery.MAX_LIMIT);
        List<PlayCount> plays = library.plays().list(query.build()).items();
        List<UUID> ids = plays.stream().map(PlayCount::track).toList();
        Map<UUID, List<CatalogLink>> links =
                library.catalog().links(library.tracks().findAllById(ids).tracks());
        return existing(ids.stream()
                .flatMap(id -> links.getOrDefault(id, List.of()).stream())
                .filter(link -> link.kind() == CatalogKind.ALBUM)
                .map(CatalogLink::id)
                .distinct());
    }

    private Stream<Album> existing(Stream<UUID> albums) {
        return albums.flatMap(id -> library.catalog().album(id).stream()).map(AlbumDetails::album);
    }

    private Stream<UUID> rated(String listener) {
        Pages<Preference> rated = (end, limit) -> library.plays().rated(listener, Kind.ALBUM, limit, end);
        return Offsets.readAll(rated).map(preference -> preference.subject().id());
    }

    private Stream<UUID> starred(String listener, Kind kind) {
        Pages<Preference> starred = (end, limit) -> library.plays().starred(listener, kind, limit, end);
        return Offsets.readAll(starred).map(preference -> preference.subject().id());
    }

    Element starred(Request request) {
        Stream<CatalogEntry> artists = starred(request.listener(), Kind.ARTIST)
                .flatMap(id -> library.catalog().entry(CatalogKind.ARTIST, id).stream());
        Stream<Album> albums = existing(starred(request.listener(), Kind.ALBUM));
        List<UUID> songs =
                starred(request.listener(), Kind.TRACK).limit(MAX_MATCHES).toList();
        return songs(request, library.tracks().findAllById(songs).tracks())
                .with("album", library.marked(request, albums.map(Views::album)))
                .with("artist", library.marked(request, artists.map(Views::artist)));
    }

    private Pages<Track> tracks(Request request) {
        TrackFilterBuilder filter = TrackFilter.builder().status(TrackStatus.COMPLETED);
        if (request.has("genre")) {
            filter.genre(request.text("genre"));
        }
        if (request.has("fromYear") || request.has("toYear")) {
            int from = request.number("fromYear", 0, LAST_YEAR);
            filter.years(from, Math.max(from, request.number("toYear", LAST_YEAR, LAST_YEAR)));
        }
        TrackQuery.Builder query = TrackQuery.builder().filter(filter.build());
        return (end, limit) ->
                library.tracks().list(query.after(end).limit(limit).build());
    }

    Element songsByGenre(Request request) {
        int count = request.number("count", 10, MAX);
        return songs(request, offsets.read(request.text("genre"), offset(request), count, tracks(request)));
    }

    /** Draws from the tracks of random albums; if there is a condition, from the newest tracks that meet it. */
    Element randomSongs(Request request) {
        boolean any = Stream.of("genre", "fromYear", "toYear").noneMatch(request::has);
        Stream<Track> tracks = any
                ? random(50)
                        .flatMap(album -> library.catalog().album(album.id()).stream())
                        .flatMap(AlbumDetails::tracks)
                : tracks(request).after(null, TrackQuery.MAX_LIMIT).items().stream();
        List<Track> shuffled = new ArrayList<>(tracks.toList());
        Collections.shuffle(shuffled);
        return songs(request, shuffled.stream().limit(size(request)).toList());
    }

    Element topSongs(Request request) {
        Stream<UUID> artists =
                request.has("id") ? Stream.of(request.id().id()) : named(CatalogKind.ARTIST, request.text("artist"));
        List<Track> tracks = artists.flatMap(id -> library.catalog().tracks(id, 1_000, null).items().stream())
                .sorted(Comparator.comparing(Track::popularity).reversed())
                .limit(request.number("count", 50, MAX))
                .toList();
        return songs(request, tracks);
    }

    private Element songs(Request request, List<Track> tracks) {
        return Element.of("song", library.songs(request, tracks));
    }

    /** Finds what a text matches. Without a text that is everything, which is how clients copy a library. */
    Element search(Request request) {
        String text = request.text("query").replace("\"\"", "").strip(); // some clients send quotes if it is empty
        Stream<CatalogEntry> artists = matches(request, "artist", library.entries(CatalogKind.ALBUM_ARTIST, text));
        Stream<Album> albums = matches(request, "album", library.albums(query -> query.containing(text)));
        Stream<Track> songs = matches(request, "song", text.isEmpty() ? tracks(request) : songs(text));
        return songs(request, songs.toList())
                .with("album", library.marked(request, albums.map(Views::album)))
                .with("artist", library.marked(request, artists.map(Views::artist)));
    }

    private Pages<Track> songs(String text) {
        return (end, limit) -> {
            SearchQuery.Builder query = SearchQuery.builder(text).after(end).limit(limit);
            SearchResult result = library.loist().search(query.build());
            return new Page<>(result.hits().stream().map(SearchHit::track).toList(), result.next());
        };
    }

    private <T> Stream<T> matches(Request request, String what, Pages<T> pages) {
        int offset = request.number(what + "Offset", 0, Integer.MAX_VALUE);
        int count = request.number(what + "Count", 20, MAX_MATCHES);
        return offsets.read(List.of(what, request.text("query")), offset, count, pages).stream();
    }
}
