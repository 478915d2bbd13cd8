package io.loist.db.internal.catalog;

import io.loist.catalog.Album;
import io.loist.catalog.AlbumDetails;
import io.loist.catalog.AlbumIdentity;
import io.loist.catalog.CatalogEntry;
import io.loist.catalog.CatalogKind;
import io.loist.internal.catalog.NamedEntry;
import io.loist.internal.catalog.TrackEntries;
import io.loist.track.Track;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts the tracks of an album into discs, and counts who is credited on them. */
final class AlbumContents {

    private AlbumContents() {}

    static TrackEntries entries(Track track, AlbumIdentity identity) {
        return TrackEntries.of(track.metadata(), identity.key(track.metadata(), track.attributes()));
    }

    /** Returns an album with these tracks, which are in its order. */
    static AlbumDetails of(Album album, List<Track> tracks, AlbumIdentity identity) {
        Map<Integer, List<Track>> discs = new TreeMap<>();
        Map<CatalogKind, Map<UUID, Credit>> credits = new EnumMap<>(CatalogKind.class);
        for (Track track : tracks) {
            int disc = Objects.requireNonNullElse(track.metadata().position().disc(), 1);
            discs.computeIfAbsent(disc, none -> new ArrayList<>()).add(track);
            for (NamedEntry entry : entries(track, identity).entries()) {
                if (entry.kind().role() != null) {
                    credits.computeIfAbsent(entry.kind(), none -> new LinkedHashMap<>())
                            .computeIfAbsent(entry.id(), none -> new Credit(entry))
                            .tracks++;
                }
            }
        }
        return new AlbumDetails(
                album,
                discs.entrySet().stream()
                        .map(disc -> new AlbumDetails.Disc(disc.getKey(), subtitle(disc.getValue()), disc.getValue()))
                        .toList(),
                credits.values().stream()
                        .flatMap(each -> each.values().stream()
                                .sorted(Comparator.comparingLong((Credit credit) -> credit.tracks)
                                        .reversed()
                                        .thenComparing(credit ->
                                                credit.entry.sortName().key())))
                        .map(Credit::shown)
                        .toList());
    }

    private static @Nullable String subtitle(List<Track> tracks) {
        return tracks.stream()
                .flatMap(track -> track.metadata().tags().getOrDefault("discsubtitle", List.of()).stream())
                .findFirst()
                .orElse(null);
    }

    private static final class Credit {

        private final NamedEntry entry;
        private long tracks;

        Credit(NamedEntry entry) {
            this.entry = entry;
        }

        CatalogEntry shown() {
            return new CatalogEntry(
                    entry.kind(),
                    entry.id(),
                    entry.name(),
                    entry.sortName().text(),
                    entry.sortName().heading(),
                    tracks,
                    null);
        }
    }
}
