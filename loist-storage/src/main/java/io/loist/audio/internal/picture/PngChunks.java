package io.loist.audio.internal.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The chunks of a PNG. Only a few belong to the image; others may contain compressed text or colour profiles. */
public final class PngChunks {

    private static final int SIGNATURE = 8;
    private static final int AROUND = 12;
    private static final Set<String> PICTURE = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

    private PngChunks() {}

    /** Returns the PNG with only its image chunks. */
    public static byte[] plain(byte[] png) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(png.length);
        ByteBuffer bytes = ByteBuffer.wrap(png);
        plain.write(png, 0, SIGNATURE);
        int position = SIGNATURE;
        while (png.length - position >= AROUND) {
            int length = bytes.getInt(position);
            if (length < 0 || length > png.length - position - AROUND) {
                break;
            }
            if (PICTURE.contains(new String(png, position + 4, 4, StandardCharsets.ISO_8859_1))) {
                plain.write(png, position, length + AROUND);
            }
            position += length + AROUND;
        }
        return plain.toByteArray();
    }
}
