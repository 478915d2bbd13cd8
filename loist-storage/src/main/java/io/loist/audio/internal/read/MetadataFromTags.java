package io.loist.audio.internal.read;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.TagValues;
import io.loist.audio.internal.model.TrackText;
import io.loist.audio.internal.tag.Genres;
import io.loist.track.AlbumPosition;
import io.loist.track.MusicBrainzEntity;
import io.loist.track.ReleaseDate;
import io.loist.track.TrackMetadata;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts tags to a track's metadata. Values without a matching field remain tags; nothing is guessed. */
final class MetadataFromTags {

    private static final Pattern NUMBER_OF_TOTAL = Pattern.compile("0*(\\d{1,6})?(?:\\s*/\\s*0*(\\d{1,6}))?");

    private final TagValues tags;
    private final AudioFileBuilder builder;

    MetadataFromTags(AudioFileBuilder builder) {
        this.tags = builder.tags();
        this.builder = builder;
    }

    TrackMetadata build(String fileName) {
        TrackMetadata.Builder metadata = TrackMetadata.builder(title(fileName));
        // Some programs write the artist as author; if there is an artist, too, the author is another person
        boolean authored = tags.all("artist").isEmpty() && tags.all("artists").isEmpty();
        String artist = authored ? "author" : "artist";
        ArtistCredits artists = ArtistCredits.of(
                names(artist), names("artists"), uuids("musicbrainz_artistid"), tags.all("musicbrainz_artistid"));
        tags.take(artist);
        tags.take("artists");
        if (artists.tookIds()) {
            tags.take("musicbrainz_artistid");
        }
        ReleaseDate date = date();
        return metadata.artist(artists.line())
                .credits(artists.credits())
                .album(single("album"))
                .albumArtist(line("albumartist"))
                .genres(Genres.of(names("genre", tags.take("genre"))))
                .releaseDate(date)
                .position(position())
                .composer(line("composer"))
                .label(single("label"))
                .isrcs(isrcs())
                .musicBrainz(musicBrainz())
                .tags(tags.rest())
                .build();
    }

    /** Returns what can be a code. Something much longer is not one, and remains among the tags. */
    private List<String> isrcs() {
        List<String> values = tags.all("isrc");
        if (values.stream().allMatch(value -> value.length() <= TrackText.MAX_CODE)) {
            return names("isrc", tags.take("isrc"));
        }
        builder.finding("The tag isrc has more than " + TrackText.MAX_CODE + " characters; it remains a tag.");
        return values.stream()
                .filter(value -> value.length() <= TrackText.MAX_CODE)
                .toList();
    }

    private String title(String fileName) {
        String title = single("title");
        if (title != null) {
            return title;
        }
        String name = TrackText.cut(TrackText.clean(fileName), TrackText.MAX_NAME);
        builder.finding("The file has no title; its name is used instead.");
        return name.isEmpty() ? "untitled" : name;
    }

    /** Returns the first value. If there are several, all of them remain among the tags. */
    private @Nullable String single(String name) {
        List<String> values = tags.all(name);
        if (values.size() == 1) {
            tags.take(name);
        }
        return values.isEmpty() ? null : names(name, values).get(0);
    }

    /** Returns all values in one line. If there are several, they remain among the tags. */
    private @Nullable String line(String name) {
        List<String> values = tags.all(name);
        if (values.size() == 1) {
            tags.take(name);
        }
        return values.isEmpty() ? null : TrackText.cut(String.join(", ", names(name, values)), TrackText.MAX_NAME);
    }

    private List<String> names(String name) {
        return names(name, tags.all(name));
    }

    private List<String> names(String name, List<String> values) {
        List<String> names = new ArrayList<>(values.size());
        for (String value : values) {
            if (value.length() > TrackText.MAX_NAME) {
                builder.finding("The tag " + name + " was cut to " + TrackText.MAX_NAME + " characters.");
            }
            names.add(TrackText.cut(value, TrackText.MAX_NAME));
        }
        return names;
    }

