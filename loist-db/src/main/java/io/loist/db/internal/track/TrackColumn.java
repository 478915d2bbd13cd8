package io.loist.db.internal.track;

import static java.util.Objects.requireNonNullElse;

import io.loist.db.internal.text.TrackNames;
import io.loist.internal.names.SortKey;
import io.loist.object.StoredObject;
import io.loist.track.AudioProperties;
import io.loist.track.MusicBrainzEntity;
import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackStatus;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The columns of {@code audio_tracks}: for each its type, how its value is computed from a track, and how a track is read from it. To
 * add a column, add it here and in a migration. A column's name is that of the constant in lower case.
 */
@SuppressWarnings("ImmutableEnumChecker") // functions without state
public enum TrackColumn {
    ID(Part.KEY, "uuid", Track::id, (track, column) -> track.id = column.requireUuid()),

    VERSION(Part.SERVER, (track, column) -> track.version = column.number()),
    CREATED_AT(Part.SERVER, (track, column) -> track.createdAt = column.requireInstant()),
    UPDATED_AT(Part.SERVER, (track, column) -> track.updatedAt = column.requireInstant()),
    ERROR_MESSAGE(Part.SERVER, (track, column) -> track.error = column.text()),
    RETRY_COUNT(Part.SERVER, (track, column) -> track.retryCount = (int) column.number()),
    LAST_PROCESSED_AT(Part.SERVER, (track, column) -> track.lastProcessedAt = column.instant()),

    STATUS(
            Part.STATUS,
            "text",
            track -> track.status().name(),
            (track, column) -> track.status = TrackStatus.valueOf(column.requireText())),

    POPULARITY(Part.POPULARITY, "float8", Track::popularity, (track, column) -> track.popularity = column.decimal()),

    TITLE(
            music("text", TrackMetadata::title),
            (track, column) -> track.music.title(requireNonNullElse(column.name(), TrackDraft.UNTITLED))),
    ARTIST(music("text", TrackMetadata::artist), (track, column) -> track.music.artist(column.name())),
    ALBUM(music("text", TrackMetadata::album), (track, column) -> track.music.album(column.name())),
    ALBUM_ARTIST(music("text", TrackMetadata::albumArtist), (track, column) -> track.music.albumArtist(column.name())),
    CREDITS(
            music("jsonb", music -> Json.ofCredits(music.credits())),
            (track, column) -> track.music.credits(Json.toCredits(column.requireText()))),
    GENRE(
            music(
                    "text",
                    music -> music.genres().isEmpty() ? null : music.genres().get(0)),
            (track, column) -> track.genre = column.name()),
    GENRES(
            music("text[]", music -> music.genres().toArray(String[]::new)),
            (track, column) -> track.music.genres(genres(column.names(), track.genre))),
    YEAR(music("integer", TrackMetadata::year), (track, column) -> track.music.year(column.integer())),
    RELEASE_DATE(
            music("date", music -> ReleaseDates.firstDay(music.releaseDate())),
            (track, column) -> track.releaseDay = column.date()),
    RELEASE_DATE_PRECISION(
            music("text", music -> ReleaseDates.precision(music.releaseDate())),
            (track, column) -> track.music.releaseDate(ReleaseDates.of(track.releaseDay, column.text()))),
    TRACK_NUMBER(
            music("integer", music -> music.position().track()),
            (track, column) -> track.position[0] = column.integer()),
    TRACK_TOTAL(
            music("integer", music -> music.position().trackTotal()),
            (track, column) -> track.position[1] = column.integer()),
    DISC_NUMBER(
            music("integer", music -> music.position().disc()),
            (track, column) -> track.position[2] = column.integer()),
    DISC_TOTAL(
            music("integer", music -> music.position().discTotal()),
            (track, column) -> track.position[3] = column.integer()),
    COMPOSER(music("text", TrackMetadata::composer), (track, column) -> track.music.composer(column.name())),
    LABEL(music("text", TrackMetadata::label), (track, column) -> track.music.label(column.name())),
    ISRCS(
            music("text[]", music -> music.isrcs().toArray(String[]::new)),
            (track, column) -> track.music.isrcs(column.names())),
    MB_RECORDING_ID(MusicBrainzEntity.RECORDING),
    MB_TRACK_ID(MusicBrainzEntity.TRACK),
    MB_RELEASE_ID(MusicBrainzEntity.RELEASE),
    MB_RELEASE_GROUP_ID(MusicBrainzEntity.RELEASE_GROUP),
    MB_WORK_ID(MusicBrainzEntity.WORK),
    TAGS(
            music("jsonb", music -> Json.ofTags(music.tags())),
            (track, column) -> track.music.tags(Json.toTags(column.requireText()))),

