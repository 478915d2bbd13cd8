package io.loist.ingest;

import io.loist.AudioReadException;
import io.loist.ingest.internal.intake.FileGroups;
import io.loist.ingest.internal.intake.IngestContext;
import io.loist.ingest.internal.intake.IngestTransaction;
import io.loist.ingest.internal.intake.LocalFile;
import io.loist.ingest.spi.IngestJournal;
import io.loist.ingest.spi.KnownFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of a batch, a few hundred at a time, so that one query of the journal finds all that have not changed. */
final class FileIntake {

    private static final int QUERIED = IngestJournal.MAX_BATCH;

    private final IngestContext context;
    private final IngestTransaction transaction;
    private final IngestBatch batch;
    private final List<LocalFile> waiting = new ArrayList<>();

    FileIntake(IngestContext context, IngestTransaction transaction, IngestBatch batch) {
        this.context = context;
        this.transaction = transaction;
        this.batch = batch;
    }

    /** Adds a file, and returns whether to continue. */
    boolean add(Path path) {
        try {
            waiting.add(LocalFile.of(path, context.limits(), context.clock()));
        } catch (AudioReadException e) {
            return batch.report(new IngestOutcome.Refused(IngestSource.file(path), e));
        }
        return waiting.size() < QUERIED || flush();
    }

    /** Begins with all files that have been added, and returns whether to continue. */
    boolean flush() {
        if (waiting.isEmpty()) {
            return true;
        }
        KnownFiles known = context.journal()
                .knownFiles(waiting.stream().map(LocalFile::fingerprint).toList());
        boolean more = true;
        List<LocalFile> changed = new ArrayList<>();
        for (LocalFile file : waiting.stream().map(each -> each.with(known)).toList()) {
            if (file.unchanged().isEmpty()) {
                changed.add(file);
            } else {
                IngestSource source = IngestSource.file(file.path());
                more = more
                        && batch.report(new IngestOutcome.AlreadyStored(
                                source, file.unchanged().get()));
            }
        }
        for (List<LocalFile> group : FileGroups.of(changed, batch.maxGroups())) {
            List<IngestSource> sources =
                    group.stream().map(file -> IngestSource.file(file.path())).toList();
            more = more && batch.offer(sources, () -> transaction.run(group, batch.slots()));
        }
        waiting.clear();
        return more;
    }
}
