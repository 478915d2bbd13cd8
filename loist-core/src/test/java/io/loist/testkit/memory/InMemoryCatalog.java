package io.loist.testkit.memory;

import static io.loist.testkit.memory.InMemoryDatabase.requireBatch;

import io.loist.Cursor;
import io.loist.Page;
import io.loist.catalog.Album;
import io.loist.catalog.AlbumDetails;
import io.loist.catalog.AlbumIdentity;
import io.loist.catalog.AlbumQuery;
import io.loist.catalog.AlbumQuery.ArtistPart;
import io.loist.catalog.AlbumQuery.Order;
import io.loist.catalog.Catalog;
import io.loist.catalog.CatalogEntry;
import io.loist.catalog.CatalogKind;
import io.loist.catalog.CatalogLink;
import io.loist.catalog.CatalogQuery;
import io.loist.catalog.Heading;
import io.loist.internal.catalog.NamedEntry;
import io.loist.internal.catalog.TrackEntries;
import io.loist.internal.names.SortName;
import io.loist.testkit.memory.CatalogSnapshot.Listed;
import io.loist.testkit.memory.CatalogSnapshot.ListedAlbum;
import io.loist.testkit.memory.CatalogSnapshot.Member;
import io.loist.testkit.memory.InMemoryDatabase.Row;
import io.loist.track.Track;
import io.loist.track.TrackStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The catalogue of an {@link InMemoryDatabase}, computed anew by each call. */
final class InMemoryCatalog implements Catalog {

    private static final int MAX_TRACKS = 1_000;

    private final InMemoryDatabase database;
    private final AlbumIdentity identity;
    /** Where the tracks of an id went that got other tags; counts while the id has no track. */
    private final Map<UUID, UUID> moves = new HashMap<>();

    private final Map<String, Position> cursors = new HashMap<>();

    /** Where a page ended: of which list, and after which id. */
    private record Position(String list, Object last) {}

    InMemoryCatalog(InMemoryDatabase database, AlbumIdentity identity) {
        this.database = database;
        this.identity = identity;
    }

    /** Remembers which ids a track leaves whose tags change. */
    void changed(Track before, Track after) {
        TrackEntries left = entries(before);
        TrackEntries now = entries(after);
        if (left.album() != null && now.album() != null) {
            moved(left.album().entry().id(), now.album().entry().id());
        }
        for (NamedEntry old : left.entries()) {
            now.entries().stream()
                    .filter(entry -> old.kind() == CatalogKind.ARTIST
                            && entry.kind() == CatalogKind.ARTIST
                            && entry.twins().equals(old.twins()))
                    .findFirst()
                    .ifPresent(entry -> moved(old.id(), entry.id()));
        }
    }

    private void moved(UUID from, UUID to) {
        moves.remove(to);
        if (!from.equals(to)) {
            moves.put(from, to);
        }
    }

    private TrackEntries entries(Track track) {
        return TrackEntries.of(track.metadata(), identity.key(track.metadata(), track.attributes()));
    }

    private CatalogSnapshot snapshot() {
        List<Member> members = database.rows.values().stream()
                .map(Row::track)
                .filter(track -> track.status() == TrackStatus.COMPLETED)
                .map(track -> new Member(track, entries(track)))
                .toList();
        return new CatalogSnapshot(members);
    }

    private UUID present(CatalogSnapshot snapshot, UUID id) {
        Set<UUID> seen = new HashSet<>();
        UUID at = id;
        while (!snapshot.has(at) && moves.containsKey(at) && seen.add(at)) {
            at = moves.get(at);
        }
        return at;
    }

