package io.loist.db.internal.text;

import io.loist.track.ArtistCredit;
import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackStatus;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A track's row in {@code track_search}, exactly as the SQL functions behind the triggers of {@code audio_tracks} make it. */
public final class SearchEntry {

    /** The columns that {@link #of} gives values for. */
    public static final String COLUMNS = "track_id, rank, tier, completed, namespace, words";

    private static final int MAX_NAMES = 20;
    private static final int MAX_RANKED_CHARS = 100;

    /** As strings are ordered in the database by code points: those beyond the first 65,536 after all others. */
    private static final Comparator<String> BY_CODE_POINTS = (one, other) ->
            Arrays.compare(one.codePoints().toArray(), other.codePoints().toArray());

    private final float[] floors;

    /**
     * Makes entries.
     *
     * @param floors the static rank at which each tier begins, the best one first
     */
    public SearchEntry(float[] floors) {
        this.floors = floors;
    }

    /** Returns the values of {@link #COLUMNS}; null if the database has to work the words out, see {@link StableText}. */
    @Nullable
    public List<Object> of(Track track, String namespace) {
        TrackMetadata music = track.metadata();
        List<String> names = otherNames(music);
        if (!isStable(music) || !names.stream().allMatch(StableText::is)) {
            return null;
        }
        String title = Fold.fold(music.title());
        String artist = Fold.fold(music.artist());
        StringBuilder words = new StringBuilder(title)
                .append('|')
                .append(artist)
                .append('|')
                .append(Fold.fold(music.album()))
                .append('|')
                .append(Fold.fold(String.join(", ", music.genres())));
        String others = names.isEmpty() ? "" : folded(names, artist);
        if (!others.isEmpty()) {
            words.append('|').append(others);
        }
        float rank = rank(track.popularity(), length(title) + length(artist));
        return List.of(
                track.id(), rank, tier(rank), track.status() == TrackStatus.COMPLETED, namespace, words.toString());
    }

    private static boolean isStable(TrackMetadata music) {
        return StableText.is(music.title())
                && (music.artist() == null || StableText.is(music.artist()))
                && (music.album() == null || StableText.is(music.album()))
                && music.genres().stream().allMatch(StableText::is);
    }

    private static List<String> otherNames(TrackMetadata music) {
        boolean byArtist = music.albumArtist() == null || music.albumArtist().equals(music.artist());
        if (byArtist && music.composer() == null && music.credits().isEmpty()) {
            return List.of();
        }
        return Stream.concat(
                        Stream.of(music.albumArtist(), music.composer()).filter(Objects::nonNull),
                        music.credits().stream().map(ArtistCredit::name))
                .filter(name -> !name.isEmpty())
                .limit(MAX_NAMES)
                .toList();
    }

    /** Joins names, but for those that stand in the artist's field already. */
    private static String folded(List<String> names, String artist) {
        Set<String> folded =
                names.stream().map(Fold::fold).collect(Collectors.toCollection(() -> new TreeSet<>(BY_CODE_POINTS)));
        folded.removeIf(artist::contains);
        return String.join(" , ", folded);
    }

    private static float rank(double popularity, int chars) {
        return popularity > 0
                ? (float) (1 - 0.5 / (1 + Math.log(1 + popularity)))
                : (float) ((500 - 5 * Math.min(MAX_RANKED_CHARS, chars)) / 1000.0);
    }

    private int tier(float rank) {
        int tier = 0;
        while (tier < floors.length && rank < floors[tier]) {
            tier++;
        }
        return tier;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
