package io.loist.ingest;

import io.loist.ingest.internal.intake.AudioFolder;
import io.loist.ingest.internal.intake.IngestContext;
import io.loist.ingest.internal.intake.IngestTransaction;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** Ingests many files, several at a time, and reports each of them. */
record ManyFiles(IngestContext context, IngestTransaction transaction, int parallelism) {

    IngestSummary of(Path folder, IngestListener listener) {
        AudioFolder files = AudioFolder.open(folder, context.limits());
        listener.started(files.count());
        try (IngestBatch batch = new IngestBatch(listener, parallelism)) {
            FileIntake intake = new FileIntake(context, transaction, batch);
            files.forEach(
                    intake::add,
                    (path, cause) -> batch.report(new IngestOutcome.Refused(IngestSource.file(path), cause)));
            intake.flush();
            return batch.finish();
        }
    }

    IngestSummary of(Stream<IngestSource> sources, IngestListener listener) {
        listener.started(-1);
        try (IngestBatch batch = new IngestBatch(listener, parallelism)) {
            FileIntake intake = new FileIntake(context, transaction, batch);
            Iterator<IngestSource> all = sources.iterator();
            boolean more = true;
            while (more && all.hasNext()) {
                IngestSource source = all.next();
                more = source instanceof IngestSource.File file
                        ? intake.add(file.path())
                        : batch.offer(
                                List.of(source),
                                () -> transaction.run(List.of(IngestMapping.source(source, context)), batch.slots()));
            }
            intake.flush();
            return batch.finish();
        }
    }
}
