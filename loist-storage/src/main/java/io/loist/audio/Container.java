package io.loist.audio;

/** The kinds of file that can be read, each with the class that knows its layout. */
enum Container {
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
    void read(SourceFile file, Reading reading) {
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
