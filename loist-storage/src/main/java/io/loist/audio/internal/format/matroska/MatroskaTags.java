package io.loist.audio.internal.format.matroska;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.Pictures;
import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.picture.ImageType;
import java.util.Locale;
import java.util.Map;

/** Reads the tags and pictures of a Matroska file. */
final class MatroskaTags {

    private static final int TAG = 0x7373;
    private static final int TARGETS = 0x63C0;
    private static final int TARGET_LEVEL = 0x68CA;
    private static final int SIMPLE_TAG = 0x67C8;
    private static final int NAME = 0x45A3;
    private static final int STRING = 0x4487;
    private static final int ATTACHED_FILE = 0x61A7;
    private static final int FILE_NAME = 0x466E;
    private static final int FILE_DATA = 0x465C;
    private static final int ALBUM_LEVEL = 50;

    /** The names of an album's tags that would collide with those of its tracks. */
    private static final Map<String, String> ALBUM_NAMES = Map.of(
            "title", "album", "artist", "albumartist", "part_number", "discnumber", "total_parts", "totaltracks");

    private static final Map<String, String> TRACK_NAMES =
            Map.of("part_number", "tracknumber", "date_released", "date", "date_recorded", "date");

    private MatroskaTags() {}

    static void read(SourceFile file, Ebml tags, AudioFileBuilder builder) {
        for (Ebml tag : tags.children(file)) {
            Ebml targets = tag.id() == TAG ? tag.find(file, TARGETS) : null;
            boolean album = targets != null && targets.number(file, TARGET_LEVEL, 0) == ALBUM_LEVEL;
            for (Ebml simple : tag.children(file)) {
                if (simple.id() == SIMPLE_TAG) {
                    String name = simple.text(file, NAME).toLowerCase(Locale.ROOT);
                    String track = TRACK_NAMES.getOrDefault(name, name);
                    String given = album ? ALBUM_NAMES.getOrDefault(name, track) : track;
                    builder.tags().add(given, simple.text(file, STRING));
                }
            }
        }
    }

    /** Reads the pictures; one with a file name that starts with "cover" is the front cover. */
    static void readAttachments(SourceFile file, Ebml attachments, AudioFileBuilder builder) {
        for (Ebml attached : attachments.children(file)) {
            Ebml data = attached.id() == ATTACHED_FILE ? attached.find(file, FILE_DATA) : null;
            long length = data == null ? 0 : data.end() - data.body();
            if (data != null
                    && isPicture(file, data.body())
                    && builder.pictures().takes(length)) {
                boolean cover =
                        attached.text(file, FILE_NAME).toLowerCase(Locale.ROOT).startsWith("cover");
                builder.pictures().add(cover ? Pictures.FRONT_COVER : 0, file.bytes(data.body(), (int) length));
            }
        }
    }

    private static boolean isPicture(SourceFile file, long position) {
        return file.has(position, ImageType.MIN_BYTES)
                && ImageType.of(file.bytes(position, ImageType.MIN_BYTES)) != null;
    }
}
