package io.loist.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystems;
import java.util.Iterator;
import org.jaudiotagger.audio.AudioHeader;
import org.jaudiotagger.audio.asf.AsfFileReader;
import org.jaudiotagger.audio.exceptions.CannotReadException;
import org.jaudiotagger.audio.exceptions.InvalidAudioFrameException;
import org.jaudiotagger.audio.exceptions.ReadOnlyFileException;
import org.jaudiotagger.tag.Tag;
import org.jaudiotagger.tag.TagException;
import org.jaudiotagger.tag.TagField;
import org.jaudiotagger.tag.TagTextField;
import org.jaudiotagger.tag.asf.AsfTagCoverField;

/** Windows Media audio. The objects of its header are checked, then jaudiotagger reads them. */
final class AsfFile {

    static final String HEADER_GUID = "0&\u00b2u\u008ef\u00cf\u0011\u00a6\u00d9\u0000\u00aa\u0000b\u00cel";

    private static final int GUID = 16;
    private static final int OBJECT_HEADER = GUID + 8;
    private static final int HEADER_OBJECT = 30;
    private static final int DATA_HEADER = 50;
    private static final int MAX_OBJECTS = 1_000;

    private AsfFile() {}

    static void read(SourceFile file, Reading reading) {
        reading.is("wma", "audio/x-ms-wma", "wma");
        checkObjects(file);
        if (!file.path().getFileSystem().equals(FileSystems.getDefault())) {
            throw file.unsupported("Windows Media outside of the default file system");
        }
        Id3FrameBody.silenceJaudiotagger();
        try {
            var audio = new AsfFileReader().read(file.path().toFile());
            describe(audio.getAudioHeader(), file, reading);
            readTags(audio.getTag(), reading);
            long packets = size(file, 0) + DATA_HEADER;
            reading.soundIn(packets, packets - DATA_HEADER + dataSize(file));
        } catch (CannotReadException
                | IOException
                | TagException
                | ReadOnlyFileException
                | InvalidAudioFrameException
                | AssertionError e) {
            throw file.corrupt("its Windows Media header makes no sense", e);
        }
    }

    /** The header and what is in it must not claim more than there is: jaudiotagger would allocate it. */
    private static void checkObjects(SourceFile file) {
        if (!file.has(0, HEADER_OBJECT)) {
            throw file.corrupt("it ends in its Windows Media header");
        }
        long end = size(file, 0);
        if (end < HEADER_OBJECT || end > file.length()) {
            throw file.corrupt("its Windows Media header claims " + end + " bytes, which cannot be");
        }
        if (end > Id3Tag.MAX_BYTES) {
            throw file.overBudget("its Windows Media header has " + end + " bytes");
        }
        long position = HEADER_OBJECT;
        for (int count = 0; position < end; count++) {
            long size = end - position < OBJECT_HEADER ? -1 : size(file, position);
            if (count == MAX_OBJECTS || size < OBJECT_HEADER || size > end - position) {
                throw file.corrupt("an object in its Windows Media header claims " + size + " bytes, which cannot be");
            }
            position += size;
        }
    }

    /** The object behind the header holds the sound in packets; if it does not say how long it is, it is the rest. */
    private static long dataSize(SourceFile file) {
        long start = size(file, 0);
        long declared = file.has(start, OBJECT_HEADER) ? size(file, start) : 0;
        return declared > DATA_HEADER && declared <= file.length() - start ? declared : file.length() - start;
    }

    private static long size(SourceFile file, long position) {
        ByteBuffer header = file.at(position, OBJECT_HEADER).order(ByteOrder.LITTLE_ENDIAN);
        return header.getLong(GUID);
    }

    private static void describe(AudioHeader header, SourceFile file, Reading reading) {
        SoundProperties sound = reading.sound();
        sound.codec(header.isLossless() ? "wma-lossless" : "wma");
        sound.channels(channels(header.getChannels()));
        sound.sampleRate(header.getSampleRateAsNumber());
        if (header.isLossless()) {
            sound.bitDepth(header.getBitsPerSample());
        }
        sound.duration(Math.round(header.getPreciseTrackLength() * 1000), 1000);
        long kilobits = header.getBitRateAsNumber();
        if (kilobits > 0) {
            sound.bitrate(kilobits * 1000);
        } else {
            sound.bitrateOf(file.length());
        }
    }

    private static int channels(String text) {
        return switch (text) {
            case "Mono" -> 1;
            case "Stereo", "Joint Stereo" -> 2;
            default -> text.matches("\\d{1,3}") ? Integer.parseInt(text) : 0;
        };
    }

    private static void readTags(Tag tag, Reading reading) {
        Iterator<TagField> fields = tag.getFields();
        while (fields.hasNext()) {
            TagField field = fields.next();
            if (field instanceof AsfTagCoverField cover) {
                reading.pictures().add(cover.getPictureType(), cover.getRawImageData());
            } else if (field instanceof TagTextField text) {
                reading.tags().add(text.getId(), text.getContent());
            }
        }
    }
}
