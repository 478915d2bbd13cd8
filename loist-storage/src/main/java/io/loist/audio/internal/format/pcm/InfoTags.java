package io.loist.audio.internal.format.pcm;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.model.TrackText;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads the texts in the INFO list of a WAV file or in the text chunks of an AIFF file. Their encoding is not declared. */
final class InfoTags {

    private static final int LIST_TYPE = 4;

    private InfoTags() {}

    static void read(SourceFile file, IffChunk list, AudioFileBuilder builder) {
        long end = list.body() + list.present();
        for (IffChunk chunk : IffChunk.list(file, list.body() + LIST_TYPE, ByteOrder.LITTLE_ENDIAN)) {
            if (chunk.body() + chunk.size() > end) {
                break;
            }
            readText(file, chunk, builder);
        }
    }

    static void readText(SourceFile file, IffChunk chunk, AudioFileBuilder builder) {
        ByteBuffer bytes = file.at(chunk.body(), (int) Math.min(chunk.present(), TrackText.MAX_VALUE_BYTES));
        builder.tags().add(chunk.id(), TrackText.decoded(bytes));
    }
}
