package io.loist.db.internal.ledger;

import io.loist.catalog.AlbumIdentity;
import io.loist.catalog.CatalogKind;
import io.loist.internal.catalog.NamedEntry;
import io.loist.internal.catalog.TrackEntries;
import io.loist.internal.names.SortName;
import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
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

    /** Returns the parameters of {@link LedgerSql#VALUES} and {@link LedgerSql#NAMED}. */
    public Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> values = new HashMap<>(names(entries));
        values.put("album_id", album);
        values.put("catalog_ids", ids());
        values.put("catalog_kinds", kinds());
        return values;
    }

    /** Returns the parameters of {@link LedgerSql#NAME}. */
    static Map<String, @Nullable Object> names(List<Entry> entries) {
        Map<String, @Nullable Object> names = new HashMap<>();
        names.put("entry_ids", ids(entries, Entry::named));
        names.put("entry_kinds", texts(entries, Entry::kinds));
        names.put("entry_twins", entries.stream().map(entry -> entry.named().twins()).toArray(UUID[]::new));
        names.put("entry_names", texts(entries, entry -> entry.named().name()));
        names.put("entry_sort_names", texts(entries, entry -> entry.named().sortName().text()));
        names.put("entry_sort_keys", texts(entries, entry -> entry.named().sortName().key()));
        names.put("entry_headings", texts(entries, entry -> entry.named().sortName().heading()));
        names.put("entry_words", texts(entries, entry -> words(entry.named().sortName().text())));
        names.put("entry_tagged", entries.stream().map(entry -> entry.named().tagged()).toArray(Boolean[]::new));
        names.put("entry_artist_ids", ids(entries, Entry::artist));
        names.put("entry_artists", texts(entries, entry -> entry.artist() == null ? null : entry.artist().name()));
        names.put("entry_years", entries.stream().map(Entry::year).toArray(Integer[]::new));
        return names;
    }

    private static UUID[] ids(List<Entry> entries, Function<Entry, @Nullable NamedEntry> of) {
        return entries.stream()
                .map(entry -> {
                    NamedEntry named = of.apply(entry);
                    return named == null ? null : named.id();
                })
                .toArray(UUID[]::new);
    }

    private static String words(String sortName) {
        StringBuilder words = new StringBuilder();
        SortName.words(sortName).forEach(word -> words.append(' ').append(word));
        return words.toString();
    }

    private static String[] texts(List<Entry> entries, Function<Entry, @Nullable String> text) {
        return entries.stream().map(text).toArray(String[]::new);
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
        boolean hasArtist = !tags.entries().isEmpty() && tags.entries().get(0).kind().isArtist();
        return new CatalogRow(album != null || hasArtist ? first : NO_ALBUM, List.copyOf(entries.values()));
    }
}
