package io.loist.audio.internal.format.mp4;

import io.loist.audio.internal.model.AudioFileBuilder;
import io.loist.audio.internal.model.SourceFile;
import java.nio.ByteBuffer;
import java.util.List;

/** The duration of the audio track of an MP4 file, which several boxes declare. */
final class Mp4Duration {

    private final SourceFile file;
    private final Mp4Box moov;
    private final Mp4Box track;

    Mp4Duration(SourceFile file, Mp4Box moov, Mp4Box track) {
        this.file = file;
        this.moov = moov;
        this.track = track;
    }

    void describe(List<Mp4Box> boxes, AudioFileBuilder builder) {
        Mp4Box header = track.find(file, "mdia", "mdhd");
        long[] media = header == null ? new long[2] : durationAndScale(header);
        long[] edited = edited();
        // The edit excludes the silence that encoders add before and after the sound
        boolean plausible = edited[0] > 0
                && edited[1] > 0
                && media[1] > 0
                && (double) edited[0] / edited[1] <= (double) media[0] / media[1] + 0.001;
        long[] chosen = plausible ? edited : media;
        if (chosen[0] <= 0) {
            chosen = fragments(media[1]);
        }
        if (boxes.stream().anyMatch(box -> box.type().equals("moof"))) {
            // If there are samples outside fragments, too, the declared duration may cover only those
            long inTable = inTable();
            long together = inTable + new Mp4Fragments(file, moov, track).duration(boxes);
            boolean partial = inTable > 0 && together > media[0];
            chosen = chosen[0] <= 0 || partial ? new long[] {together, media[1]} : chosen;
        }
        builder.sound().duration(chosen[0], chosen[1]);
    }

    /** Returns the duration of the track's only edit and the movie's time scale, or zeros. */
    private long[] edited() {
        Mp4Box edits = track.find(file, "edts", "elst");
        ByteBuffer edit = edits == null ? null : edits.start(file, 20);
        Mp4Box film = moov.find(file, "mvhd");
        if (edit == null || film == null || edit.get(0) != 0 || edit.getInt(4) != 1 || edit.getInt(12) < 0) {
            return new long[2];
        }
        return new long[] {edit.getInt(8) & 0xFFFFFFFFL, durationAndScale(film)[1]};
    }

    /** Returns the duration that a fragmented movie declares, if any, in the movie's time scale. */
    private long[] fragments(long mediaScale) {
        Mp4Box header = moov.find(file, "mvex", "mehd");
        Mp4Box film = moov.find(file, "mvhd");
        ByteBuffer numbers = header == null ? null : header.start(file, 8);
        if (header == null || numbers == null || film == null) {
            return new long[] {0, mediaScale};
        }
        ByteBuffer wide = numbers.get(0) == 1 ? header.start(file, 12) : null;
        long duration = wide != null ? wide.getLong(4) : numbers.getInt(4) & 0xFFFFFFFFL;
        return new long[] {duration, durationAndScale(film)[1]};
    }

    private long[] durationAndScale(Mp4Box box) {
        ByteBuffer first = box.start(file, 4);
        boolean wide = first != null && first.get(0) == 1;
        int at = wide ? 20 : 12;
        ByteBuffer numbers = box.start(file, at + (wide ? 12 : 8));
        if (numbers == null) {
            return new long[2];
        }
        long scale = numbers.getInt(at) & 0xFFFFFFFFL;
        long duration = wide ? numbers.getLong(at + 4) : numbers.getInt(at + 4) & 0xFFFFFFFFL;
        return new long[] {duration == 0xFFFFFFFFL ? 0 : duration, scale};
    }

    /** Returns the duration of the samples outside fragments, in the track's time scale. */
    private long inTable() {
        Mp4Box table = track.find(file, "mdia", "minf", "stbl", "stts");
        ByteBuffer header = table == null ? null : table.start(file, 8);
        long sum = 0;
        for (long entry = 0; table != null && header != null && entry < (header.getInt(4) & 0xFFFFFFFFL); entry++) {
            long position = table.body() + 8 + entry * 8;
            if (position + 8 > table.end()) {
                break;
            }
            ByteBuffer numbers = file.at(position, 8);
            sum += (numbers.getInt(0) & 0xFFFFFFFFL) * (numbers.getInt(4) & 0xFFFFFFFFL);
        }
        return sum;
    }
}
