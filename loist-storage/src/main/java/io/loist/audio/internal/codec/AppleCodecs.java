package io.loist.audio.internal.codec;

import java.util.Map;

/** Names of the four-character codec codes of Apple's formats: MP4, QuickTime, CAF and AIFC. */
public final class AppleCodecs {

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("mp4a", "aac"),
            Map.entry("aac ", "aac"),
            Map.entry("fLaC", "flac"),
            Map.entry("Opus", "opus"),
            Map.entry("ac-3", "ac3"),
            Map.entry("ec-3", "eac3"),
            Map.entry("ac-4", "ac4"),
            Map.entry("mlpa", "truehd"),
            Map.entry("dtsc", "dts"),
            Map.entry("dtsh", "dts"),
            Map.entry("dtsl", "dts"),
            Map.entry("dtse", "dts"),
            Map.entry("dtsx", "dts"),
            Map.entry("mha1", "mpegh"),
            Map.entry("mhm1", "mpegh"),
            Map.entry("samr", "amr-nb"),
            Map.entry("sawb", "amr-wb"),
            Map.entry(".mp1", "mp1"),
            Map.entry(".mp2", "mp2"),
            Map.entry(".mp3", "mp3"),
            Map.entry("ulaw", "mulaw"),
            Map.entry("raw ", "pcm"),
            Map.entry("NONE", "pcm"),
            Map.entry("none", "pcm"),
            Map.entry("FL32", "pcm-float"),
            Map.entry("FL64", "pcm-float"),
            Map.entry("ULAW", "mulaw"),
            Map.entry("sowt", "pcm"),
            Map.entry("twos", "pcm"),
            Map.entry("lpcm", "pcm"),
            Map.entry("in24", "pcm"),
            Map.entry("in32", "pcm"),
            Map.entry("ipcm", "pcm"),
            Map.entry("fpcm", "pcm-float"),
            Map.entry("fl32", "pcm-float"),
            Map.entry("fl64", "pcm-float"));

    private AppleCodecs() {}

    /** Returns the codec's name; the code itself if it is unknown. */
    public static String named(String code) {
        return NAMES.getOrDefault(code, code);
    }

    /** Returns the name of the codec with an object type in an elementary stream descriptor; AAC by default. */
    public static String ofStream(int objectType) {
        return switch (objectType) {
            case 0x69, 0x6B -> "mp3";
            case 0xA5 -> "ac3";
            case 0xA6 -> "eac3";
            case 0xA9, 0xAA, 0xAB, 0xAC -> "dts";
            case 0xAD -> "opus";
            case 0xDD -> "vorbis";
            default -> "aac";
        };
    }
}