    ATTRIBUTES(
            Part.ATTRIBUTES,
            "jsonb",
            track -> Json.ofAttributes(track.attributes()),
            (track, column) -> track.attributes = Json.toAttributes(column.requireText())),

    FORMAT(
            sound("text", AudioProperties::format),
            (track, column) -> track.audio =
                    AudioProperties.builder(requireNonNullElse(column.audioName(), TrackDraft.UNKNOWN_FORMAT))),
    CODEC(sound("text", AudioProperties::codec), (track, column) -> track.audio.codec(column.audioName())),
    DURATION_SECONDS(
            sound("numeric", audio -> Durations.seconds(audio.duration())),
            (track, column) -> track.audio.duration(Durations.of(column.bigDecimal()))),
    CHANNELS(sound("smallint", AudioProperties::channels), (track, column) -> track.audio.channels(column.integer())),
    SAMPLE_RATE(
            sound("integer", AudioProperties::sampleRate), (track, column) -> track.audio.sampleRate(column.integer())),
    BITRATE(sound("integer", AudioProperties::bitrate), (track, column) -> track.audio.bitrate(column.integer())),
    BIT_DEPTH(sound("smallint", AudioProperties::bitDepth), (track, column) -> track.audio.bitDepth(column.integer())),

    AUDIO_HASH(
            Part.AUDIO_HASH,
            "bytea",
            track -> Hex.bytes(track.audioHash()),
            (track, column) -> track.audioHash = column.hexadecimal()),

    AUDIO_GCS_PATH(
            audioObject("text", object -> object.ref().uri()),
            (track, column) -> track.audioObject.path = column.text()),
    AUDIO_GENERATION(
            audioObject("bigint", StoredObject::generation),
            (track, column) -> track.audioObject.generation = column.number()),
    FILE_SIZE_BYTES(
            audioObject("bigint", StoredObject::size), (track, column) -> track.audioObject.size = column.number()),
    AUDIO_CRC32C(
            audioObject("text", StoredObject::crc32c), (track, column) -> track.audioObject.crc32c = column.crc32c()),
    AUDIO_SHA256(
            audioObject("bytea", object -> Hex.bytes(object.sha256())),
            (track, column) -> track.audioObject.sha256 = column.hexadecimal()),
    AUDIO_CONTENT_TYPE(
            audioObject("text", StoredObject::contentType),
            (track, column) -> track.audioObject.contentType = column.text()),

    THUMBNAIL_GCS_PATH(
            artwork("text", object -> object.ref().uri()), (track, column) -> track.artworkObject.path = column.text()),
    ARTWORK_GENERATION(
            artwork("bigint", StoredObject::generation),
            (track, column) -> track.artworkObject.generation = column.number()),
    ARTWORK_SIZE_BYTES(
            artwork("bigint", StoredObject::size), (track, column) -> track.artworkObject.size = column.number()),
    ARTWORK_CRC32C(
            artwork("text", StoredObject::crc32c), (track, column) -> track.artworkObject.crc32c = column.crc32c()),
    ARTWORK_SHA256(
            artwork("bytea", object -> Hex.bytes(object.sha256())),
            (track, column) -> track.artworkObject.sha256 = column.hexadecimal()),
    ARTWORK_CONTENT_TYPE(
            artwork("text", StoredObject::contentType),
            (track, column) -> track.artworkObject.contentType = column.text()),

    TITLE_KEY(names -> SortKey.of(names.title())),
    ARTIST_KEY(names -> SortKey.ofNullable(names.artist())),
    ALBUM_KEY(names -> SortKey.ofNullable(names.album())),
    FILTER_KEYS("text[]", FilterKeys::of);

    /** A group of columns that are replaced together. */
    public enum Part {
        KEY,
        /** Columns that the server maintains, or that loist writes only with a change of status. */
        SERVER,
        STATUS,
        POPULARITY,
        MUSIC,
        ATTRIBUTES,
        SOUND,
        AUDIO_HASH,
        AUDIO_OBJECT,
        ARTWORK_OBJECT,
        /** The sort keys of the names in {@link #MUSIC}. */
        KEYS
    }