    @Override
    public Page<CatalogEntry> entries(CatalogQuery query) {
        return database.locked(() -> {
            CatalogSnapshot snapshot = snapshot();
            List<Listed> all = snapshot.entries(query.kind());
            UUID twin = query.twinsOf() == null ? null : present(snapshot, query.twinsOf());
            Set<UUID> twins = new HashSet<>();
            all.stream()
                    .filter(listed -> listed.entry().id().equals(twin))
                    .forEach(listed -> twins.addAll(listed.twins()));
            List<Listed> found = all.stream()
                    .filter(listed -> query.heading() == null
                            || query.heading().equals(listed.entry().heading()))
                    .filter(listed ->
                            isNamed(listed.sortKey(), listed.entry().sortName(), query.prefix(), query.containing()))
                    .filter(listed -> twin == null
                            || (!listed.entry().id().equals(twin) && !Collections.disjoint(twins, listed.twins())))
                    .toList();
            String list = String.join(
                    "\n",
                    query.kind().name(),
                    String.valueOf(query.heading()),
                    String.valueOf(query.prefix()),
                    String.valueOf(query.containing()),
                    String.valueOf(query.twinsOf()));
            Comparator<Listed> order = Comparator.comparing(Listed::sortKey, CatalogSnapshot.BY_CODE_POINTS)
                    .thenComparing(listed -> listed.entry().id(), InMemoryDatabase::compareUnsigned);
            return page(found, order, list, query.limit(), query.after(), Listed::entry);
        });
    }

    private static boolean isNamed(
            String sortKey, String sortName, @Nullable String prefix, @Nullable String containing) {
        List<String> words = SortName.words(sortName);
        return (prefix == null || sortKey.startsWith(SortName.prefix(prefix)))
                && (containing == null
                        || SortName.words(containing).stream()
                                .allMatch(word -> words.stream().anyMatch(its -> its.startsWith(word))));
    }

    @Override
    public List<Heading> headings(CatalogKind kind) {
        return database.locked(() -> {
            Map<String, Long> counts = new LinkedHashMap<>();
            snapshot()
                    .entries(kind)
                    .forEach(listed -> counts.merge(listed.entry().heading(), 1L, Long::sum));
            List<Heading> headings = new ArrayList<>();
            counts.forEach((letter, count) -> headings.add(new Heading(letter, count)));
            return List.copyOf(headings);
        });
    }

    @Override
    public Optional<CatalogEntry> entry(CatalogKind kind, UUID id) {
        return database.locked(() -> {
            CatalogSnapshot snapshot = snapshot();
            UUID present = present(snapshot, id);
            return snapshot.entries(kind).stream()
                    .map(Listed::entry)
                    .filter(entry -> entry.id().equals(present))
                    .findFirst();
        });
    }

    @Override
    public Page<Album> albums(AlbumQuery query) {
        return database.locked(() -> {
            CatalogSnapshot snapshot = snapshot();
            List<ListedAlbum> all = snapshot.albums();
            if (query.order() == Order.RANDOM) {
                return sample(all, query);
            }
            UUID artist = query.artist() == null ? null : present(snapshot, query.artist());
            UUID twin = query.twinsOf() == null ? null : present(snapshot, query.twinsOf());
            Set<UUID> twins = new HashSet<>();
            all.stream()
                    .filter(listed -> listed.album().id().equals(twin))
                    .forEach(listed -> twins.addAll(listed.twins()));
            List<ListedAlbum> found = all.stream()
                    .filter(listed -> matches(query, listed))
                    .filter(listed -> artist == null || hasPart(listed, artist, query.part()))
                    .filter(listed -> twin == null
                            || (!listed.album().id().equals(twin) && !Collections.disjoint(twins, listed.twins())))
                    .sorted(order(query.order()))
                    .toList();
            return page(found, order(query.order()), list(query), query.limit(), query.after(), ListedAlbum::album);
        });
    }

    private static Page<Album> sample(List<ListedAlbum> all, AlbumQuery query) {
        List<Album> shuffled = new ArrayList<>(all.stream()
                .map(ListedAlbum::album)
                .sorted(Comparator.comparing(Album::id, InMemoryDatabase::compareUnsigned))
                .toList());
        Collections.shuffle(shuffled, new Random(query.seed()));
        return new Page<>(shuffled.stream().limit(query.limit()).toList(), null);
    }

    private boolean matches(AlbumQuery query, ListedAlbum listed) {
        Album album = listed.album();
        Integer year = album.year();
        return (query.heading() == null || query.heading().equals(album.heading()))
                && isNamed(listed.sortKey(), album.sortTitle(), query.prefix(), query.containing())
                && (query.genre() == null || listed.has(CatalogKind.GENRE, query.genre()))
                && (query.label() == null || listed.has(CatalogKind.LABEL, query.label()))
                && (query.years() == null
                        || (year != null
                                && query.years().min() <= year
                                && year <= query.years().max()))
                && (!query.withoutArtwork() || album.artworkTrack() == null);
    }

