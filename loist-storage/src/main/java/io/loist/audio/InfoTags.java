package io.loist.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Text in the INFO list of a WAV, or in a text chunk of an AIFF: of no stated encoding. */
final class InfoTags {

    private static final int LIST_TYPE = 4;
    private static final Charset WINDOWS = Charset.forName("windows-1252");

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
        reading.tags().add(chunk.id(), decoded(bytes));
    }

    /** UTF-8 where the bytes are that, otherwise what Windows programs mean. */
    private static String decoded(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString();
        } catch (CharacterCodingException e) {
            return WINDOWS.decode(bytes).toString();
        }
    }
}
