package io.loist.audio;

import io.loist.audio.internal.model.Pictures;
import io.loist.audio.internal.read.AudioFileParser;
import io.loist.audio.internal.read.TimeBudget;
import io.loist.ingest.spi.AudioFile;
import io.loist.ingest.spi.AudioReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Reads audio files from disk: MP3 (and MPEG layers I and II), AAC, FLAC, Ogg (Vorbis, Opus, FLAC, Speex), MP4 (AAC, ALAC
 * and others), WAV (also RF64, BW64, RIFX and Sony Wave64), AIFF, CAF, Sun audio (AU), Windows Media, Matroska and WebM,
 * Monkey's Audio, WavPack, Musepack, True Audio, DSF and DSDIFF. The content decides the format, never the file's name.
 *
 * <p>Tags come under one vocabulary whatever the format: the names that MusicBrainz Picard gives them, in lower case. All
 * values of a tag are kept. An untagged file has its file name, without extension, for a title.
 *
 * <p>A file that is damaged where it is described, or that provably lacks more than a twentieth of its sound, is refused as
 * {@link io.loist.AudioReadException.Reason#CORRUPT}; anything less is a finding. Whatever a file claims, reading it takes
 * memory in proportion to its tags, at most some tens of megabytes, and no more than the time granted. A file that is over
 * its time is given up; the daemon thread that read it may run on for a while.
 *
 * <p>The audio hash of a file is the SHA-256 of its sound, which stays when tags change:
 * <ul>
 *   <li>MPEG audio and AAC: all frames, but for a first one that only says how many there are (Xing, Info, VBRI)
 *   <li>FLAC: all frames; Ogg: the packets behind the header packets
 *   <li>MP4: the samples of the first audio track in their order; of a fragmented one, all media data
 *   <li>Matroska and WebM: the blocks of the first audio track
 *   <li>WAV, AIFF, CAF, AU, DSF, DSDIFF: codec, channels, rate and depth, then the samples
 *   <li>Windows Media: the packets of the data object; with a cover as a stream of its own these change when it goes
 *   <li>Musepack: the frames or packets of sound; Monkey's Audio, WavPack, True Audio: all between the tags
 * </ul>
 * Sound that is encoded anew, even without loss, is another one.
 *
 * <p>Files are only ever opened for reading, and are closed when a read returns. Safe for use by many threads.
 */
public final class AudioFileReader implements AudioReader {

    /** How long reading one file may take unless told otherwise: 30 seconds. */
    public static final Duration DEFAULT_TIME_BUDGET = Duration.ofSeconds(30);

    /** The largest picture taken unless told otherwise: 16 MiB. */
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

    /** Starts a reader with other limits. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Interrupting the calling thread ends the read with {@link io.loist.AudioReadException.Reason#UNREADABLE} and leaves
     * the thread interrupted.
     */
    @Override
    public AudioFile read(Path file) {
        Objects.requireNonNull(file, "file");
        return budget.spend(file, length -> parser.parse(file, length));
    }

    /** Builds {@link AudioFileReader}s. Not safe for use by several threads at once. */
    public static final class Builder {

        private Duration timeBudget = DEFAULT_TIME_BUDGET;
        private final SortedSet<Integer> thumbnailSizes = new TreeSet<>();
        private int maxArtworkBytes = DEFAULT_MAX_ARTWORK_BYTES;

        private Builder() {}

        /**
         * Sets how long reading one file may take, {@link #DEFAULT_TIME_BUDGET} by default, and one second more for each
         * 16 MiB of it, as the whole file is read for its {@linkplain AudioFile#audioHash audio hash}. A file that takes longer is
         * refused as {@link io.loist.AudioReadException.Reason#OVER_BUDGET}.
         *
         * @throws IllegalArgumentException if {@code timeBudget} is not more than zero
         */
        public Builder timeBudget(Duration timeBudget) {
            if (timeBudget.isZero() || timeBudget.isNegative()) {
                throw new IllegalArgumentException("timeBudget must be more than zero, but is " + timeBudget);
            }
            this.timeBudget = timeBudget;
            return this;
        }

        /**
         * Sets how many bytes a picture may have, {@link #DEFAULT_MAX_ARTWORK_BYTES} by default. A larger one is left out,
         * with a finding; with 0, all are.
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
         * Asks for small copies of each cover, as JPEG or, where something shines through, PNG; none by default. Pictures are
         * turned upright as EXIF asks for, and are never made larger. GIF, BMP and progressive JPEG are taken up to 25
         * million pixels; CMYK JPEG and WebP give none, with a finding.
         *
         * @param sizes how long the longest side is to be, from 16 to 2048 pixels
         * @throws IllegalArgumentException if a size is outside of that
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
