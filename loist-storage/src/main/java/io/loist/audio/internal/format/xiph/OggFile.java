package io.loist.audio.internal.format.xiph;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.tag.Id3Tag;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Reads Ogg files (Vorbis, Opus, FLAC, Speex): pages of one or more streams. Only the first audio stream is described. */
public final class OggFile {

    private static final int MAX_STREAMS = 64;
    private static final int MAX_HEADER_PAGES = 100_000;

    /** A page has at most 65,307 bytes, so the last complete page starts within this distance of the end. */
    private static final int TAIL = 160 * 1024;

    private OggFile() {}

    public static void read(SourceFile file, AudioFileBuilder builder) {
        long start = Id3Tag.endOfLeadingTags(file);
        long position = start;
        for (int streams = 0; streams < MAX_STREAMS; streams++) {
            OggPage page = OggPage.at(file, position);
            if (page == null || !page.first()) {
                break;
            }
            OggCodec codec = OggCodec.of(file, page);
            if (codec != null) {
                readStream(file, page, codec, builder);
                return;
            }
            position = page.end();
        }
        throw position == start
                ? file.corrupt("its first Ogg page is damaged")
                : file.unknown("none of its Ogg streams is audio");
    }

    private static void readStream(SourceFile file, OggPage page, OggCodec codec, AudioFileBuilder builder) {
        int headerLength = (int) Math.min(page.end() - page.body(), OggCodec.LONGEST_HEADER);
        codec.describe(file, file.bytes(page.body(), headerLength), builder);
        long soundStart = readComments(file, page, codec, builder);
        builder.soundIn(new OggSound(file, page.position())::addTo);
        long last = lastGranule(file, soundStart, page.serial());
        if (last < 0) {
            builder.finding("The duration is unknown: the last Ogg page is missing or belongs to another stream.");
            return;
        }
        codec.describeLength(last, builder);
        builder.sound().bitrateOf(file.length() - soundStart);
    }

    /** Reads the second packet of the stream, which may span pages, and returns the start of the next page. */
    private static long readComments(SourceFile file, OggPage first, OggCodec codec, AudioFileBuilder builder) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        long position = first.end();
        for (int pages = 0; pages < MAX_HEADER_PAGES; pages++) {
            OggPage page = OggPage.at(file, position);
            if (page == null) {
                throw file.corrupt("it ends within its Ogg headers");
            }
            position = page.end();
            if (page.serial() == first.serial() && append(file, page, packet)) {
                codec.readComments(ByteBuffer.wrap(packet.toByteArray()), file, builder);
                return position;
            }
            if (packet.size() > Id3Tag.MAX_BYTES) {
                builder.finding(
                        "The Vorbis comments were left out: they have more than " + Id3Tag.MAX_BYTES + " bytes.");
                return position;
            }
        }
        throw file.corrupt("its Ogg headers do not end");
    }

    /** Appends the page's first packet, and returns whether it ends on this page. */
    private static boolean append(SourceFile file, OggPage page, ByteArrayOutputStream packet) {
        int length = 0;
        boolean ended = false;
        for (int segment : page.segments()) {
            length += segment;
            if (segment < 255) {
                ended = true;
                break;
            }
        }
        packet.writeBytes(file.bytes(page.body(), length));
        return ended;
    }

    private static long lastGranule(SourceFile file, long from, int serial) {
        long start = Math.max(from, file.length() - TAIL);
        for (long position = file.length() - OggPage.HEADER; position >= start; position--) {
            OggPage page = file.unsignedByte(position) == 'O' ? OggPage.at(file, position) : null;
            if (page != null && page.serial() == serial && page.granule() >= 0) {
                return page.granule();
            }
        }
        return -1;
    }
}