    private boolean hasPart(ListedAlbum listed, UUID artist, ArtistPart part) {
        CatalogLink by = listed.album().artist();
        boolean own = by != null && by.id().equals(artist);
        Album.Type type = listed.album().type();
        return switch (part) {
            case ANY -> own || listed.credits(artist);
            case OWN -> own && type == Album.Type.ALBUM;
            case COMPILATION -> own && type == Album.Type.COMPILATION;
            case SINGLE -> own && type == Album.Type.SINGLE;
            case APPEARS_ON -> !own && listed.credits(artist);
        };
    }

    private static Comparator<ListedAlbum> order(Order order) {
        Comparator<ListedAlbum> byTitle = Comparator.comparing(ListedAlbum::sortKey, CatalogSnapshot.BY_CODE_POINTS);
        Comparator<ListedAlbum> by = switch (order) {
            case TITLE, RANDOM -> byTitle;
            case RELEASED ->
                Comparator.<ListedAlbum, Integer>comparing(
                                listed -> listed.album().year(), Comparator.nullsLast(Comparator.reverseOrder()))
                        .thenComparing(byTitle);
            case ADDED ->
                Comparator.comparing((ListedAlbum listed) -> listed.album().addedAt())
                        .reversed();
        };
        return by.thenComparing(listed -> listed.album().id(), InMemoryDatabase::compareUnsigned);
    }

    private static String list(AlbumQuery query) {
        return Arrays.asList(
                        query.order(),
                        query.heading(),
                        query.prefix(),
                        query.containing(),
                        query.artist(),
                        query.part(),
                        query.genre(),
                        query.label(),
                        query.years(),
                        query.twinsOf(),
                        query.withoutArtwork())
                .toString();
    }

    @Override
    public Optional<AlbumDetails> album(UUID id) {
        return database.locked(() -> {
            CatalogSnapshot snapshot = snapshot();
            UUID present = present(snapshot, id);
            return snapshot.albums().stream()
                    .filter(listed -> listed.album().id().equals(present))
                    .map(snapshot::details)
                    .findFirst();
        });
    }

    @Override
    public Page<Track> tracks(UUID artist, int limit, @Nullable Cursor after) {
        if (limit < 1 || limit > MAX_TRACKS) {
            throw new IllegalArgumentException("limit must be from 1 to " + MAX_TRACKS + ", but is " + limit);
        }
        return database.locked(() -> {
            CatalogSnapshot snapshot = snapshot();
            List<Track> all = snapshot.tracks(present(snapshot, artist));
            Comparator<Track> order = Comparator.comparing(all::indexOf);
            return page(all, order, "tracks of " + artist, limit, after, Function.identity());
        });
    }

    private <L, T> Page<T> page(
            List<L> all, Comparator<L> order, String list, int limit, @Nullable Cursor after, Function<L, T> shown) {
        Position position = after == null ? null : cursors.get(after.token());
        if (after != null && (position == null || !position.list().equals(list))) {
            throw new IllegalArgumentException("the cursor was made for another list");
        }
        @SuppressWarnings("unchecked") // a list has one type
        L last = position == null ? null : (L) position.last();
        List<L> rest = all.stream()
                .filter(item -> last == null || order.compare(item, last) > 0)
                .toList();
        List<L> items = rest.stream().limit(limit).toList();
        Cursor next = rest.size() > items.size() ? cursor(list, items.get(items.size() - 1)) : null;
        return new Page<>(items.stream().map(shown).toList(), next);
    }

    private Cursor cursor(String list, Object last) {
        byte[] token = ("catalog " + cursors.size()).getBytes(StandardCharsets.UTF_8);
        Cursor cursor = new Cursor(Base64.getUrlEncoder().withoutPadding().encodeToString(token));
        cursors.put(cursor.token(), new Position(list, last));
        return cursor;
    }

    @Override
    public Map<UUID, List<CatalogLink>> links(List<Track> tracks) {
        requireBatch(tracks.size(), MAX_BATCH);
        return database.locked(() -> {
            Map<UUID, List<CatalogLink>> links = new LinkedHashMap<>();
            for (Track track : tracks) {
                links.put(
                        track.id(),
                        entries(track).entries().stream().map(NamedEntry::link).toList());
            }
            return Collections.unmodifiableMap(links);
        });
    }
}
