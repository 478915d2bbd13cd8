package io.loist.audio.internal.model;

import io.loist.audio.internal.picture.ImageSize;
import io.loist.audio.internal.picture.ImageType;
import io.loist.ingest.spi.Artwork;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The pictures of a file, of which one becomes its cover: a front cover first, then one of no stated kind, then any. */
public final class Pictures {

    /** What ID3 and FLAC call a front cover. */
    public static final int FRONT_COVER = 3;

    /** The maximum size of a picture, whatever a caller allows: 16 MiB. */
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    private static final int OTHER = 0;

    private final AudioFileBuilder builder;
    private final int maxBytes;
    private byte @Nullable [] best;
    private int bestRank = Integer.MAX_VALUE;

    Pictures(AudioFileBuilder builder, int maxBytes) {
        this.builder = builder;
        this.maxBytes = maxBytes;
    }

    /** Whether a picture of so many bytes is taken; if not, there is a finding, and nobody need read it. */
    public boolean takes(long size) {
        if (size <= maxBytes) {
            return true;
        }
        builder.finding("A picture of " + size + " bytes was left out; the most taken is " + maxBytes + " bytes.");
        return false;
    }

    public void add(int kind, byte[] bytes) {
        if (!takes(bytes.length)) {
            return;
        }
        ImageType type = ImageType.of(bytes);
        if (type == null) {
            builder.finding(
                    "A picture of " + bytes.length + " bytes was left out: it is no JPEG, PNG, GIF, WebP or BMP.");
            return;
        }
        ImageSize size = ImageSize.of(bytes, type);
        if (size != null && !size.isTaken()) {
            builder.finding("A picture of " + size.width() + " by " + size.height()
                    + " pixels was left out; the most taken is " + ImageSize.MAX_PIXELS + " in all and "
                    + ImageSize.MAX_SIDE + " on a side.");
            return;
        }
        int rank = kind == FRONT_COVER ? 0 : kind == OTHER ? 1 : 2;
        if (rank < bestRank) {
            best = Arrays.copyOf(bytes, bytes.length);
            bestRank = rank;
        }
    }

    @Nullable
    public Artwork cover() {
        if (best == null) {
            return null;
        }
        ImageType type = ImageType.of(best);
        return type == null ? null : new Artwork(type.contentType(), type.extension(), best);
    }
}
