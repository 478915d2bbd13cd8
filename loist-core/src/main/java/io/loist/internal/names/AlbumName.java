package io.loist.internal.names;

import io.loist.track.TrackMetadata;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An album as the tags of one of its tracks name it.
 *
 * @param title its title
 * @param sortTitle the sort title that the tags give, or null
 * @param artist its artist, or null if the tags name none
 * @param compilation whether the tags say that it is a compilation, of one artist or of several
 * @param single whether the tags say that it is a single or EP
 */
public record AlbumName(
        String title, @Nullable String sortTitle, @Nullable ArtistName artist, boolean compilation, boolean single) {

    private static final List<String> SINGLES = List.of(" - single", " - ep");

    /** Returns the album of a track, or null if it has none. */
    public static @Nullable AlbumName of(TrackMetadata music, CreditedArtists artists) {
        String title = music.album();
        if (title == null) {
            return null;
        }
        Set<String> types = music.tags().getOrDefault("releasetype", List.of()).stream()
                .flatMap(value -> Arrays.stream(value.toLowerCase(Locale.ROOT).split("[^a-z]+", -1)))
                .collect(Collectors.toSet());
        ArtistName artist = artists.ofAlbum(music.isCompilation());
        boolean compilation =
                music.isCompilation() || types.contains("compilation") || (artist != null && artist.isVarious());
        String end = title.strip().toLowerCase(Locale.ROOT);
        boolean single = !compilation
                && (types.contains("single")
                        || types.contains("ep")
                        || SINGLES.stream().anyMatch(end::endsWith));
        String sortTitle = music.tags().getOrDefault("albumsort", List.of()).stream()
                .filter(value -> !value.isBlank() && value.length() <= CreditedArtists.MAX_NAME)
                .findFirst()
                .orElse(null);
        return new AlbumName(title, sortTitle, artist, compilation, single);
    }

    /** Returns what albums of this title and artist have in common. */
    public String key() {
        String by = artist == null ? "" : artist.isVarious() ? "various" : "name " + NameKey.of(artist.name());
        return by + '\n' + NameKey.of(title);
    }

    /** Returns an id that the albums of this title and artist share. */
    public UUID twins() {
        return NameId.of("albums", key());
    }
}