    /** The columns written with a new track. */
    public static final Set<TrackColumn> WRITTEN = EnumSet.complementOf(EnumSet.copyOf(of(Part.SERVER)));

    /** The columns written when a track is replaced. */
    static final Set<TrackColumn> REPLACED = EnumSet.range(POPULARITY, FILTER_KEYS);

    /** The columns compared to decide whether a track has changed. */
    public static final Set<TrackColumn> COMPARED = EnumSet.range(POPULARITY, ARTWORK_CONTENT_TYPE);

    /** The sort keys of the names of a row. */
    static final Set<TrackColumn> KEYS = of(Part.KEYS);

    private final Part part;
    private final String type;
    private final Function<Track, @Nullable Object> value;
    private final Reader reader;
    private @Nullable Function<TrackNames, @Nullable Object> key;
    private final String column = name().toLowerCase(Locale.ROOT);

    TrackColumn(Part part, String type, Function<Track, @Nullable Object> value, Reader reader) {
        this.part = part;
        this.type = type;
        this.value = value;
        this.reader = reader;
    }

    TrackColumn(Part part, Reader reader) {
        this(part, "", track -> null, reader);
    }

    TrackColumn(Source source, Reader reader) {
        this(source.part(), source.type(), source.value(), reader);
    }

    TrackColumn(MusicBrainzEntity entity) {
        this(music("uuid", music -> music.musicBrainz().get(entity)), (track, column) -> {
            UUID id = column.uuid();
            if (id != null) {
                track.musicBrainz.put(entity, id);
            }
        });
    }

    /** A sort key: written and compared, but not read. */
    TrackColumn(Function<TrackNames, @Nullable Object> key) {
        this("text", key);
    }

    TrackColumn(String type, Function<TrackNames, @Nullable Object> key) {
        this(Part.KEYS, type, track -> key.apply(TrackNames.of(track.metadata())), TrackDraft.IGNORED);
        this.key = key;
    }

    /** Returns the genres of a row: another program may have written only the first one, as the predecessor did. */
    static List<String> genres(List<String> genres, @Nullable String genre) {
        return genres.isEmpty() && genre != null ? List.of(genre) : genres;
    }

    private static Source music(String type, Function<TrackMetadata, @Nullable Object> value) {
        return new Source(Part.MUSIC, type, track -> value.apply(track.metadata()));
    }

    private static Source sound(String type, Function<AudioProperties, @Nullable Object> value) {
        return new Source(Part.SOUND, type, track -> value.apply(track.audio()));
    }

    private static Source audioObject(String type, Function<StoredObject, @Nullable Object> value) {
        return new Source(Part.AUDIO_OBJECT, type, track -> value.apply(track.audioObject()));
    }

    private static Source artwork(String type, Function<StoredObject, @Nullable Object> value) {
        return new Source(Part.ARTWORK_OBJECT, type, track -> {
            StoredObject artwork = track.artworkObject();
            return artwork == null ? null : value.apply(artwork);
        });
    }

    /** Returns the columns of some parts. */
    public static Set<TrackColumn> of(Part first, Part... more) {
        return of(EnumSet.of(first, more));
    }

    /** Returns the columns of some parts. */
    static Set<TrackColumn> of(Set<Part> parts) {
        EnumSet<TrackColumn> columns = EnumSet.allOf(TrackColumn.class);
        columns.removeIf(column -> !parts.contains(column.part));
        return columns;
    }

    /** Returns the column's name, which is also the name of its parameter. */
    public String column() {
        return column;
    }

    /** Returns the values of {@link #KEYS} for a row with these names, by column name. */
    static Map<String, @Nullable Object> keys(TrackNames names) {
        Map<String, @Nullable Object> keys = new HashMap<>();
        for (TrackColumn column : KEYS) {
            keys.put(column.column, Objects.requireNonNull(column.key).apply(names));
        }
        return keys;
    }

    Part part() {
        return part;
    }

    /** Returns the column's type. */
    public String type() {
        return type;
    }

    /** Returns the value of a track in this column. */
    public @Nullable Object value(Track track) {
        return value.apply(track);
    }

    boolean isRead() {
        return reader != TrackDraft.IGNORED;
    }

    void read(TrackDraft track, ColumnReader column) throws SQLException {
        reader.read(track, column);
    }

    /** Reads the value of a column into a track. */
    @FunctionalInterface
    interface Reader {
        void read(TrackDraft track, ColumnReader column) throws SQLException;
    }

    private record Source(Part part, String type, Function<Track, @Nullable Object> value) {}
}