    private @Nullable ReleaseDate date() {
        for (String name : List.of("date", "releasedate")) {
            List<String> values = tags.all(name);
            for (String value : values) {
                Optional<ReleaseDate> date = ReleaseDate.parse(value);
                if (date.isPresent()) {
                    if (values.size() == 1) {
                        tags.take(name);
                    }
                    return withDay(date.get());
                }
                builder.finding("The date \"" + TrackText.cut(value, 40) + "\" is not a valid date; it remains a tag.");
            }
        }
        return null;
    }

    /** Adds the day and month, which ID3v2.3 has in a separate frame, in this order. */
    private ReleaseDate withDay(ReleaseDate date) {
        List<String> days = tags.all("tdat");
        if (date.month() != null || days.size() != 1 || !days.get(0).matches("\\d{4}")) {
            return date;
        }
        String text = days.get(0);
        ReleaseDate whole = ReleaseDate.parse(date.year() + "-" + text.substring(2) + "-" + text.substring(0, 2))
                .orElse(date);
        if (whole.day() != null) {
            tags.take("tdat");
        }
        return whole;
    }

    private AlbumPosition position() {
        @Nullable Integer[] track = numberOfTotal("tracknumber", "totaltracks");
        @Nullable Integer[] disc = numberOfTotal("discnumber", "totaldiscs");
        return new AlbumPosition(track[0], track[1], disc[0], disc[1]);
    }

    /** Parses "3", "3/12" or "/12"; the total may be in a separate tag. */
    private @Nullable Integer[] numberOfTotal(String numberName, String totalName) {
        @Nullable Integer[] result = new @Nullable Integer[2];
        List<String> numbers = tags.all(numberName);
        if (!numbers.isEmpty()) {
            Matcher matcher = NUMBER_OF_TOTAL.matcher(numbers.get(0));
            if (matcher.matches()) {
                result[0] = positive(matcher.group(1));
                result[1] = positive(matcher.group(2));
                tags.take(numberName);
            } else {
                builder.finding("The " + numberName + " \"" + TrackText.cut(numbers.get(0), 40)
                        + "\" is not a number; it remains a tag.");
            }
        }
        List<String> totals = tags.all(totalName);
        if (!totals.isEmpty() && totals.get(0).matches("0*\\d{1,6}")) {
            result[1] = result[1] == null ? positive(totals.get(0)) : result[1];
            tags.take(totalName);
        }
        return result;
    }

    private static @Nullable Integer positive(@Nullable String digits) {
        if (digits == null || digits.isEmpty()) {
            return null;
        }
        int value = Integer.parseInt(digits);
        return value == 0 ? null : value;
    }

    private Map<MusicBrainzEntity, UUID> musicBrainz() {
        Map<MusicBrainzEntity, UUID> ids = new EnumMap<>(MusicBrainzEntity.class);
        take(ids, MusicBrainzEntity.RECORDING, "musicbrainz_recordingid");
        take(ids, MusicBrainzEntity.TRACK, "musicbrainz_trackid");
        take(ids, MusicBrainzEntity.RELEASE, "musicbrainz_albumid");
        take(ids, MusicBrainzEntity.RELEASE_GROUP, "musicbrainz_releasegroupid");
        take(ids, MusicBrainzEntity.WORK, "musicbrainz_workid");
        return ids;
    }

    private void take(Map<MusicBrainzEntity, UUID> ids, MusicBrainzEntity entity, String name) {
        List<UUID> found = uuids(name);
        if (!found.isEmpty()) {
            ids.put(entity, found.get(0));
            if (tags.all(name).size() == 1) {
                tags.take(name);
            }
        }
    }

    private List<UUID> uuids(String name) {
        List<UUID> ids = new ArrayList<>();
        for (String value : tags.all(name)) {
            for (String part : value.split("[\\s,;/]+", -1)) {
                if (part.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
                    ids.add(UUID.fromString(part));
                } else if (!part.isEmpty()) {
                    builder.finding(
                            "The tag " + name + " holds \"" + TrackText.cut(part, 40) + "\", which is not a UUID.");
                }
            }
        }
        return ids;
    }
}
