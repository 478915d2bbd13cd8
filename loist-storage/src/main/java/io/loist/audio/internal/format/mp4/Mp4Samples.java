package io.loist.audio.internal.format.mp4;

import io.loist.audio.internal.model.AudioDigest;
import io.loist.audio.internal.model.SourceFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The position of an MP4 track's sound according to its tables: chunks of samples, in any order, interleaved with other tracks. Growing
 * tags move the chunks but do not change their content.
 */
final class Mp4Samples {

    private static final int TABLE_HEADER = 8;

    private final SourceFile file;
    private final Mp4Box table;
    private final List<Mp4Box> all;

    /**
     * Creates the samples of a track.
     *
     * @param table the track's table of samples
     * @param all the boxes of the file; if it is fragmented, the table does not cover the sound, and all media data counts as sound
     */
    Mp4Samples(SourceFile file, Mp4Box table, List<Mp4Box> all) {
        this.file = file;
        this.table = table;
        this.all = all;
    }

    void addTo(AudioDigest digest) {
        if (!addChunks(digest)) {
            for (Mp4Box box : all) {
                if (box.type().equals("mdat")) {
                    digest.add(box.body(), box.end());
                }
            }
        }
    }

    private boolean addChunks(AudioDigest digest) {
        Mp4Box wide = table.find(file, "co64");
        Mp4Box offsets = wide == null ? table.find(file, "stco") : wide;
        Mp4Box sizes = table.find(file, "stsz");
        Mp4Box runs = table.find(file, "stsc");
        long chunks = offsets == null ? 0 : entries(offsets, TABLE_HEADER, wide == null ? 4 : 8);
        long runCount = runs == null ? 0 : entries(runs, TABLE_HEADER, 12);
        long equalSize = sizes == null || sizes.length() < 12 ? 0 : number(sizes.body() + 4);
        long sampleCount = sizes == null ? 0 : equalSize > 0 ? Long.MAX_VALUE : entries(sizes, TABLE_HEADER + 4, 4);
        // QuickTime declares one frame of raw samples as a sample of one byte
        if (offsets == null
                || sizes == null
                || runs == null
                || chunks * runCount * sampleCount == 0
                || equalSize == 1) {
            return false;
        }
        long run = 0;
        long sample = 0;
        for (long chunk = 0; chunk < chunks; chunk++) {
            while (run + 1 < runCount && number(runs.body() + TABLE_HEADER + (run + 1) * 12) <= chunk + 1) {
                run++;
            }
            long samples = Math.min(number(runs.body() + TABLE_HEADER + run * 12 + 4), sampleCount - sample);
            long length = equalSize * samples;
            for (long i = 0; equalSize == 0 && i < samples; i++) {
                length += number(sizes.body() + TABLE_HEADER + 4 + (sample + i) * 4);
            }
            sample += samples;
            long at = offsets.body() + TABLE_HEADER + chunk * (wide == null ? 4 : 8);
            long offset = wide == null ? number(at) : file.at(at, 8).getLong();
            digest.add(offset, length > Long.MAX_VALUE - Math.max(0, offset) ? Long.MAX_VALUE : offset + length);
        }
        return true;
    }

    /** Returns the number of entries of the table, limited by its size. */
    private long entries(@Nullable Mp4Box box, int header, int entryLength) {
        if (box == null || box.length() < header) {
            return 0;
        }
        return Math.min(number(box.body() + header - 4), (box.length() - header) / entryLength);
    }

    private long number(long position) {
        return file.at(position, 4).getInt() & 0xFFFFFFFFL;
    }
}
