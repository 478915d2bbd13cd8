package io.loist.audio.internal.read;

import io.loist.audio.internal.format.asf.AsfFile;
import io.loist.audio.internal.format.matroska.MatroskaFile;
import io.loist.audio.internal.format.mp4.Mp4File;
import io.loist.audio.internal.format.mpeg.AdtsFile;
import io.loist.audio.internal.format.mpeg.MpegFile;
import io.loist.audio.internal.format.other.DsdiffFile;
import io.loist.audio.internal.format.other.DsfFile;
import io.loist.audio.internal.format.other.MonkeyFile;
import io.loist.audio.internal.format.other.MusepackFile;
import io.loist.audio.internal.format.other.TtaFile;
import io.loist.audio.internal.format.other.WavPackFile;
import io.loist.audio.internal.format.pcm.AiffFile;
import io.loist.audio.internal.format.pcm.AuFile;
import io.loist.audio.internal.format.pcm.CafFile;
import io.loist.audio.internal.format.pcm.WaveFile;
import io.loist.audio.internal.format.xiph.FlacFile;
import io.loist.audio.internal.format.xiph.OggFile;
import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.SourceFile;

/** The kinds of file that can be read, each with the class that knows its layout. */
public enum Container {
    MPEG,
    ADTS,
    FLAC,
    OGG,
    MP4,
    WAVE,
    WAVE64,
    AIFF,
    ASF,
    DSF,
    DSDIFF,
    MONKEY,
    WAVPACK,
    MUSEPACK,
    TTA,
    MATROSKA,
    AU,
    CAF;

    /** Reads what the file says of itself into the reading. */
    public void read(SourceFile file, AudioFileBuilder reading) {
        switch (this) {
            case MPEG -> MpegFile.read(file, reading);
            case ADTS -> AdtsFile.read(file, reading);
            case FLAC -> FlacFile.read(file, reading);
            case OGG -> OggFile.read(file, reading);
            case MP4 -> Mp4File.read(file, reading);
            case WAVE -> WaveFile.read(file, reading);
            case WAVE64 -> WaveFile.readWave64(file, reading);
            case AIFF -> AiffFile.read(file, reading);
            case ASF -> AsfFile.read(file, reading);
            case DSF -> DsfFile.read(file, reading);
            case DSDIFF -> DsdiffFile.read(file, reading);
            case MONKEY -> MonkeyFile.read(file, reading);
            case WAVPACK -> WavPackFile.read(file, reading);
            case MUSEPACK -> MusepackFile.read(file, reading);
            case TTA -> TtaFile.read(file, reading);
            case MATROSKA -> MatroskaFile.read(file, reading);
            case AU -> AuFile.read(file, reading);
            case CAF -> CafFile.read(file, reading);
        }
    }
}
