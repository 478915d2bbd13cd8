package io.loist.audio.testing;

import io.loist.audio.internal.format.xiph.OggPage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes an Ogg file anew with another comment, each packet on pages of its own, as a tagging program may. */
public final class OggBytes {

    private static final int MOST_SEGMENTS = 255;

    private OggBytes() {}

    private static final class Packet {

        private final byte[] bytes;
        private final long granule;

        Packet(byte[] bytes, long granule) {
            this.bytes = bytes;
            this.granule = granule;
        }
    }

    public static byte[] retagged(byte[] ogg, String comment) {
        List<Packet> packets = packets(ogg);
        int serial = little(ogg).getInt(14);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        int sequence = 0;
        for (int i = 0; i < packets.size(); i++) {
            Packet packet = packets.get(i);
            byte[] bytes = i == 1 ? comments(packet.bytes, comment) : packet.bytes;
            for (int done = 0; done <= bytes.length; done += MOST_SEGMENTS * 255) {
                int length = Math.min(bytes.length - done, MOST_SEGMENTS * 255);
                byte[] part = java.util.Arrays.copyOfRange(bytes, done, done + length);
                int flags = (done > 0 ? 1 : 0) | (i == 0 ? 2 : 0);
                file.writeBytes(page(part, flags, packet.granule, serial, sequence++));
            }
        }
        return file.toByteArray();
    }

    /** The packets of the first stream; those that end on one page share its granule, which is enough here. */
    private static List<Packet> packets(byte[] ogg) {
        List<Packet> packets = new ArrayList<>();
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        ByteBuffer bytes = little(ogg);
        int position = 0;
        while (position < ogg.length) {
            int segments = ogg[position + 26] & 0xFF;
            int body = position + OggPage.HEADER + segments;
            for (int i = 0; i < segments; i++) {
                int length = ogg[position + OggPage.HEADER + i] & 0xFF;
                packet.write(ogg, body, length);
                body += length;
                if (length < 255) {
                    packets.add(new Packet(packet.toByteArray(), bytes.getLong(position + 6)));
                    packet.reset();
                }
            }
            position = body;
        }
        return packets;
    }

    private static byte[] comments(byte[] packet, String comment) {
        String start = new String(packet, 0, Math.min(8, packet.length), StandardCharsets.ISO_8859_1);
        int header = start.startsWith("OpusTags")
                ? 8
                : start.startsWith("\u0003vorbis") ? 7 : (packet[0] & 0x7F) == 4 ? 4 : 0;
        byte[] text = comment.getBytes(StandardCharsets.UTF_8);
        ByteBuffer result = ByteBuffer.allocate(header + 12 + text.length + 1).order(ByteOrder.LITTLE_ENDIAN);
        result.put(packet, 0, header)
                .putInt(0)
                .putInt(1)
                .putInt(text.length)
                .put(text)
                .put((byte) 1);
        return result.array();
    }

    private static byte[] page(byte[] part, int flags, long granule, int serial, int sequence) {
        boolean goesOn = part.length == MOST_SEGMENTS * 255;
        int segments = part.length / 255 + (goesOn ? 0 : 1);
        ByteBuffer page =
                ByteBuffer.allocate(OggPage.HEADER + segments + part.length).order(ByteOrder.LITTLE_ENDIAN);
        page.put(Id3Bytes.latin1("OggS")).put((byte) 0).put((byte) flags).putLong(granule);
        page.putInt(serial).putInt(sequence).putInt(0).put((byte) segments);
        for (int i = 0; i < segments; i++) {
            page.put((byte) Math.min(255, part.length - 255 * i));
        }
        return page.put(part).array();
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
