package io.loist.audio.internal.tag;

import io.loist.audio.internal.format.pcm.IffChunk;
import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.SourceFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Text in the INFO list of a WAV, or in a text chunk of an AIFF: of no stated encoding. */
public final class InfoTags {

    private static final int LIST_TYPE = 4;

    private InfoTags() {}

    public static void read(SourceFile file, IffChunk list, AudioFileBuilder reading) {
        long end = list.body() + list.present();
        for (IffChunk chunk : IffChunk.list(file, list.body() + LIST_TYPE, ByteOrder.LITTLE_ENDIAN)) {
            if (chunk.body() + chunk.size() > end) {
                break;
            }
            readText(file, chunk, reading);
        }
    }

    public static void readText(SourceFile file, IffChunk chunk, AudioFileBuilder reading) {
        ByteBuffer bytes = file.at(chunk.body(), (int) Math.min(chunk.present(), TrackText.MAX_VALUE_BYTES));
        reading.tags().add(chunk.id(), TrackText.decoded(bytes));
    }
}
