package io.loist.db.internal.ledger;

import io.loist.catalog.AlbumIdentity;
import io.loist.catalog.CatalogKind;
import io.loist.internal.catalog.NamedEntry;
import io.loist.internal.catalog.TrackEntries;
import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The entries of the catalogue that a track belongs to.
 *
 * @param album its album, or else its first artist, or else {@link #NO_ALBUM}
 * @param entries all entries, the album first, each once
 */
public record CatalogRow(UUID album, List<Entry> entries) {

    /** Stands for the album of tracks with neither album nor artist. */
    static final UUID NO_ALBUM = new UUID(0, 0);

    private static final int KIND_SHIFT = 24;

    /**
     * An entry.
     *
     * @param named its name
     * @param kinds the letters of its kinds, see {@link KindLetters}
     * @param artist of an album, its artist
     * @param year of an album, that of the track
     */
    public record Entry(
            NamedEntry named,
            String kinds,
            @Nullable NamedEntry artist,
            @Nullable Integer year) {

        UUID id() {
            return named.id();
        }

        /** Returns a hash of what its name's row has, the same in every process. */
        int mark() {
            return Objects.hash(
                    named.name(),
                    named.sortName().text(),
                    named.sortName().key(),
                    named.tagged(),
                    artist == null ? null : artist.id(),
                    artist == null ? null : artist.name(),
                    year);
        }

        private Entry inBothKinds(Entry other) {
            return new Entry(named, kinds + other.kinds, artist, year);
        }
    }

    /** Returns the ids of the entries. */
    public UUID[] ids() {
        return entries.stream().map(Entry::id).toArray(UUID[]::new);
    }

    /** Returns the kinds of the entries, with spaces between. */
    public String kinds() {
        StringBuilder kinds = new StringBuilder();
        for (Entry entry : entries) {
            kinds.append(kinds.isEmpty() ? "" : " ").append(entry.kinds());
        }
        return kinds.toString();
    }

    /** Returns the parameters of {@link LedgerSql#VALUES} and {@link LedgerSql#SAVED}. */
    public Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("album_id", album);
        values.put("catalog_ids", ids());
        values.put("catalog_kinds", kinds());
        values.put("catalog_marks", marks());
        values.put("catalog_names", EntryNames.json(entries));
        return values;
    }

    /** Returns the hashes of its names: one for each kind of each entry that has a name. */
    private Integer[] marks() {
        return entries.stream()
                .flatMap(entry -> entry.kinds()
                        .chars()
                        .filter(Character::isUpperCase)
                        .mapToObj(kind -> entry.mark() ^ kind << KIND_SHIFT))
                .toArray(Integer[]::new);
    }

    /** Returns the row of a track. */
    public static CatalogRow of(Track track, AlbumIdentity identity) {
        return of(track.metadata(), track.attributes(), track.artworkObject() != null, identity);
    }

    private static CatalogRow of(
            TrackMetadata music, Map<String, String> attributes, boolean hasCover, AlbumIdentity identity) {
        TrackEntries tags = TrackEntries.of(music, identity.key(music, attributes));
        TrackEntries.NamedAlbum album = tags.album();
        Map<UUID, Entry> entries = new LinkedHashMap<>();
        if (album != null) {
            String kinds = KindLetters.of(CatalogKind.ALBUM)
                    + (hasCover ? KindLetters.COVER : "")
                    + (album.compilation() ? KindLetters.COMPILATION : "")
                    + (album.single() ? KindLetters.SINGLE : "");
            entries.put(album.entry().id(), new Entry(album.entry(), kinds, album.artist(), music.year()));
        }
        for (NamedEntry entry : tags.entries()) {
            if (entry.kind() != CatalogKind.ALBUM) {
                entries.merge(
                        entry.id(), new Entry(entry, KindLetters.of(entry.kind()), null, null), Entry::inBothKinds);
            }
        }
        UUID first = entries.isEmpty() ? NO_ALBUM : entries.keySet().iterator().next();
        boolean hasArtist =
                !tags.entries().isEmpty() && tags.entries().get(0).kind().isArtist();
        return new CatalogRow(album != null || hasArtist ? first : NO_ALBUM, List.copyOf(entries.values()));
    }
}
