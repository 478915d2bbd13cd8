package io.loist.internal.catalog;

import io.loist.catalog.CatalogKind;
import io.loist.internal.names.AlbumName;
import io.loist.internal.names.ArtistName;
import io.loist.internal.names.CreditedArtists;
import io.loist.internal.names.NameId;
import io.loist.track.ArtistCredit.Role;
import io.loist.track.TrackMetadata;
import java.util.ArrayList;
import java.util.List;
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

    /**
     * Returns the entries of a track.
     *
     * @param albumKey the key that the rule of the catalogue gives the track, or null if it belongs to no album
     */
    public static TrackEntries of(TrackMetadata music, @Nullable String albumKey) {
        CreditedArtists artists = CreditedArtists.of(music);
        AlbumName album = albumKey == null ? null : AlbumName.of(music, artists);
        ArtistName by = album == null ? null : album.artist();
        NamedEntry artist = by == null ? null : NamedEntry.of(CatalogKind.ALBUM_ARTIST, by);
        NamedAlbum named = album == null || albumKey == null
                ? null
                : new NamedAlbum(entry(album, NameId.of("album", albumKey)), artist, album.compilation(), album.single());
        List<NamedEntry> entries = new ArrayList<>();
        Stream.concat(artists.all(), Stream.ofNullable(by)).forEach(any -> add(entries, CatalogKind.ARTIST, any));
        Stream.ofNullable(artist).forEach(entries::add);
        for (CatalogKind kind : CatalogKind.values()) {
            Role role = kind.role();
            if (role != null) {
                artists.of(role).forEach(each -> add(entries, kind, each));
            }
        }
        Stream.ofNullable(named).map(NamedAlbum::entry).forEach(entries::add);
        music.genres().forEach(genre -> add(entries, NamedEntry.of(CatalogKind.GENRE, genre.strip())));
        Stream.ofNullable(music.label()).forEach(label -> add(entries, NamedEntry.of(CatalogKind.LABEL, label.strip())));
        Integer year = music.year();
        if (year != null) {
            entries.add(NamedEntry.of(CatalogKind.YEAR, String.valueOf(year)));
            entries.add(NamedEntry.of(CatalogKind.DECADE, String.valueOf(year - year % DECADE)));
        }
        return new TrackEntries(named, List.copyOf(entries));
    }

    private static NamedEntry entry(AlbumName album, UUID id) {
        return NamedEntry.of(CatalogKind.ALBUM, id, album.twins(), album.title(), album.sortTitle());
    }

    private static void add(List<NamedEntry> entries, CatalogKind kind, ArtistName artist) {
        add(entries, NamedEntry.of(kind, artist));
    }

    private static void add(List<NamedEntry> entries, NamedEntry entry) {
        if (entries.stream().noneMatch(there -> there.kind() == entry.kind() && there.id().equals(entry.id()))) {
            entries.add(entry);
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
