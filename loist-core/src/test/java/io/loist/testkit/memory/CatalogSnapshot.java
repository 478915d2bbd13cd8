package io.loist.testkit.memory;

import io.loist.catalog.Album;
import io.loist.catalog.AlbumDetails;
import io.loist.catalog.AlbumDetails.Disc;
import io.loist.catalog.CatalogEntry;
import io.loist.catalog.CatalogKind;
import io.loist.internal.catalog.NamedEntry;
import io.loist.internal.catalog.TrackEntries;
import io.loist.internal.catalog.TrackEntries.NamedAlbum;
import io.loist.internal.names.SortKey;
import io.loist.internal.names.SortName;
import io.loist.track.Track;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The catalogue of some tracks, computed from all of them. */
final class CatalogSnapshot {

    /** The order of names: by code points, as the database has it. */
    static final Comparator<String> BY_CODE_POINTS = (one, other) ->
            Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

    /** The order of the tracks of an album. */
    private static final Comparator<Member> IN_ALBUM = Comparator.comparing(Member::disc)
            .thenComparing(
                    member -> member.track().metadata().position().track(),
                    Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(member -> SortKey.of(member.track().metadata().title()), BY_CODE_POINTS)
            .thenComparing(member -> member.track().id(), InMemoryDatabase::compareUnsigned);

    /** A track and what its tags add to the catalogue. */
    record Member(Track track, TrackEntries entries) {
        int disc() {
            Integer disc = track.metadata().position().disc();
            return disc == null ? 1 : disc;
        }
    }

    /** An entry, what it is sorted by, and the ids that entries of its name share. */
    record Listed(CatalogEntry entry, String sortKey, Set<UUID> twins) {}

    /** An album, what it is sorted by, the ids that albums of its title and artist share, and its tracks in order. */
    record ListedAlbum(Album album, String sortKey, Set<UUID> twins, List<Member> members) {
        boolean credits(UUID artist) {
            return has(CatalogKind.ARTIST, artist);
        }

        boolean has(CatalogKind kind, UUID id) {
            return members.stream()
                    .flatMap(member -> member.entries().entries().stream())
                    .anyMatch(entry -> entry.kind() == kind && entry.id().equals(id));
        }
    }

    private final Map<UUID, List<Member>> byAlbum = new LinkedHashMap<>();
    private final List<Member> members;

    /** Creates the catalogue of completed tracks. */
    CatalogSnapshot(List<Member> members) {
        this.members = members;
        for (Member member : members) {
            UUID album = album(member);
            if (album != null) {
                byAlbum.computeIfAbsent(album, none -> new ArrayList<>()).add(member);
            }
        }
        byAlbum.values().forEach(tracks -> tracks.sort(IN_ALBUM));
    }

    private @Nullable UUID album(Member member) {
        NamedAlbum album = member.entries().album();
        return album == null ? null : album.entry().id();
    }

    /** Returns whether a completed track has this id. */
    boolean has(UUID id) {
        return all(members).anyMatch(entry -> entry.id().equals(id));
    }

    /** Returns all entries of a kind, in order. */
    List<Listed> entries(CatalogKind kind) {
        return counted(kind, members).stream()
                .map(listed -> kind.isArtist() ? withAlbums(listed) : listed)
                .toList();
    }

    private Listed withAlbums(Listed listed) {
        CatalogEntry entry = listed.entry();
        long albums = albums().stream()
                .map(album -> album.album().artist())
                .filter(artist -> artist != null && artist.id().equals(entry.id()))
                .count();
        CatalogEntry counted = new CatalogEntry(
                entry.kind(), entry.id(), entry.name(), entry.sortName(), entry.heading(), entry.tracks(), albums);
        return new Listed(counted, listed.sortKey(), listed.twins());
    }

    private List<Listed> counted(CatalogKind kind, List<Member> tracks) {
        Map<UUID, List<NamedEntry>> byId = new LinkedHashMap<>();
        for (Member member : tracks) {
            all(List.of(member))
                    .filter(entry -> entry.kind() == kind)
                    .forEach(entry -> byId.computeIfAbsent(entry.id(), none -> new ArrayList<>())
                            .add(entry));
        }
        return byId.values().stream()
                .map(CatalogSnapshot::listed)
                .sorted(Comparator.comparing(Listed::sortKey, BY_CODE_POINTS)
                        .thenComparing(listed -> listed.entry().id(), InMemoryDatabase::compareUnsigned))
                .toList();
    }

    private static Listed listed(List<NamedEntry> same) {
        NamedEntry best = best(same);
        Set<UUID> twins = new HashSet<>();
        same.forEach(entry -> twins.add(entry.twins()));
        CatalogEntry entry = new CatalogEntry(
                best.kind(),
                best.id(),
                best.name(),
                best.sortName().text(),
                best.sortName().heading(),
                same.size(),
                null);
        return new Listed(entry, best.sortName().key(), twins);
    }

    /** Returns the entry that names all: one with a sort name of the tags if there is any. */
    private static NamedEntry best(List<NamedEntry> same) {
        return same.stream().max(Comparator.comparing(NamedEntry::tagged)).orElseThrow();
    }

    /** Returns all albums, in no order. */
    List<ListedAlbum> albums() {
        return byAlbum.entrySet().stream()
                .map(album -> listedAlbum(album.getKey(), album.getValue()))
                .toList();
    }

    private ListedAlbum listedAlbum(UUID id, List<Member> tracks) {
        List<NamedAlbum> named = tracks.stream()
                .map(member -> Objects.requireNonNull(member.entries().album()))
                .toList();
        List<NamedEntry> titles = named.stream().map(NamedAlbum::entry).toList();
        Listed listed = listed(titles);
        SortName title = best(titles).sortName();
        Album album = new Album(
                id,
                listed.entry().name(),
                title.text(),
                title.heading(),
                named.stream()
                        .map(NamedAlbum::artist)
                        .filter(Objects::nonNull)
                        .map(NamedEntry::link)
                        .findFirst()
                        .orElse(null),
                type(named),
                tracks.stream()
                        .map(member -> member.track().metadata().year())
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                tracks.size(),
                tracks.stream().mapToInt(Member::disc).max().orElse(1),
                tracks.stream()
                        .map(member -> member.track().audio().duration())
                        .filter(Objects::nonNull)
                        .reduce(Duration.ZERO, Duration::plus),
                tracks.stream()
                        .map(Member::track)
                        .filter(track -> track.artworkObject() != null)
                        .map(Track::id)
                        .findFirst()
                        .orElse(null),
                tracks.stream()
                        .map(member -> member.track().createdAt())
                        .min(Comparator.naturalOrder())
                        .orElse(Instant.EPOCH));
        return new ListedAlbum(album, listed.sortKey(), listed.twins(), List.copyOf(tracks));
    }

    private static Album.Type type(List<NamedAlbum> named) {
        if (named.stream().filter(NamedAlbum::compilation).count() * 2 > named.size()) {
            return Album.Type.COMPILATION;
        }
        boolean single = named.stream().filter(NamedAlbum::single).count() * 2 > named.size();
        return single ? Album.Type.SINGLE : Album.Type.ALBUM;
    }

    /** Returns an album with its tracks and credits. */
    AlbumDetails details(ListedAlbum listed) {
        List<Member> tracks =
                listed.members().stream().limit(AlbumDetails.MAX_TRACKS).toList();
        TreeMap<Integer, List<Track>> discs = new TreeMap<>();
        tracks.forEach(member ->
                discs.computeIfAbsent(member.disc(), none -> new ArrayList<>()).add(member.track()));
        List<CatalogEntry> credits = Arrays.stream(CatalogKind.values())
                .filter(kind -> kind.role() != null)
                .flatMap(kind -> counted(kind, tracks).stream()
                        .map(Listed::entry)
                        .sorted(Comparator.comparing(CatalogEntry::tracks).reversed()))
                .toList();
        return new AlbumDetails(
                listed.album(),
                discs.entrySet().stream()
                        .map(disc -> new Disc(disc.getKey(), subtitle(disc.getValue()), disc.getValue()))
                        .toList(),
                credits);
    }

    private static @Nullable String subtitle(List<Track> tracks) {
        return tracks.stream()
                .flatMap(track -> track.metadata().tags().getOrDefault("discsubtitle", List.of()).stream())
                .findFirst()
                .orElse(null);
    }

    /** Returns the tracks that credit an artist, album by album, those without an album last. */
    List<Track> tracks(UUID artist) {
        Comparator<ListedAlbum> byTitle = Comparator.comparing(ListedAlbum::sortKey, BY_CODE_POINTS)
                .thenComparing(listed -> listed.album().id(), InMemoryDatabase::compareUnsigned);
        Stream<Member> ofAlbums = albums().stream().sorted(byTitle).flatMap(listed -> listed.members().stream());
        Stream<Member> others =
                members.stream().filter(member -> album(member) == null).sorted(IN_ALBUM);
        return Stream.concat(ofAlbums, others)
                .filter(member -> all(List.of(member))
                        .anyMatch(entry ->
                                entry.kind() == CatalogKind.ARTIST && entry.id().equals(artist)))
                .map(Member::track)
                .toList();
    }

    private static Stream<NamedEntry> all(List<Member> members) {
        return members.stream().flatMap(member -> member.entries().entries().stream());
    }
}
