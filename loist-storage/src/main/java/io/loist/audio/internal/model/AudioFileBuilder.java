package io.loist.audio.internal.model;

import io.loist.audio.internal.picture.Pictures;
import io.loist.audio.internal.read.MetadataFromTags;
import io.loist.audio.internal.read.QualityAdvice;
import io.loist.audio.internal.read.ThumbnailScaler;
import io.loist.audio.internal.tag.TagValues;
import io.loist.ingest.spi.Artwork;
import io.loist.ingest.spi.AudioFile;
import io.loist.track.AudioProperties;
import io.loist.track.TrackMetadata;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** What is known so far of a file that is being read. */
public final class AudioFileBuilder {

    private static final int MAX_FINDINGS = 50;

    /** How much of the sound may be missing before a file counts as damaged: a twentieth. */
    private static final double TOLERATED_LOSS = 0.05;

    private final SourceFile file;
    private final Set<String> findings = new LinkedHashSet<>();
    private final TagValues tags = new TagValues(this);
    private final SoundProperties sound = new SoundProperties(this);
    private final Pictures pictures;
    private final SortedSet<Integer> thumbnailSizes;
    private AudioDigest.@Nullable Sound audioData;
    private String contentType = "application/octet-stream";
    private String extension = "bin";

    public AudioFileBuilder(SourceFile file, int maxArtworkBytes, SortedSet<Integer> thumbnailSizes) {
        this.file = file;
        this.thumbnailSizes = thumbnailSizes;
        this.pictures = new Pictures(this, maxArtworkBytes);
    }

    public TagValues tags() {
        return tags;
    }

    public SoundProperties sound() {
        return sound;
    }

    public Pictures pictures() {
        return pictures;
    }

    /** Sets where the sound is: from one position to another. */
    public void soundIn(long start, long end) {
        soundIn(digest -> digest.add(start, end));
    }

    /** Sets where the sound is. */
    public void soundIn(AudioDigest.Sound sound) {
        audioData = sound;
    }

    /** Sets where bare samples are; the properties of the sound must be known by then. */
    public void samplesIn(long start, long end) {
        String how = sound.toString();
        soundIn(digest -> {
            digest.describe(how);
            digest.add(start, end);
        });
    }

    /** Sets what the file is, as its bytes show. */
    public void is(String format, String contentType, String extension) {
        sound.format(format);
        this.contentType = contentType;
        this.extension = extension;
    }

    public void finding(String sentence) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(sentence);
        }
    }

    /**
     * Compares how much sound the file says it has with how much it has.
     *
     * @param unit what is counted, such as "bytes"
     */
    public void expectSound(long declared, long present, String unit) {
        if (present >= declared) {
            return;
        }
        String sentence = String.format(
                Locale.ROOT,
                "it ends too early, with %d of the %d %s of sound that it declares",
                present,
                declared,
                unit);
        if (present < declared * (1 - TOLERATED_LOSS)) {
            throw file.corrupt(sentence);
        }
        finding("The file is cut off: " + sentence + ".");
    }

    public AudioFile toAudioFile() {
        TrackMetadata metadata = new MetadataFromTags(tags, this).build(nameWithoutExtension(file.path()));
        AudioProperties properties = sound.build();
        Artwork artwork = pictures.cover();
        if (artwork == null) {
            finding("The file has no cover.");
        }
        QualityAdvice.add(metadata, properties, this);
        SortedMap<Integer, Artwork> thumbnails = ThumbnailScaler.of(artwork, thumbnailSizes, this);
        String audioHash = audioHash();
        file.requireUnchanged();
        return new AudioFile(
                metadata, properties, contentType, extension, artwork, thumbnails, audioHash, List.copyOf(findings));
    }

    private @Nullable String audioHash() {
        if (audioData == null) {
            return null;
        }
        AudioDigest digest = new AudioDigest(file);
        audioData.addTo(digest);
        return digest.hash();
    }

    private static String nameWithoutExtension(Path path) {
        Path fileName = path.getFileName();
        String name = fileName == null ? "" : fileName.toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
