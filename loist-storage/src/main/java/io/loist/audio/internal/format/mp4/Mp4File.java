package io.loist.audio.internal.format.mp4;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.tag.Id3Tag;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads MP4, M4A, M4B and QuickTime files, which consist of nested boxes. Only the first audio track is read. */
public final class Mp4File {

    private static final Set<String> FIRST_BOXES = Set.of("ftyp", "moov", "wide", "mdat");
    private static final Set<String> PICTURE_BRANDS = Set.of("heic", "heix", "mif1", "msf1", "avif", "avis");
    private static final Set<String> PICTURE_CODECS = Set.of("jpeg", "mjpa", "png ");

    private Mp4File() {}

    public static boolean looksLike(SourceFile file, long start) {
        if (!file.has(start, Mp4Box.HEADER) || !FIRST_BOXES.contains(file.text(start + 4, 4))) {
            return false;
        }
        long size = file.at(start, 4).getInt(0) & 0xFFFFFFFFL;
        boolean typed = file.startsWith(start + 4, "ftyp");
        return size >= Mp4Box.HEADER ? typed || file.has(start, size) : size < 2;
    }

    public static void read(SourceFile file, AudioFileBuilder builder) {
        long start = Id3Tag.endOfLeadingTags(file);
        List<Mp4Box> boxes = Mp4Box.list(file, start, file.length(), true);
        Mp4Box moov = null;
        for (Mp4Box box : boxes) {
            if (box.type().equals("moov")) {
                moov = moov == null ? box : moov;
            } else if (box.type().equals("mdat")) {
                builder.expectSound(box.length(), Math.min(box.end(), file.length()) - box.body(), "bytes");
            }
        }
        if (moov == null || moov.end() > file.length()) {
            throw withoutDescription(file, start, moov);
        }
        builder.is("m4a", "audio/mp4", "m4a");
        readTracks(file, moov, boxes, builder);
        Mp4Box list = tagList(file, moov);
        if (list != null) {
            Mp4Tags.read(file, list, builder);
        }
        Mp4Box userData = moov.find(file, "udta");
        if (userData != null) {
            builder.tags().nextSource();
            Mp4Tags.readQuickTime(file, userData, builder);
        }
    }

    private static RuntimeException withoutDescription(SourceFile file, long start, @Nullable Mp4Box moov) {
        if (moov != null) {
            return file.corrupt("it ends within its moov box, which describes its sound");
        }
        if (file.startsWith(start + 4, "ftyp")
                && file.has(start + 8, 4)
                && PICTURE_BRANDS.contains(file.text(start + 8, 4))) {
            return file.unknown("it is a HEIF or AVIF picture");
        }
        return file.corrupt("it has no moov box, which describes its sound; it may be truncated");
    }

    private static void readTracks(SourceFile file, Mp4Box moov, List<Mp4Box> boxes, AudioFileBuilder builder) {
        Mp4Box audio = null;
        boolean video = false;
        int tracks = 0;
        for (Mp4Box track : moov.children(file)) {
            if (track.type().equals("trak")) {
                tracks++;
                String kind = kind(file, track);
                audio = audio == null && kind.equals("soun") ? track : audio;
                video |= kind.equals("vide") && !isPicture(file, track);
            }
        }
        if (audio == null) {
            throw file.unknown(video ? "it is an MP4 video without sound" : "it is an MP4 without an audio track");
        }
        if (video) {
            builder.is("mp4", "video/mp4", "mp4");
            builder.finding("The file has a video track, too.");
        }
        new Mp4AudioTrack(file, moov, audio, builder).describe(tracks == 1 ? sound(boxes) : 0, boxes);
        Mp4Box table = audio.find(file, "mdia", "minf", "stbl");
        if (table != null) {
            builder.soundIn(new Mp4Samples(file, table, boxes)::addTo);
        }
    }

    private static long sound(List<Mp4Box> boxes) {
        return boxes.stream()
                .filter(box -> box.type().equals("mdat"))
                .mapToLong(Mp4Box::length)
                .sum();
    }

    private static String kind(SourceFile file, Mp4Box track) {
        Mp4Box handler = track.find(file, "mdia", "hdlr");
        return handler == null || handler.length() < 12 ? "" : file.text(handler.body() + 8, 4);
    }

    /** Some programs store the cover as a video track with a single picture. */
    private static boolean isPicture(SourceFile file, Mp4Box track) {
        Mp4Box descriptions = track.find(file, "mdia", "minf", "stbl", "stsd");
        return descriptions != null
                && descriptions.length() >= 16
                && PICTURE_CODECS.contains(file.text(descriptions.body() + 12, 4));
    }

    private static @Nullable Mp4Box tagList(SourceFile file, Mp4Box moov) {
        Mp4Box meta = moov.find(file, "udta", "meta");
        meta = meta == null ? moov.find(file, "meta") : meta;
        if (meta == null) {
            return null;
        }
        // In QuickTime the box starts with its children, in MP4 with a version
        ByteBuffer start = meta.start(file, 8);
        boolean versioned = start != null && !file.startsWith(meta.body() + 4, "hdlr");
        return new Mp4Box("meta", meta.body() + (versioned ? 4 : 0), meta.end()).find(file, "ilst");
    }
}
