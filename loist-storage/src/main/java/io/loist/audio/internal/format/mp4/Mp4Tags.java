package io.loist.audio.internal.format.mp4;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.Pictures;
import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.model.TrackText;
import io.loist.audio.internal.tag.Genres;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the tags of an MP4 file. jaudiotagger would read only the first of several values, and load the whole moov box. */
final class Mp4Tags {

    private static final int DATA_HEADER = 8;
    private static final int QUICKTIME_HEADER = 4;
    private static final int UTF_8 = 1;
    private static final int UTF_16 = 2;

    /** The items that are numbers without a declared type. */
    private static final Set<String> NUMBERS = Set.of("tmpo", "cpil", "pgap", "rtng", "stik", "\u00a9mvi", "\u00a9mvc");

    private static final int SIGNED_NUMBER = 21;
    private static final int UNSIGNED_NUMBER = 22;

    private final SourceFile file;
    private final AudioFileBuilder builder;

    private Mp4Tags(SourceFile file, AudioFileBuilder builder) {
        this.file = file;
        this.builder = builder;
    }

    static void read(SourceFile file, Mp4Box list, AudioFileBuilder builder) {
        Mp4Tags tags = new Mp4Tags(file, builder);
        for (Mp4Box item : list.children(file)) {
            String name = item.type().equals("----") ? tags.freeName(item) : item.type();
            for (Mp4Box data : item.children(file)) {
                if (name != null && data.type().equals("data") && data.length() >= DATA_HEADER) {
                    tags.readValue(name, data);
                }
            }
        }
    }

    /** Reads QuickTime's texts, which are outside the box of MP4's tags. */
    static void readQuickTime(SourceFile file, Mp4Box userData, AudioFileBuilder builder) {
        for (Mp4Box item : userData.children(file)) {
            ByteBuffer header = item.type().charAt(0) == '\u00a9' ? item.start(file, QUICKTIME_HEADER) : null;
            long length = header == null ? 0 : header.getShort(0) & 0xFFFF;
            if (length > 0 && length <= item.length() - QUICKTIME_HEADER) {
                ByteBuffer text = file.at(item.body() + QUICKTIME_HEADER, (int) length);
                builder.tags().add(item.type(), TrackText.decoded(text));
            }
        }
    }

    private @Nullable String freeName(Mp4Box item) {
        Mp4Box name = item.find(file, "name");
        boolean sensible = name != null && name.length() > 4 && name.length() <= 4 + TrackText.MAX_NAME;
        return sensible && name != null ? utf8(name.body() + 4, (int) name.length() - 4) : null;
    }

    private void readValue(String name, Mp4Box data) {
        int type = file.at(data.body(), 4).getInt(0) & 0xFFFFFF;
        long value = data.body() + DATA_HEADER;
        long length = data.length() - DATA_HEADER;
        switch (name) {
            case "covr" -> {
                if (builder.pictures().takes(length)) {
                    builder.pictures().add(Pictures.FRONT_COVER, file.bytes(value, (int) length));
                }
            }
            case "trkn" -> readPosition("tracknumber", value, length);
            case "disk" -> readPosition("discnumber", value, length);
            case "gnre" -> readGenre(value, length);
            default -> {
                int readable = (int) Math.min(length, TrackText.MAX_VALUE_BYTES);
                boolean number =
                        type == SIGNED_NUMBER || type == UNSIGNED_NUMBER || (type == 0 && NUMBERS.contains(name));
                if (type == UTF_8) {
                    builder.tags().add(name, utf8(value, readable));
                } else if (type == UTF_16) {
                    builder.tags()
                            .add(
                                    name,
                                    StandardCharsets.UTF_16
                                            .decode(file.at(value, readable))
                                            .toString());
                } else if (number && length >= 1 && length <= 8) {
                    builder.tags().add(name, Long.toString(number(value, (int) length)));
                }
            }
        }
    }

    private void readPosition(String name, long value, long length) {
        if (length >= 6) {
            ByteBuffer numbers = file.at(value, 6);
            int number = numbers.getShort(2) & 0xFFFF;
            int total = numbers.getShort(4) & 0xFFFF;
            builder.tags().add(name, (number == 0 ? "" : number) + (total == 0 ? "" : "/" + total));
        }
    }

    /** MP4 counts the genres of ID3v1 from 1. */
    private void readGenre(long value, long length) {
        String genre = length < 2 ? null : Genres.byNumber((int) number(value, 2) - 1);
        if (genre != null) {
            builder.tags().add("genre", genre);
        }
    }

    private long number(long position, int length) {
        ByteBuffer bytes = file.at(position, length);
        long number = bytes.get(0);
        for (int i = 1; i < length; i++) {
            number = number << 8 | (bytes.get(i) & 0xFF);
        }
        return number;
    }

    private String utf8(long position, int length) {
        return StandardCharsets.UTF_8.decode(file.at(position, length)).toString();
    }
}
