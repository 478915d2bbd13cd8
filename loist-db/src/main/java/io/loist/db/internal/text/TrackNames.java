package io.loist.db.internal.text;

import io.loist.track.ArtistCredit;
import io.loist.track.TrackMetadata;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names of a track that are searched, sorted and compared: of a row that loist wrote, or of one that another program wrote and
 * that may not be a valid track.
 *
 * @param credited the names of those credited, in order
 */
public record TrackNames(
        String title,
        @Nullable String artist,
        @Nullable String album,
        List<String> genres,
        @Nullable String albumArtist,
        @Nullable String composer,
        @Nullable String label,
        List<String> credited) {

    public static TrackNames of(TrackMetadata music) {
        return new TrackNames(
                music.title(),
                music.artist(),
                music.album(),
                music.genres(),
                music.albumArtist(),
                music.composer(),
                music.label(),
                music.credits().isEmpty()
                        ? List.of()
                        : music.credits().stream().map(ArtistCredit::name).toList());
    }
}
