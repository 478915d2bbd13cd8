package io.loist.audio.internal.format.xiph;

import io.loist.audio.internal.model.AudioDigest;
import io.loist.audio.internal.model.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * The packets of sound in an Ogg file, without the header packets of its streams. Tag editors may renumber and split pages differently,
 * which does not change packets. For one file and one thread.
 */
final class OggSound {

    private static final int FLAC_SYNC = 0xFF;

    private final SourceFile file;
    private final long start;
    private int serial;
    private @Nullable OggCodec codec;
    private int packet;

    OggSound(SourceFile file, long start) {
        this.file = file;
        this.start = start;
    }

    /** Adds the packets of the first stream and of the streams chained after it, as in recorded radio. */
    void addTo(AudioDigest digest) {
        OggPage page = OggPage.at(file, start);
        while (page != null) {
            if (page.first()) {
                OggCodec found = codec != null && page.serial() == serial ? null : OggCodec.of(file, page);
                codec = found == null ? codec : found;
                serial = found == null ? serial : page.serial();
                packet = found == null ? packet : 0;
            }
            if (codec != null && page.serial() == serial) {
                add(page, codec, digest);
            }
            page = OggPage.at(file, page.end());
        }
    }

    private void add(OggPage page, OggCodec of, AudioDigest digest) {
        long position = page.body();
        if (packet < of.headerPackets()) {
            for (int segment : page.segments()) {
                if (packet >= of.headerPackets()) {
                    break;
                }
                position += segment;
                packet += segment < 255 ? 1 : 0;
            }
        }
        // FLAC has any number of headers; only its frames start with a sync code
        if (of.hasMoreHeaders() && packet == of.headerPackets() && position < page.end()) {
            if (file.unsignedByte(position) != FLAC_SYNC) {
                return;
            }
            packet++;
        }
        digest.add(position, page.end());
    }
}
