package io.loist.audio.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Writes PNG pictures. */
public final class PngBytes {

    private PngBytes() {}

    /** A grey PNG of any size, all of one shade. */
    public static byte[] png(int width, int height) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) 8)
                .array();
        byte[] row = new byte[width + 1];
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(data)) {
            for (int y = 0; y < height; y++) {
                deflater.write(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return of(header, data.toByteArray());
    }

    /** Returns a picture with the bodies of its IHDR chunk and of one IDAT chunk. */
    static byte[] of(byte[] header, byte[] data) {
        byte[] start = Id3Bytes.concat(Id3Bytes.latin1("\u0089PNG\r\n\u001a\n"), chunk("IHDR", header));
        byte[] end = Id3Bytes.concat(chunk("IDAT", data), chunk("IEND", new byte[0]));
        return Id3Bytes.concat(start, end);
    }

    public static byte[] chunk(String id, byte[] body) {
        byte[] named = Id3Bytes.concat(Id3Bytes.latin1(id), body);
        CRC32 crc = new CRC32();
        crc.update(named);
        return ByteBuffer.allocate(8 + named.length)
                .putInt(body.length)
                .put(named)
                .putInt((int) crc.getValue())
                .array();
    }

    public static byte[] deflated(byte[] bytes) {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(deflated)) {
            deflater.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return deflated.toByteArray();
    }
}
