package io.loist.audio.internal.model;

import io.loist.audio.internal.picture.ImageSize;
import io.loist.audio.internal.picture.ImageType;
import io.loist.ingest.spi.Artwork;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Selects the cover among a file's pictures: preferably a front cover, then a picture of no declared kind, then any other. */
public final class Pictures {

    /** The number of a front cover in ID3 and FLAC. */
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

    /** Returns whether a picture of this size is accepted. If not, adds a finding, and the picture need not be read. */
    public boolean takes(long size) {
        if (size <= maxBytes) {
            return true;
        }
        builder.finding("A picture of " + size + " bytes was left out; the maximum is " + maxBytes + " bytes.");
        return false;
    }

    public void add(int kind, byte[] bytes) {
        if (!takes(bytes.length)) {
            return;
        }
        ImageType type = ImageType.of(bytes);
        if (type == null) {
            builder.finding(
                    "A picture of " + bytes.length + " bytes was left out: it is not a JPEG, PNG, GIF, WebP or BMP.");
            return;
        }
        ImageSize size = ImageSize.of(bytes, type);
        if (size != null && !size.isTaken()) {
            builder.finding("A picture of " + size.width() + " by " + size.height()
                    + " pixels was left out; the maximum is " + ImageSize.MAX_PIXELS + " in total and "
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
