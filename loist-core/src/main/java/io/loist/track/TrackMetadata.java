package io.loist.track;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The musical metadata of a track, mostly from its tags. Made by {@link #builder} or {@link #toBuilder}.
 *
 * <p>Names have at most 1,000 characters, values of tags at most 100,000. Text may contain any character but U+0000 and halves of
 * surrogate pairs. Lists and maps are unmodifiable, and empty if nothing is known.
 *
 * @param title the title, not blank
 * @param artist the artists as one line, as shown to people, or null if unknown
 * @param credits the artists one by one, in order; empty if only {@code artist} is known
 * @param album the album, or null
 * @param albumArtist the artists of the album as one line, or null
 * @param genres the genres, the main one first
 * @param year the year of release, from 1800 to 2100, or null
 * @param releaseDate the date of release to its known precision, or null
 * @param position the position on the album
 * @param composer the composers as one line, or null
 * @param label the label, or null
 * @param isrcs the International Standard Recording Codes, each of 1 to 500 characters
 * @param musicBrainz the MusicBrainz ids, by {@link MusicBrainzEntity}
 * @param tags all other tags by name, with all their values in order; {@link #loudness}, {@link #lyrics} and others read some of
 *     them, and the catalogue reads the sort names, {@code compilation} and {@code releasetype}. Search finds a track by the sort names among them
 *     ({@code titlesort}, {@code artistsort}, {@code albumartistsort}) and by {@code alias}: any other names of the track or its artists
 */
public record TrackMetadata(
        String title,
        @Nullable String artist,
        List<ArtistCredit> credits,
        @Nullable String album,
        @Nullable String albumArtist,
        List<String> genres,
        @Nullable Integer year,
        @Nullable ReleaseDate releaseDate,
        AlbumPosition position,
        @Nullable String composer,
        @Nullable String label,
        List<String> isrcs,
        Map<MusicBrainzEntity, UUID> musicBrainz,
        Map<String, List<String>> tags) {

    /** Minimum year: 1800. */
    public static final int MIN_YEAR = 1800;

    /** Maximum year: 2100. */
    public static final int MAX_YEAR = 2100;

    /**
     * Checks the values and copies the collections.
     *
     * @throws IllegalArgumentException if a name is blank, a text is too long or contains U+0000 or half a surrogate pair, or the
     *     year is out of range
     */
    public TrackMetadata {
        Text.name("title", title);
        requireName("artist", artist);
        requireName("album", album);
        requireName("albumArtist", albumArtist);
        requireName("composer", composer);
        requireName("label", label);
        credits = List.copyOf(credits);
        genres = List.copyOf(genres);
        genres.forEach(genre -> Text.name("genre", genre));
        isrcs = List.copyOf(isrcs);
        isrcs.forEach(isrc -> Text.code("isrc", isrc));
        if (year != null) {
            requireYear(year);
        }
        Objects.requireNonNull(position, "position");
        musicBrainz = Map.copyOf(musicBrainz);
        tags = copyOfTags(tags);
    }

    /**
     * Creates a builder of metadata with a title.
     *
     * @throws IllegalArgumentException if {@code title} is blank, too long or contains U+0000 or half a surrogate pair
     */
    public static Builder builder(String title) {
        return new Builder(title);
    }

    /** Returns how loud the track and its album are, as the {@link #tags} say; all values are null if these say nothing. */
    public Loudness loudness() {
        return Loudness.of(tags);
    }

    /** Returns the lyrics in the {@link #tags}, or null if there are none: those with times, if there are both. */
    public @Nullable Lyrics lyrics() {
        List<Lyrics> all = Stream.of("syncedlyrics", "lyrics")
                .flatMap(tag -> tags.getOrDefault(tag, List.of()).stream())
                .filter(text -> !text.isBlank())
                .map(Lyrics::parse)
                .toList();
        return all.stream()
                .filter(lyrics -> !lyrics.lines().isEmpty())
                .findFirst()
                .or(() -> all.stream().findFirst())
                .orElse(null);
    }

    /** Returns tempo, key and mood, as the {@link #tags} say. */
    public MusicalCharacter character() {
        return MusicalCharacter.of(tags);
    }

    /** Returns the part of a work that the track is, as the {@link #tags} say, or null if they name none. */
    public @Nullable Movement movement() {
        return Movement.of(tags);
    }

    /** Returns the date of the first release of the recording, of the tag {@code originaldate}, or null if unknown. */
    public @Nullable ReleaseDate originalDate() {
        return tags.getOrDefault("originaldate", List.of()).stream()
                .flatMap(value -> ReleaseDate.parse(value).stream())
                .findFirst()
                .orElse(null);
    }

    /** Returns whether the tag {@code compilation} says that the album is a compilation. */
    public boolean isCompilation() {
        return hasTag("compilation", Set.of("1", "true", "yes"));
    }

    /** Returns whether the tag {@code itunesadvisory} warns of explicit words. */
    public boolean isExplicit() {
        return hasTag("itunesadvisory", Set.of("1", "4", "explicit"));
    }

    private boolean hasTag(String name, Set<String> values) {
        return tags.getOrDefault(name, List.of()).stream()
                .anyMatch(value -> values.contains(value.strip().toLowerCase(Locale.ROOT)));
    }

    /** Creates a builder with these values. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    static boolean isYear(int year) {
        return year >= MIN_YEAR && year <= MAX_YEAR;
    }

    static void requireYear(int year) {
        if (!isYear(year)) {
            throw new IllegalArgumentException("year must be from " + MIN_YEAR + " to " + MAX_YEAR + ", but is " + year
                    + "; leave it out if unknown");
        }
    }

    private static void requireName(String what, @Nullable String name) {
        if (name != null) {
            Text.name(what, name);
        }
    }

    private static Map<String, List<String>> copyOfTags(Map<String, List<String>> tags) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        tags.forEach((name, values) -> {
            Text.name("a tag's name", name);
            values.forEach(value -> Text.value("tag " + name, value));
            copy.put(name, List.copyOf(values));
        });
        return java.util.Collections.unmodifiableMap(copy);
    }

    /** Builds {@link TrackMetadata}. Not safe for use by several threads at once. */
    public static final class Builder {

        private String title;
        private @Nullable String artist;
        private List<ArtistCredit> credits = List.of();
        private @Nullable String album;
        private @Nullable String albumArtist;
        private List<String> genres = List.of();
        private @Nullable Integer year;
        private @Nullable ReleaseDate releaseDate;
        private AlbumPosition position = AlbumPosition.UNKNOWN;
        private @Nullable String composer;
        private @Nullable String label;
        private List<String> isrcs = List.of();
        private Map<MusicBrainzEntity, UUID> musicBrainz = Map.of();
        private Map<String, List<String>> tags = Map.of();

        private Builder(String title) {
            this.title = Text.name("title", title);
        }

        private Builder(TrackMetadata from) {
            this.title = from.title;
            this.artist = from.artist;
            this.credits = from.credits;
            this.album = from.album;
            this.albumArtist = from.albumArtist;
            this.genres = from.genres;
            this.year = from.year;
            this.releaseDate = from.releaseDate;
            this.position = from.position;
            this.composer = from.composer;
            this.label = from.label;
            this.isrcs = from.isrcs;
            this.musicBrainz = from.musicBrainz;
            this.tags = from.tags;
        }

        /** Sets the title; it must not be blank. */
        public Builder title(String title) {
            this.title = Objects.requireNonNull(title, "title");
            return this;
        }

        /** Sets the artists as one line, as shown to people. */
        public Builder artist(@Nullable String artist) {
            this.artist = artist;
            return this;
        }

        /** Sets the artists one by one, in order. */
        public Builder credits(List<ArtistCredit> credits) {
            this.credits = List.copyOf(credits);
            return this;
        }

        /** Sets the album. */
        public Builder album(@Nullable String album) {
            this.album = album;
            return this;
        }

        /** Sets the artists of the album as one line. */
        public Builder albumArtist(@Nullable String albumArtist) {
            this.albumArtist = albumArtist;
            return this;
        }

        /** Sets the genres, the main one first. */
        public Builder genres(List<String> genres) {
            this.genres = List.copyOf(genres);
            return this;
        }

        /** Sets the genres, the main one first. */
        public Builder genres(String... genres) {
            return genres(List.of(genres));
        }

        /** Sets the year of release, from 1800 to 2100. */
        public Builder year(@Nullable Integer year) {
            this.year = year;
            return this;
        }

        /** Sets the date of release, and with it the year unless {@link #year} sets another. */
        public Builder releaseDate(@Nullable ReleaseDate releaseDate) {
            this.releaseDate = releaseDate;
            return this;
        }

        /** Sets the position on the album. */
        public Builder position(AlbumPosition position) {
            this.position = Objects.requireNonNull(position, "position");
            return this;
        }

        /** Sets the composers as one line. */
        public Builder composer(@Nullable String composer) {
            this.composer = composer;
            return this;
        }

        /** Sets the label. */
        public Builder label(@Nullable String label) {
            this.label = label;
            return this;
        }

        /** Sets the International Standard Recording Codes. */
        public Builder isrcs(List<String> isrcs) {
            this.isrcs = List.copyOf(isrcs);
            return this;
        }

        /** Sets the MusicBrainz ids. */
        public Builder musicBrainz(Map<MusicBrainzEntity, UUID> musicBrainz) {
            this.musicBrainz = Map.copyOf(musicBrainz);
            return this;
        }

        /** Sets all other tags by name, with all their values in order. */
        public Builder tags(Map<String, List<String>> tags) {
            this.tags = copyOfTags(tags);
            return this;
        }

        /**
         * Returns the metadata.
         *
         * @throws IllegalArgumentException if a name is blank, a text is too long or contains U+0000 or half a surrogate pair, or
         *     the year is out of range
         */
        public TrackMetadata build() {
            Integer knownYear = year == null && releaseDate != null ? Integer.valueOf(releaseDate.year()) : year;
            return new TrackMetadata(
                    title,
                    artist,
                    credits,
                    album,
                    albumArtist,
                    genres,
                    knownYear,
                    releaseDate,
                    position,
                    composer,
                    label,
                    isrcs,
                    musicBrainz,
                    tags);
        }
    }
}
