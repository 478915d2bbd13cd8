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
import java.util.function.BiConsumer;

/** The file formats, each with the class that reads it. */
@SuppressWarnings("ImmutableEnumChecker") // method references have no state
enum Container {
    MPEG(MpegFile::read),
    ADTS(AdtsFile::read),
    FLAC(FlacFile::read),
    OGG(OggFile::read),
    MP4(Mp4File::read),
    WAVE(WaveFile::read),
    WAVE64(WaveFile::readWave64),
    AIFF(AiffFile::read),
    ASF(AsfFile::read),
    DSF(DsfFile::read),
    DSDIFF(DsdiffFile::read),
    MONKEY(MonkeyFile::read),
    WAVPACK(WavPackFile::read),
    MUSEPACK(MusepackFile::read),
    TTA(TtaFile::read),
    MATROSKA(MatroskaFile::read),
    AU(AuFile::read),
    CAF(CafFile::read);

    @SuppressWarnings("ImmutableEnumChecker") // a reference to a static method
    private final BiConsumer<SourceFile, AudioFileBuilder> reader;

    Container(BiConsumer<SourceFile, AudioFileBuilder> reader) {
        this.reader = reader;
    }

    /** Adds the file's content to the builder. */
    void read(SourceFile file, AudioFileBuilder builder) {
        reader.accept(file, builder);
    }
}
