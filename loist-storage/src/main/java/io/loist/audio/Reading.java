package io.loist.audio;

import io.loist.ingest.Artwork;
import io.loist.ingest.AudioFile;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** What is known so far of a file that is being read. */
final class Reading {

    private static final int MAX_FINDINGS = 50;

    /** How much of the sound may be missing before a file counts as damaged: a twentieth. */
    private static final double TOLERATED_LOSS = 0.05;

    private final SourceFile file;
    private final Set<String> findings = new LinkedHashSet<>();
    private final TagValues tags = new TagValues(this);
    private final SoundProperties sound = new SoundProperties(this);
    private final Pictures pictures;
    private String contentType = "application/octet-stream";
    private String extension = "bin";

    Reading(SourceFile file, int maxArtworkBytes) {
        this.file = file;
        this.pictures = new Pictures(this, maxArtworkBytes);
    }

    TagValues tags() {
        return tags;
    }

    SoundProperties sound() {
        return sound;
    }

    Pictures pictures() {
        return pictures;
    }

    /** Sets what the file is, as its bytes show. */
    void is(String format, String contentType, String extension) {
        sound.format(format);
        this.contentType = contentType;
        this.extension = extension;
    }

    void finding(String sentence) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(sentence);
        }
    }

    /**
     * Compares how much sound the file says it has with how much it has.
     *
     * @param unit what is counted, such as "bytes"
     */
    void expectSound(long declared, long present, String unit) {
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

    AudioFile toAudioFile() {
        MetadataFromTags metadata = new MetadataFromTags(tags, this);
        Artwork artwork = pictures.cover();
        return new AudioFile(
                metadata.build(nameWithoutExtension(file.path())),
                sound.build(),
                contentType,
                extension,
                artwork,
                java.util.List.copyOf(findings));
    }

    private static String nameWithoutExtension(Path path) {
        Path fileName = path.getFileName();
        String name = fileName == null ? "" : fileName.toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
