package io.loist.audio.internal.format.matroska;

import io.loist.audio.internal.model.AudioDigest;
import io.loist.audio.internal.model.SourceFile;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The blocks of a Matroska file's audio track, in clusters of known or unknown length. For one file and one thread. */
final class MatroskaSound {

    private static final int CLUSTER = 0x1F43B675;
    private static final int BLOCK_GROUP = 0xA0;
    private static final int BLOCK = 0xA1;
    private static final int SIMPLE_BLOCK = 0xA3;
    private static final int TIME_AND_FLAGS = 3;
    private static final int MAX_ELEMENTS = 50_000_000;

    private final SourceFile file;
    private long track;
    private long bytes;
    private long start;
    private long end;

    MatroskaSound(SourceFile file) {
        this.file = file;
    }

    void track(long number) {
        track = number;
    }

    long bytes() {
        return bytes;
    }

    long end() {
        return end;
    }

    /** Visits the elements of the segment other than sound, counts the sound, and returns whether the segment is intact. */
    boolean walk(Ebml segment, Consumer<Ebml> others) {
        start = segment.body();
        end = Math.min(segment.end(), file.length());
        return walk(element -> {
            long block = block(element);
            if (block >= 0) {
                bytes += element.end() - block;
            } else if (element.id() != BLOCK && element.id() != SIMPLE_BLOCK) {
                others.accept(element);
            }
        });
    }

    void addTo(AudioDigest digest) {
        walk(element -> {
            long block = block(element);
            if (block >= 0) {
                digest.add(block, element.end());
            }
        });
    }

    /** Visits a cluster's elements as if they followed it, because a cluster need not declare its end. */
    private boolean walk(Consumer<Ebml> visitor) {
        long position = start;
        for (int count = 0; count < MAX_ELEMENTS && position < end; count++) {
            @Nullable Ebml element = Ebml.at(file, position);
            if (element == null) {
                end = position;
                return false;
            }
            boolean open = element.id() == CLUSTER || element.id() == BLOCK_GROUP;
            if (!open) {
                visitor.accept(element);
            }
            position = open ? element.body() : element.end();
        }
        return true;
    }

    /** Returns the start of the sound in the element, or -1 if it is not a complete block of the track. */
    private long block(Ebml element) {
        boolean block = element.id() == BLOCK || element.id() == SIMPLE_BLOCK;
        if (!block || element.end() > file.length() || element.end() - element.body() < 1 + TIME_AND_FLAGS) {
            return -1;
        }
        int first = file.unsignedByte(element.body());
        int numberLength = Integer.numberOfLeadingZeros(first) - 23;
        boolean ours = numberLength == 1 && (first & 0x7F) == track;
        return ours ? element.body() + numberLength + TIME_AND_FLAGS : -1;
    }
}
