package io.loist.internal.catalog;

import io.loist.catalog.CatalogKind;
import io.loist.internal.names.AlbumName;
import io.loist.internal.names.ArtistName;
import io.loist.internal.names.CreditedArtists;
import io.loist.internal.names.NameId;
import io.loist.track.TrackMetadata;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the tags of one track add to the catalogue.
 *
 * @param album its album, or null if it has none
 * @param entries all its entries, that of the album too, ordered by kind; each id once for each kind
 */
public record TrackEntries(@Nullable NamedAlbum album, List<NamedEntry> entries) {

    private static final int DECADE = 10;

    private static final List<CatalogKind> ROLES = Arrays.stream(CatalogKind.values())
            .filter(kind -> kind.role() != null)
            .toList();

    /** Maximum number of genres; a file may name any number. */
    private static final int MAX_GENRES = 100;

    /**
     * Returns the entries of a track.
     *
     * @param albumKey the key that the rule of the catalogue gives the track, or null if it belongs to no album
     */
    public static TrackEntries of(TrackMetadata music, @Nullable String albumKey) {
        CreditedArtists artists = CreditedArtists.of(music);
        AlbumName album = albumKey == null ? null : AlbumName.of(music, artists);
        ArtistName by = album == null ? null : album.artist();
        Map<UUID, NamedEntry> named = new LinkedHashMap<>();
        Map<ArtistName, NamedEntry> byName = new HashMap<>();
        Stream.concat(artists.all(), Stream.ofNullable(by)).forEach(each -> {
            NamedEntry entry = NamedEntry.of(CatalogKind.ARTIST, each);
            byName.put(each, entry);
            named.putIfAbsent(entry.id(), entry);
        });
        List<NamedEntry> entries = new ArrayList<>(named.values());
        NamedEntry artist = by == null ? null : as(CatalogKind.ALBUM_ARTIST, byName.get(by));
        Stream.ofNullable(artist).forEach(entries::add);
        for (CatalogKind kind : ROLES) {
            for (ArtistName each : artists.of(Objects.requireNonNull(kind.role()))) {
                entries.add(as(kind, byName.get(each)));
            }
        }
        NamedAlbum ofTrack = album == null || albumKey == null
                ? null
                : new NamedAlbum(
                        entry(album, NameId.of("album", albumKey)), artist, album.compilation(), album.single());
        Stream.ofNullable(ofTrack).map(NamedAlbum::entry).forEach(entries::add);
        addGenres(music.genres(), entries);
        Stream.ofNullable(music.label()).forEach(label -> entries.add(NamedEntry.of(CatalogKind.LABEL, label.strip())));
        Integer year = music.year();
        if (year != null) {
            entries.add(NamedEntry.of(CatalogKind.YEAR, String.valueOf(year)));
            entries.add(NamedEntry.of(CatalogKind.DECADE, String.valueOf(year - year % DECADE)));
        }
        return new TrackEntries(ofTrack, List.copyOf(entries));
    }

    private static NamedEntry as(CatalogKind kind, @Nullable NamedEntry artist) {
        return Objects.requireNonNull(artist).as(kind);
    }

    private static NamedEntry entry(AlbumName album, UUID id) {
        return NamedEntry.of(CatalogKind.ALBUM, id, album.twins(), album.title(), album.sortTitle());
    }

    private static void addGenres(List<String> genres, List<NamedEntry> entries) {
        Set<UUID> once = new HashSet<>();
        for (String genre : genres.subList(0, Math.min(genres.size(), MAX_GENRES))) {
            NamedEntry entry = NamedEntry.of(CatalogKind.GENRE, genre.strip());
            if (once.add(entry.id())) {
                entries.add(entry);
            }
        }
    }

    /**
     * The album of a track.
     *
     * @param entry the album
     * @param artist its artist, or null if the tags name none
     * @param compilation whether the track says that it is a compilation
     * @param single whether the track says that it is a single or EP
     */
    public record NamedAlbum(NamedEntry entry, @Nullable NamedEntry artist, boolean compilation, boolean single) {}
}
