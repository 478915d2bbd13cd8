package io.loist.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loist.AudioReadException;
import io.loist.AudioReadException.Reason;
import io.loist.ingest.spi.Artwork;
import io.loist.ingest.spi.AudioFile;
import io.loist.internal.ChannelInputStream;
import io.loist.internal.Checksums;
import io.loist.track.AudioProperties;
import io.loist.track.TrackMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Audio of a made-up format: a line of words, then anything. A song without a cover is {@code SONG title sound}, one with a cover
 * {@code SONG title sound cover}. Its audio hash is that of its sound, or unknown for {@code -}.
 */
final class Song {

    private static final int LINE = 200;

    private Song() {}

    static byte[] of(String title, String sound) {
        return ("SONG " + title + " " + sound + "\n").getBytes(UTF_8);
    }

    static byte[] of(String title) {
        return of(title, "sound-of-" + title);
    }

    static byte[] withCover(String title) {
        return ("SONG " + title + " sound-of-" + title + " cover\n").getBytes(UTF_8);
    }

    /** Returns a song with more bytes than are compared in memory. */
    static byte[] large(String title) {
        return Arrays.copyOf(of(title), 1024 * 1024 + 1);
    }

    /** Reads a file, with two thumbnails of its cover if it has one. */
    static AudioFile read(FileChannel file, String name) {
        String[] words = firstLine(file).split(" ", -1);
        if (!words[0].equals("SONG")) {
            throw new AudioReadException(Reason.UNKNOWN_FORMAT, name, name + " is not a song", null);
        }
        boolean cover = words.length > 3;
        SortedMap<Integer, Artwork> thumbnails = new TreeMap<>();
        if (cover) {
            thumbnails.put(64, picture("64 " + words[1]));
            thumbnails.put(300, picture("300 " + words[1]));
        }
        return new AudioFile(
                TrackMetadata.builder(words[1]).build(),
                AudioProperties.builder("song").build(),
                "audio/song",
                "song",
                cover ? picture("cover of " + words[1]) : null,
                thumbnails,
                words[2].equals("-") ? null : Checksums.sha256(words[2].getBytes(UTF_8)),
                List.of());
    }

    private static String firstLine(FileChannel file) {
        try {
            return new String(new ChannelInputStream(file).readNBytes(LINE), UTF_8).split("\n", 2)[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Artwork picture(String content) {
        return new Artwork("image/png", "png", content.getBytes(UTF_8));
    }
}
