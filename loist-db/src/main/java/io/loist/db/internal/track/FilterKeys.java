package io.loist.db.internal.track;

import io.loist.db.internal.text.TrackNames;
import io.loist.internal.names.SortKey;
import io.loist.track.TrackFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The keys in the column {@code filter_keys}: sort keys of names, each after a letter for its kind. */
final class FilterKeys {

    private FilterKeys() {}

    /** Returns the keys of a track with these names. */
    static String[] of(TrackNames names) {
        return of(names.albumArtist(), names.composer(), names.label(), names.genres());
    }

    /** Returns the keys that a track must have to pass a filter. */
    static String[] of(TrackFilter filter) {
        String genre = filter.genre();
        return of(filter.albumArtist(), filter.composer(), filter.label(), genre == null ? List.of() : List.of(genre));
    }

    private static String[] of(
            @Nullable String albumArtist, @Nullable String composer, @Nullable String label, List<String> genres) {
        List<String> keys = new ArrayList<>();
        add(keys, "A", Stream.ofNullable(albumArtist));
        add(keys, "C", Stream.ofNullable(composer));
        add(keys, "G", genres.stream());
        add(keys, "L", Stream.ofNullable(label));
        return keys.toArray(String[]::new);
    }

    private static void add(List<String> keys, String kind, Stream<String> names) {
        names.forEach(name -> keys.add(kind + SortKey.of(name)));
    }
}
