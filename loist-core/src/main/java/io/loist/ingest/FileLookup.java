package io.loist.ingest;

import io.loist.ingest.spi.IngestJournal;
import io.loist.ingest.spi.FileFingerprint;
import io.loist.ingest.spi.KnownFiles;
import io.loist.ingest.spi.KnownFile;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of files that were taken in before: size and time of change are looked at first, then the bytes, so that a
 * library that did not change is gone through without being read.
 */
final class FileLookup {

    private final IngestJournal journal;
    private final KnownFiles memory;

    private FileLookup(IngestJournal journal, KnownFiles memory) {
        this.journal = journal;
        this.memory = memory;
    }

    static FileLookup of(IngestJournal journal, Collection<AudioPath> files) {
        List<FileFingerprint> notes = files.stream().map(AudioPath::note).toList();
        return new FileLookup(journal, journal.knownFiles(notes));
    }

    /** Returns what to say of a file that was taken in before and looks the same; empty if it must be read to tell. */
    Optional<IngestOutcome> unread(IngestSource source, AudioPath file) {
        return remembered(file)
                .filter(known -> file.isAsNoted(known.fingerprint()))
                .map(known -> new IngestOutcome.AlreadyStored(source, known.track()));
    }

    /** Returns what to say of a file that was taken in before with the same bytes; empty if it has others. */
    Optional<IngestOutcome> read(Material material) {
        Optional<KnownFile> same = remembered(material.audio())
                .filter(known -> material.sums() != null
                        && material.sums()
                                .sha256()
                                .equals(known.track().audioObject().sha256()));
        same.ifPresent(
                known -> journal.remember(material.audio().note(), known.track().id()));
        return same.map(known -> new IngestOutcome.AlreadyStored(material.source(), known.track()));
    }

    /** Returns the bytes of a file; they have been read if any file of this size is known. */
    Material material(IngestSource source, AudioPath file) {
        Material material = Material.of(source, file);
        return memory.sizes().contains(file.size()) ? material.summed() : material;
    }

    private Optional<KnownFile> remembered(AudioPath file) {
        return Optional.ofNullable(memory.files().get(file.note().key()));
    }
}
