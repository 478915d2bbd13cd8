package io.loist.ingest;

import io.loist.AudioReadException;
import io.loist.ingest.spi.IngestJournal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Files of a batch, a few hundred at a time, so that the database is asked once for all of them which it knows. */
final class FileGroups {

    private static final int SIZE = 256;

    private final IngestJournal journal;
    private final int threads;
    private final IngestBatch batch;
    private final SmallFiles work;
    private final List<AudioPath> waiting = new ArrayList<>();

    FileGroups(Settings settings, IngestBatch batch, SmallFiles work) {
        this.journal = settings.journal();
        this.threads = settings.parallelism();
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
        FileLookup known = FileLookup.of(journal, waiting);
        boolean goOn = true;
        List<AudioPath> changed = new ArrayList<>();
        for (AudioPath file : waiting) {
            Optional<IngestOutcome> unread = known.unread(IngestSource.file(file.path()), file);
            if (unread.isEmpty()) {
                changed.add(file);
            } else {
                goOn = goOn && batch.note(unread.get());
            }
        }
        for (List<AudioPath> some : SmallFiles.neighbours(changed, threads)) {
            goOn = goOn && batch.offer(() -> work.takeIn(some, known));
        }
        waiting.clear();
        return goOn;
    }
}
