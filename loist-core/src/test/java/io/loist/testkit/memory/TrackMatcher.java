package io.loist.testkit.memory;

import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackFilter.Artwork;
import io.loist.track.TrackFilter.Range;
import io.loist.track.TrackMetadata;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides in memory whether a filter passes a track. */
final class TrackMatcher {

    private static final Map<String, String> LETTERS =
            Map.of("ø", "o", "ð", "d", "ł", "l", "æ", "ae", "œ", "oe", "þ", "th", "ß", "ss", "đ", "d", "ı", "i");

    private TrackMatcher() {}

    static boolean matches(TrackFilter filter, Track track) {
        TrackMetadata music = track.metadata();
        return (filter.statuses().isEmpty() || filter.statuses().contains(track.status()))
                && (filter.formats().isEmpty()
                        || filter.formats().contains(track.audio().format()))
                && named(filter.title(), music.title())
                && named(filter.artist(), music.artist())
                && named(filter.album(), music.album())
                && named(filter.albumArtist(), music.albumArtist())
                && named(filter.composer(), music.composer())
                && named(filter.label(), music.label())
                && (filter.genre() == null || music.genres().stream().anyMatch(genre -> named(filter.genre(), genre)))
                && (filter.isrc() == null || music.isrcs().contains(filter.isrc()))
                && music.musicBrainz()
                        .entrySet()
                        .containsAll(filter.musicBrainz().entrySet())
                && track.attributes().entrySet().containsAll(filter.attributes().entrySet())
                && filter.tags().entrySet().stream()
                        .allMatch(tag -> music.tags()
                                .getOrDefault(tag.getKey(), List.of())
                                .contains(tag.getValue()))
                && ranges(filter, track)
                && (filter.sha256() == null
                        || filter.sha256().equals(track.audioObject().sha256()))
                && (filter.audioHash() == null || filter.audioHash().equals(track.audioHash()))
                && (filter.artwork() == Artwork.ANY
                        || (filter.artwork() == Artwork.PRESENT) == (track.artworkObject() != null));
    }

    private static boolean ranges(TrackFilter filter, Track track) {
        return in(filter.years(), track.metadata().year())
                && in(filter.trackNumbers(), track.metadata().position().track())
                && in(filter.discNumbers(), track.metadata().position().disc())
                && in(filter.durations(), track.audio().duration())
                && in(filter.channels(), track.audio().channels())
                && in(filter.sampleRates(), track.audio().sampleRate())
                && in(filter.bitrates(), track.audio().bitrate())
                && in(filter.bitDepths(), track.audio().bitDepth())
                && in(filter.sizes(), track.audioObject().size())
                && in(filter.popularities(), track.popularity())
                && in(filter.created(), track.createdAt())
                && in(filter.updated(), track.updatedAt());
    }

    private static <T extends Comparable<? super T>> boolean in(@Nullable Range<T> range, @Nullable T value) {
        return range == null
                || (value != null
                        && range.min().compareTo(value) <= 0
                        && range.max().compareTo(value) >= 0);
    }

    private static boolean named(@Nullable String wanted, @Nullable String name) {
        return wanted == null || Objects.equals(fold(wanted), fold(name));
    }

    /** Returns a text without case and accents, as far as tests need it. */
    static @Nullable String fold(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String folded = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "");
        for (Map.Entry<String, String> letter : LETTERS.entrySet()) {
            folded = folded.replace(letter.getKey(), letter.getValue());
        }
        return folded;
    }
}
