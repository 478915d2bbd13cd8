package io.loist.ingest;

import io.loist.AudioReadException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Files of a batch, a few hundred at a time, so that the database is asked once for all of them which it knows. */
final class FileGroups {

    private static final int SIZE = 256;

    private final IngestJournal journal;
    private final IngestBatch batch;
    private final Work work;
    private final List<AudioPath> waiting = new ArrayList<>();

    /** Takes a file in. */
    interface Work {
        IngestOutcome take(IngestSource source, AudioPath file, KnownFiles known);
    }

    FileGroups(IngestJournal journal, IngestBatch batch, Work work) {
        this.journal = journal;
        this.batch = batch;
        this.work = work;
    }

    /** Returns whether to go on. */
    boolean add(Path path) {
        try {
            waiting.add(AudioPath.of(path));
        } catch (AudioReadException e) {
            return batch.note(new IngestOutcome.Refused(IngestSource.file(path), e));
        }
        return waiting.size() < SIZE || flush();
    }

    /** Returns whether to go on. */
    boolean flush() {
        if (waiting.isEmpty()) {
            return true;
        }
        KnownFiles known = KnownFiles.of(journal, waiting);
        boolean goOn = true;
        for (AudioPath file : waiting) {
            IngestSource source = IngestSource.file(file.path());
            Optional<IngestOutcome> unread = known.unread(source, file);
            goOn = goOn
                    && (unread.isPresent()
                            ? batch.note(unread.get())
                            : batch.offer(source, () -> work.take(source, file, known)));
        }
        waiting.clear();
        return goOn;
    }
}
