package io.loist.db.internal.track;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The columns of {@code audio_tracks} that loist writes, with their types; {@link TrackBindings} gives values in this order. */
public enum TrackColumns {
    KEY("""
            namespace text, id uuid"""),
    BIRTH("""
            created_at timestamptz, updated_at timestamptz, status text"""),
    POPULARITY("""
            popularity float8"""),
    MUSIC("""
            title text, artist text, album text, album_artist text, credits jsonb, genre text, genres text[], year integer,
            release_date date, release_date_precision text,
            track_number integer, track_total integer, disc_number integer, disc_total integer,
            composer text, label text, isrcs text[],
            mb_recording_id uuid, mb_track_id uuid, mb_release_id uuid, mb_release_group_id uuid, mb_work_id uuid,
            tags jsonb"""),
    ATTRIBUTES("""
            attributes jsonb"""),
    SOUND("""
            duration_seconds numeric, channels smallint, sample_rate integer, bitrate integer, bit_depth smallint,
            format text, codec text"""),
    AUDIO_HASH("""
            audio_hash bytea"""),
    AUDIO_OBJECT("""
            audio_gcs_path text, audio_generation bigint, file_size_bytes bigint, audio_crc32c text, audio_sha256 bytea,
            audio_content_type text"""),
    ARTWORK_OBJECT("""
            thumbnail_gcs_path text, artwork_generation bigint, artwork_size_bytes bigint, artwork_crc32c text,
            artwork_sha256 bytea, artwork_content_type text"""),
    /** What the names in {@link #MUSIC} are sorted and compared by; null where the database is to work it out. */
    KEYS("""
            title_key text, artist_key text, album_key text, genre_keys text[]""");

    /** Everything that a new track has. */
    public static final Set<TrackColumns> ALL = EnumSet.allOf(TrackColumns.class);

    /** Everything that replacing a track replaces. */
    static final Set<TrackColumns> REPLACED = EnumSet.range(POPULARITY, KEYS);

    /** Everything by which it shows whether a track differs from another one. */
    public static final Set<TrackColumns> COMPARED = EnumSet.range(POPULARITY, ARTWORK_OBJECT);

    private final String declarations;

    TrackColumns(String declarations) {
        this.declarations = declarations;
    }

    public static int count(Set<TrackColumns> parts) {
        return (int) parts.stream().flatMap(TrackColumns::columns).count();
    }

    public static String names(Set<TrackColumns> parts) {
        return columns(parts, Column::name);
    }

    public static String names(Set<TrackColumns> parts, String table) {
        return columns(parts, column -> table + "." + column.name());
    }

    public static String placeholders(Set<TrackColumns> parts) {
        return columns(parts, column -> "?::" + column.type());
    }

    /** Returns a parameter for each column, of the column's name, that takes an array of its values as texts. */
    public static String namedArrays(Set<TrackColumns> parts) {
        return columns(parts, column -> ":" + column.name() + "::" + column.type() + "[]");
    }

    public static String assignments(Set<TrackColumns> parts, UnaryOperator<String> value) {
        return columns(parts, column -> column.name() + " = " + value.apply(column.name()));
    }

    public String assignments() {
        return columns().map(column -> column.name() + " = ?::" + column.type()).collect(Collectors.joining(", "));
    }

    private static String columns(Set<TrackColumns> parts, Function<Column, String> text) {
        return parts.stream().flatMap(TrackColumns::columns).map(text).collect(Collectors.joining(", "));
    }

    private Stream<Column> columns() {
        return Pattern.compile(",\\s+").splitAsStream(declarations).map(declaration -> {
            int space = declaration.indexOf(' ');
            return new Column(declaration.substring(0, space), declaration.substring(space + 1));
        });
    }

    private record Column(String name, String type) {}
}
