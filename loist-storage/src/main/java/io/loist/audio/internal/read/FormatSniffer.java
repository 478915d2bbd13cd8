package io.loist.audio.internal.read;

import io.loist.audio.internal.format.asf.AsfFile;
import io.loist.audio.internal.format.matroska.MatroskaFile;
import io.loist.audio.internal.format.mp4.Mp4File;
import io.loist.audio.internal.format.mpeg.AdtsFile;
import io.loist.audio.internal.format.mpeg.MpegFile;
import io.loist.audio.internal.format.mpeg.MpegFreeFormat;
import io.loist.audio.internal.format.other.WavPackFile;
import io.loist.audio.internal.format.pcm.AuFile;
import io.loist.audio.internal.format.pcm.CafFile;
import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.tag.Id3Tag;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Detects a file's format from its first bytes after any ID3 tag. */
final class FormatSniffer {

    private static final Map<String, Container> MAGICS = Map.ofEntries(
            Map.entry("fLaC", Container.FLAC),
            Map.entry("OggS", Container.OGG),
            Map.entry("DSD ", Container.DSF),
            Map.entry("FRM8", Container.DSDIFF),
            Map.entry("MAC ", Container.MONKEY),
            Map.entry("MACF", Container.MONKEY),
            Map.entry(WavPackFile.MAGIC, Container.WAVPACK),
            Map.entry("MPCK", Container.MUSEPACK),
            Map.entry("MP+", Container.MUSEPACK),
            Map.entry("TTA1", Container.TTA),
            Map.entry(AuFile.MAGIC, Container.AU),
            Map.entry(CafFile.MAGIC, Container.CAF),
            Map.entry("riff.\u0091\u00cf\u0011", Container.WAVE64),
            Map.entry(MatroskaFile.MAGIC, Container.MATROSKA),
            Map.entry(AsfFile.HEADER_GUID, Container.ASF));

    private static final String TRACKER = "a tracker module, which contains notes and instruments";

    /** Unsupported audio formats by their first bytes. */
    private static final Map<String, String> UNSUPPORTED = new LinkedHashMap<>();

    /** Other formats that are often mistaken for audio, by their first bytes. */
    private static final Map<String, String> NO_AUDIO = new LinkedHashMap<>();

    static {
        UNSUPPORTED.put("#!AMR", "AMR");
        UNSUPPORTED.put("OFR ", "OptimFROG");
        UNSUPPORTED.put(".RMF", "RealMedia");
        UNSUPPORTED.put(".ra\u00fd", "RealAudio");
        UNSUPPORTED.put("tBaK", "Tom's lossless audio (TAK)");
        UNSUPPORTED.put("ajkg", "Shorten");
        UNSUPPORTED.put("LA04", "Lossless Audio (LA)");
        UNSUPPORTED.put("\u0000\u0000\u0001\u00ba", "an MPEG program stream");
        UNSUPPORTED.put("Extended Module: ", TRACKER);
        UNSUPPORTED.put("IMPM", TRACKER);
        UNSUPPORTED.put("MThd", "MIDI, which contains notes and no sound");
        UNSUPPORTED.put("ADIF", "AAC in ADIF format");
        UNSUPPORTED.put("\u000bw", "AC-3 without a container");
        UNSUPPORTED.put("\u007f\u00fe\u0080\u0001", "DTS without a container");
        UNSUPPORTED.put("Creative Voice File", "Creative Voice");
        UNSUPPORTED.put("FLV\u0001", "Flash video");
        NO_AUDIO.put("\u00ff\u00d8\u00ff", "it is a JPEG picture");
        NO_AUDIO.put("\u0089PNG", "it is a PNG picture");
        NO_AUDIO.put("GIF8", "it is a GIF picture");
        NO_AUDIO.put("%PDF", "it is a PDF document");
        NO_AUDIO.put("PK\u0003\u0004", "it is a ZIP archive; unpack it first");
        NO_AUDIO.put("#EXTM3U", "it is a playlist; name the files it lists");
    }

    private static final long TRANSPORT_PACKET = 188;
    private static final int TRANSPORT_PACKETS = 4;

    private FormatSniffer() {}

    static Container sniff(SourceFile file) {
        long start = Id3Tag.endOfLeadingTags(file);
        Container container = byMagic(file, start);
        if (container != null) {
            return container;
        }
        refuseIfKnown(file, start);
        if (isTransportStream(file, start)) {
            throw file.unsupported("an MPEG transport stream");
        }
        return bySync(file, start);
    }

    private static @Nullable Container byMagic(SourceFile file, long start) {
        for (Map.Entry<String, Container> known : MAGICS.entrySet()) {
            if (file.startsWith(start, known.getKey())) {
                return known.getValue();
            }
        }
        if (file.startsWith(start, "RIFF")
                || file.startsWith(start, "RIFX")
                || file.startsWith(start, "RF64")
                || file.startsWith(start, "BW64")) {
            return riff(file, start);
        }
        if (file.startsWith(start, "FORM")) {
            if (file.startsWith(start + 8, "AIFF") || file.startsWith(start + 8, "AIFC")) {
                return Container.AIFF;
            }
            throw file.unknown("it is an IFF file, but not AIFF");
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

    /** Returns whether the file is a transport stream, which also contains consecutive frames, interleaved with other data. */
    private static boolean isTransportStream(SourceFile file, long start) {
        for (int packet = 0; packet < TRANSPORT_PACKETS; packet++) {
            if (!file.startsWith(start + packet * TRANSPORT_PACKET, "G")) {
                return false;
            }
        }
        return true;
    }

    /** Detects MPEG audio and ADTS, which have no magic number but consecutive frames. */
    private static Container bySync(SourceFile file, long start) {
        if (AdtsFile.firstFrame(file, start) >= 0) {
            return Container.ADTS;
        }
        if (MpegFreeFormat.at(file, start) != null || MpegFile.firstFrame(file, start) != null) {
            return Container.MPEG;
        }
        if (start > 0) {
            throw file.corrupt("there is no audio after its ID3 tag");
        }
        throw file.unknown("its content is in no known format");
    }
}
