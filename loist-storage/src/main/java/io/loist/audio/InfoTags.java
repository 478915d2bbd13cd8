package io.loist.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Text in the INFO list of a WAV, or in a text chunk of an AIFF: of no stated encoding. */
final class InfoTags {

    private static final int LIST_TYPE = 4;

    private InfoTags() {}

    static void read(SourceFile file, IffChunk list, Reading reading) {
        long end = list.body() + list.present();
        for (IffChunk chunk : IffChunk.list(file, list.body() + LIST_TYPE, ByteOrder.LITTLE_ENDIAN)) {
            if (chunk.body() + chunk.size() > end) {
                break;
            }
            readText(file, chunk, reading);
        }
    }

    static void readText(SourceFile file, IffChunk chunk, Reading reading) {
        ByteBuffer bytes = file.at(chunk.body(), (int) Math.min(chunk.present(), TrackText.MAX_VALUE_BYTES));
        reading.tags().add(chunk.id(), TrackText.decoded(bytes));
    }
}
