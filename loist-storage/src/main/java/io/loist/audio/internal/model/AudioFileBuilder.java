package io.loist.audio.internal.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects what a format's class reads from a file. For one file and one thread. */
public final class AudioFileBuilder {

    private static final int MAX_FINDINGS = 50;

    /** The share of the declared sound that may be missing before a file counts as damaged. */
    private static final double TOLERATED_LOSS = 0.05;

    private final SourceFile file;
    private final Set<String> findings = new LinkedHashSet<>();
    private final TagValues tags = new TagValues(this);
    private final SoundProperties sound = new SoundProperties(this);
    private final Pictures pictures;
    private @Nullable Consumer<AudioDigest> audioData;
    private String contentType = "application/octet-stream";
    private String extension = "bin";

    public AudioFileBuilder(SourceFile file, int maxArtworkBytes) {
        this.file = file;
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

    /** Sets the format, content type and file extension that the file's content shows. */
    public void is(String format, String contentType, String extension) {
        sound.format(format);
        this.contentType = contentType;
        this.extension = extension;
    }

    public String contentType() {
        return contentType;
    }

    public String extension() {
        return extension;
    }

    /** Declares that the sound is between two positions, the second exclusive. */
    public void soundIn(long start, long end) {
        soundIn(digest -> digest.add(start, end));
    }

    /** Declares how the bytes of the sound are added to a digest. */
    public void soundIn(Consumer<AudioDigest> addTo) {
        audioData = addTo;
    }

    /** Declares that raw samples are between two positions. Call this after the sound's properties are set: they are hashed too. */
    public void samplesIn(long start, long end) {
        String description = sound.toString();
        soundIn(digest -> {
            digest.describe(description);
            digest.add(start, end);
        });
    }

    /** Computes the audio hash, which reads all of the sound; null if no sound was declared or found. */
    @Nullable
    public String audioHash() {
        if (audioData == null) {
            return null;
        }
        AudioDigest digest = new AudioDigest(file);
        audioData.accept(digest);
        return digest.hash();
    }

    /** Adds a finding, unless it is there already or there are too many. */
    public void finding(String sentence) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(sentence);
        }
    }

    public List<String> findings() {
        return List.copyOf(findings);
    }

    /**
     * Compares the declared amount of sound with the amount in the file: a small loss becomes a finding.
     *
     * @param unit what is counted, such as "bytes"
     * @throws io.loist.AudioReadException if more than a twentieth of the sound is missing
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
}
