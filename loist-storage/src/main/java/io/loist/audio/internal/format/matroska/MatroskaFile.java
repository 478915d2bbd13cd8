package io.loist.audio.internal.format.matroska;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.SoundProperties;
import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.tag.Id3Tag;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads Matroska and WebM files, which consist of nested elements. Only the first audio track is read. */
public final class MatroskaFile {

    public static final String MAGIC = "\u001aE\u00df\u00a3";

    private static final int DOC_TYPE = 0x4282;
    private static final int SEGMENT = 0x18538067;
    private static final int INFO = 0x1549A966;
    private static final int TRACKS = 0x1654AE6B;
    private static final int TRACK_ENTRY = 0xAE;
    private static final int TRACK_TYPE = 0x83;
    private static final int TRACK_NUMBER = 0xD7;
    private static final int CODEC_ID = 0x86;
    private static final int AUDIO = 0xE1;
    private static final int SAMPLE_RATE = 0xB5;
    private static final int PLAYED_RATE = 0x78B5;
    private static final int CHANNELS = 0x9F;
    private static final int BIT_DEPTH = 0x6264;
    private static final int TIME_SCALE = 0x2AD7B1;
    private static final int DURATION = 0x4489;
    private static final int TITLE = 0x7BA9;
    private static final int TAGS = 0x1254C367;
    private static final int ATTACHMENTS = 0x1941A469;
    private static final int VIDEO_TRACK = 1;
    private static final int AUDIO_TRACK = 2;
    private static final long NANOS = 1_000_000_000;
    private static final double DEFAULT_RATE = 8_000;
    private static final long DEFAULT_SCALE = 1_000_000;

    private final SourceFile file;
    private final AudioFileBuilder builder;
    private final Set<Integer> seen = new HashSet<>();
    private final MatroskaSound sound;
    private boolean webm;
    private boolean described;

    private MatroskaFile(SourceFile file, AudioFileBuilder builder) {
        this.file = file;
        this.builder = builder;
        this.sound = new MatroskaSound(file);
    }

    public static void read(SourceFile file, AudioFileBuilder builder) {
        new MatroskaFile(file, builder).read(Id3Tag.endOfLeadingTags(file));
    }

    private void read(long start) {
        Ebml header = Ebml.at(file, start);
        if (header == null || header.end() > file.length()) {
            throw file.corrupt("it ends within its Matroska header");
        }
        webm = header.text(file, DOC_TYPE).startsWith("webm");
        Ebml segment = Ebml.at(file, header.end());
        if (segment == null || segment.id() != SEGMENT) {
            throw file.corrupt("it has no Matroska segment");
        }
        boolean whole = sound.walk(segment, this::readElement);
        if (!described) {
            throw file.corrupt("it has no Matroska track");
        }
        if (segment.end() != Ebml.UNKNOWN_END) {
            builder.expectSound(segment.end() - segment.body(), file.length() - segment.body(), "bytes");
        }
        if (!whole) {
            builder.finding("The file is damaged after byte " + sound.end() + "; the rest was left out.");
        }
        builder.sound().bitrateOf(sound.bytes());
        builder.soundIn(sound::addTo);
    }

    private void readElement(Ebml element) {
        if (element.end() > file.length() || !seen.add(element.id())) {
            return;
        }
        switch (element.id()) {
            case INFO -> readInfo(element);
            case TRACKS -> readTracks(element);
            case TAGS -> MatroskaTags.read(file, element, builder);
            case ATTACHMENTS -> MatroskaTags.readAttachments(file, element, builder);
            default -> seen.remove(element.id());
        }
    }

    private void readInfo(Ebml info) {
        double ticks = info.fraction(file, DURATION);
        long scale = info.number(file, TIME_SCALE, DEFAULT_SCALE);
        double nanos = ticks * scale;
        builder.sound().duration(nanos > 0 && nanos < Long.MAX_VALUE ? Math.round(nanos) : 0, NANOS);
        builder.tags().add("title", info.text(file, TITLE));
    }

    private void readTracks(Ebml tracks) {
        Ebml audio = null;
        boolean video = false;
        for (Ebml track : tracks.children(file)) {
            if (track.id() == TRACK_ENTRY) {
                long type = track.number(file, TRACK_TYPE, 0);
                audio = audio == null && type == AUDIO_TRACK ? track : audio;
                video |= type == VIDEO_TRACK;
            }
        }
        if (audio == null) {
            throw file.unknown(
                    video ? "it is a Matroska video without sound" : "it is Matroska without an audio track");
        }
        String kind = webm ? "webm" : "matroska";
        builder.is(webm ? "webm" : "mka", (video ? "video/" : "audio/") + kind, webm ? "webm" : video ? "mkv" : "mka");
        if (video) {
            builder.finding("The file has a video track, too.");
        }
        sound.track(audio.number(file, TRACK_NUMBER, 0));
        describe(audio.text(file, CODEC_ID), audio.find(file, AUDIO));
        described = true;
    }

    private void describe(String codec, @Nullable Ebml audio) {
        String name = codec.replaceFirst("^A_", "").replaceFirst("/.*", "");
        builder.sound()
                .codec(
                        switch (name) {
                            case "MPEG" -> "mp" + codec.substring(codec.length() - 1);
                            case "PCM" -> codec.contains("FLOAT") ? "pcm-float" : "pcm";
                            case "WAVPACK4" -> "wavpack";
                            case "TTA1" -> "tta";
                            default -> name;
                        });
        if (audio == null) {
            return;
        }
        double stored = audio.fraction(file, SAMPLE_RATE);
        double played = audio.fraction(file, PLAYED_RATE);
        builder.sound().channels(audio.number(file, CHANNELS, 1));
        double said = played > 0 ? played : stored > 0 ? stored : DEFAULT_RATE;
        // For Opus, some programs write the rate of the source
        builder.sound().sampleRate(name.equals("OPUS") ? SoundProperties.OPUS_SAMPLE_RATE : Math.round(said));
        long bits = audio.number(file, BIT_DEPTH, 0);
        if (bits > 0) {
            builder.sound().bitDepth(bits);
        }
    }
}
