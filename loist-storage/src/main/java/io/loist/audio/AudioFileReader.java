package io.loist.audio;

import io.loist.audio.internal.model.Pictures;
import io.loist.audio.internal.model.SourceFile;
import io.loist.audio.internal.read.AudioFileParser;
import io.loist.audio.internal.read.TimeBudget;
import io.loist.ingest.spi.AudioFile;
import io.loist.ingest.spi.AudioReader;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Reads audio files from disk: MP3 (and MPEG layers I and II), AAC, FLAC, Ogg (Vorbis, Opus, FLAC, Speex), MP4 (AAC, ALAC
 * and others), WAV (also RF64, BW64, RIFX and Sony Wave64), AIFF, CAF, Sun audio (AU), Windows Media, Matroska and WebM,
 * Monkey's Audio, WavPack, Musepack, True Audio, DSF and DSDIFF. The content determines the format, never the file's name.
 *
 * <p>Tags of all formats have the same names: those of MusicBrainz Picard, in lower case. All values of a tag are kept. The title of an
 * untagged file is its file name without extension.
 *
 * <p>A file is refused as {@link io.loist.AudioReadException.Reason#CORRUPT} if its headers are damaged or more than a twentieth of its
 * sound is provably missing; smaller damage is a finding. Whatever a file declares, memory use is proportional to its tags and limited to
 * some tens of megabytes, and time is limited by the {@linkplain Builder#timeBudget time budget}. Decoding covers for thumbnails takes
 * 200 MB more at most, outside of the heap too, for all reads of the process together. After a time-out, the daemon thread that reads
 * the file may continue for a while; if eight do, no further read begins until one has ended, or its time is over, too.
 *
 * <p>The audio hash of a file is the SHA-256 of its sound, which does not change with its tags:
 * <ul>
 *   <li>MPEG audio and AAC: all frames, except a first one that only declares their number (Xing, Info, VBRI)
 *   <li>FLAC: all frames; Ogg: the packets after the header packets
 *   <li>MP4: the samples of the first audio track in their order; if it is fragmented, all media data
 *   <li>Matroska and WebM: the blocks of the first audio track
 *   <li>WAV, AIFF, CAF, AU, DSF, DSDIFF: codec, channels, rate and depth, then the samples
 *   <li>Windows Media: the packets of the data object, which include a cover that is stored as a stream
 *   <li>Musepack: the frames or packets of sound; Monkey's Audio, WavPack, True Audio: everything between the tags
 * </ul>
 * Re-encoding changes the hash, even without loss.
 *
 * <p>Files are opened only for reading, and closed when a read returns. Safe for use by several threads.
 */
public final class AudioFileReader implements AudioReader {

    /** The default {@linkplain Builder#timeBudget time budget}: 30 seconds. */
    public static final Duration DEFAULT_TIME_BUDGET = Duration.ofSeconds(30);

    /** The default and maximum {@linkplain Builder#maxArtworkBytes size of a picture}: 16 MiB. */
    public static final int DEFAULT_MAX_ARTWORK_BYTES = Pictures.MAX_BYTES;

    private static final int MIN_THUMBNAIL = 16;
    private static final int MAX_THUMBNAIL = 2_048;

    private final TimeBudget budget;
    private final AudioFileParser parser;

    /** Creates a reader with the default limits, for {@link java.util.ServiceLoader}; other callers use {@link #create}. */
    public AudioFileReader() {
        this(builder());
    }

    private AudioFileReader(Builder builder) {
        this.budget = new TimeBudget(builder.timeBudget);
        this.parser = new AudioFileParser(
                builder.maxArtworkBytes, Collections.unmodifiableSortedSet(new TreeSet<>(builder.thumbnailSizes)));
    }

    /** Returns a reader with the default limits. */
    public static AudioFileReader create() {
        return builder().build();
    }

    /** Creates a builder of a reader. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads a file that is opened and closed for it.
     *
     * <p>If the calling thread is interrupted, the read ends with {@link io.loist.AudioReadException.Reason#UNREADABLE} and the thread
     * stays interrupted.
     *
     * @throws io.loist.AudioReadException if the file cannot be opened, is no audio, or is damaged
     */
    public AudioFile read(Path file) {
        String name = file.toString();
        return budget.spend(name, length -> {
            try (SourceFile source = SourceFile.open(file)) {
                length.accept(source.length());
                return parser.parse(source, name);
            }
        });
    }

    /**
     * {@inheritDoc}
     *
     * <p>If the calling thread is interrupted, or the time is over, the file may be closed.
     */
    @Override
    public AudioFile read(FileChannel file, String name) {
        Objects.requireNonNull(file, "file");
        return budget.spend(name, length -> {
            SourceFile source = SourceFile.of(file, name);
            length.accept(source.length());
            return parser.parse(source, name);
        });
    }

    /** {@inheritDoc} It throws what {@link #read(FileChannel, String)} does. */
    @Override
    public boolean sniff(FileChannel file, String name) {
        return budget.spend(name, length -> parser.sniff(SourceFile.beginning(file, name)));
    }

    /** Builds {@link AudioFileReader}s. Not safe for use by several threads at once. */
    public static final class Builder {

        private Duration timeBudget = DEFAULT_TIME_BUDGET;
        private final SortedSet<Integer> thumbnailSizes = new TreeSet<>();
        private int maxArtworkBytes = DEFAULT_MAX_ARTWORK_BYTES;

        private Builder() {}

        /**
         * Sets the maximum time for reading one file; by default 30 seconds. One second is added for each 16 MiB of the file, because
         * it is read completely for its {@linkplain AudioFile#audioHash audio hash}. A file that takes longer is refused as
         * {@link io.loist.AudioReadException.Reason#OVER_BUDGET}.
         *
         * @throws IllegalArgumentException if {@code timeBudget} is not positive
         */
        public Builder timeBudget(Duration timeBudget) {
            if (timeBudget.isZero() || timeBudget.isNegative()) {
                throw new IllegalArgumentException("timeBudget must be positive, but is " + timeBudget);
            }
            this.timeBudget = timeBudget;
            return this;
        }

        /**
         * Sets the maximum size of a picture in bytes; by default 16 MiB, which is also the highest value. A larger picture is left
         * out with a finding; with 0, all pictures are.
         *
         * @throws IllegalArgumentException if {@code maxArtworkBytes} is negative or above {@link #DEFAULT_MAX_ARTWORK_BYTES}
         */
        public Builder maxArtworkBytes(int maxArtworkBytes) {
            if (maxArtworkBytes < 0 || maxArtworkBytes > DEFAULT_MAX_ARTWORK_BYTES) {
                throw new IllegalArgumentException("maxArtworkBytes must be from 0 to " + DEFAULT_MAX_ARTWORK_BYTES
                        + ", but is " + maxArtworkBytes);
            }
            this.maxArtworkBytes = maxArtworkBytes;
            return this;
        }

        /**
         * Requests thumbnails of each cover, as JPEG, or as PNG if it has transparency; by default none. The EXIF orientation is
         * applied, and covers are never enlarged. What is large is not decoded and gives a finding: baseline JPEG of more than 200
         * million pixels, progressive JPEG of more than 16 million (33 million with the usual subsampling) or 64 scans, GIF and BMP
         * of more than 25 million, and PNG of more than 150 MB uncompressed. So do CMYK JPEG and WebP.
         *
         * @param sizes the lengths of the longest side, from 16 to 2048 pixels; replaces sizes set before
         * @throws IllegalArgumentException if a size is out of range
         */
        public Builder thumbnails(int... sizes) {
            for (int size : sizes) {
                if (size < MIN_THUMBNAIL || size > MAX_THUMBNAIL) {
                    throw new IllegalArgumentException("a thumbnail's size must be from " + MIN_THUMBNAIL + " to "
                            + MAX_THUMBNAIL + " pixels, but is " + size);
                }
            }
            thumbnailSizes.clear();
            for (int size : sizes) {
                thumbnailSizes.add(size);
            }
            return this;
        }

        /** Returns the reader. */
        public AudioFileReader build() {
            return new AudioFileReader(this);
        }
    }
}
