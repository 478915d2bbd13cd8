package io.loist.audio;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells what a file is from its first bytes, past any ID3 tag. */
final class FormatSniffer {

    /** Audio that has no reader yet, by how it starts. */
    private static final Map<String, String> UNSUPPORTED = new LinkedHashMap<>();

    /** What people mistake for audio most, by how it starts. */
    private static final Map<String, String> NO_AUDIO = new LinkedHashMap<>();

    static {
        UNSUPPORTED.put("MAC ", "Monkey's Audio (APE)");
        UNSUPPORTED.put("wvpk", "WavPack");
        UNSUPPORTED.put("TTA1", "True Audio (TTA)");
        UNSUPPORTED.put("MPCK", "Musepack");
        UNSUPPORTED.put("MP+", "Musepack");
        UNSUPPORTED.put("FRM8", "DSDIFF");
        UNSUPPORTED.put("caff", "Core Audio Format");
        UNSUPPORTED.put("#!AMR", "AMR");
        UNSUPPORTED.put(".snd", "Sun audio (AU)");
        UNSUPPORTED.put("OFR ", "OptimFROG");
        UNSUPPORTED.put(".RMF", "RealMedia");
        UNSUPPORTED.put(".ra\u00fd", "RealAudio");
        UNSUPPORTED.put("MThd", "MIDI, which holds notes and no sound");
        UNSUPPORTED.put("ADIF", "AAC in ADIF form");
        UNSUPPORTED.put("\u001aE\u00df\u00a3", "Matroska or WebM");
        NO_AUDIO.put("\u00ff\u00d8\u00ff", "it is a JPEG picture");
        NO_AUDIO.put("\u0089PNG", "it is a PNG picture");
        NO_AUDIO.put("GIF8", "it is a GIF picture");
        NO_AUDIO.put("%PDF", "it is a PDF document");
        NO_AUDIO.put("PK\u0003\u0004", "it is a ZIP archive; unpack it first");
        NO_AUDIO.put("#EXTM3U", "it is a playlist; name the files it lists");
    }

    private FormatSniffer() {}

    static Container sniff(SourceFile file) {
        long start = Id3Tag.endOfLeadingTags(file);
        Container container = byMagic(file, start);
        if (container != null) {
            return container;
        }
        refuseIfKnown(file, start);
        return bySync(file, start);
    }

    private static @Nullable Container byMagic(SourceFile file, long start) {
        if (file.startsWith(start, "fLaC")) {
            return Container.FLAC;
        }
        if (file.startsWith(start, "OggS")) {
            return Container.OGG;
        }
        if (file.startsWith(start, "RIFF") || file.startsWith(start, "RF64")) {
            return riff(file, start);
        }
        if (file.startsWith(start, "FORM")) {
            if (file.startsWith(start + 8, "AIFF") || file.startsWith(start + 8, "AIFC")) {
                return Container.AIFF;
            }
            throw file.unknown("it is an IFF file, but not AIFF");
        }
        if (file.startsWith(start, "DSD ")) {
            return Container.DSF;
        }
        if (file.startsWith(start, AsfFile.HEADER_GUID)) {
            return Container.ASF;
        }
        return Mp4File.looksLike(file, start) ? Container.MP4 : null;
    }

    private static Container riff(SourceFile file, long start) {
        if (file.startsWith(start + 8, "WAVE")) {
            return Container.WAVE;
        }
        throw file.unknown(
                file.startsWith(start + 8, "AVI ") ? "it is an AVI video" : "it is a RIFF file, but not WAVE");
    }

    private static void refuseIfKnown(SourceFile file, long start) {
        UNSUPPORTED.forEach((magic, name) -> {
            if (file.startsWith(start, magic)) {
                throw file.unsupported(name);
            }
        });
        NO_AUDIO.forEach((magic, what) -> {
            if (file.startsWith(start, magic)) {
                throw file.unknown(what);
            }
        });
    }

    /** MPEG audio and ADTS have no magic, only frames one after the other. */
    private static Container bySync(SourceFile file, long start) {
        if (AdtsFile.startsAt(file, start)) {
            return Container.ADTS;
        }
        if (MpegFile.firstFrame(file, start) != null) {
            return Container.MPEG;
        }
        if (start > 0) {
            throw file.corrupt("behind its ID3 tag there is no audio");
        }
        throw file.unknown("its content is of no known format");
    }
}
