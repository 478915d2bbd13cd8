package io.loist.ingest;

import io.loist.ingest.internal.intake.AudioSource;
import io.loist.ingest.internal.intake.ExistingObject;
import io.loist.ingest.internal.intake.ExistingObject.Ending;
import io.loist.ingest.internal.intake.IngestContext;
import io.loist.ingest.internal.intake.IngestResult;
import io.loist.ingest.internal.intake.LocalFile;
import io.loist.ingest.internal.intake.StreamContent;

/** Translates between the public values of ingest and those of its inner rooms. */
final class IngestMapping {

    private IngestMapping() {}

    /**
     * Returns the source as the intake knows it.
     *
     * @throws io.loist.AudioReadException if it is a file whose attributes cannot be read
     */
    static AudioSource source(IngestSource source, IngestContext context) {
        if (source instanceof IngestSource.File file) {
            return LocalFile.of(file.path(), context.limits(), context.clock());
        }
        if (source instanceof IngestSource.Content content) {
            return new StreamContent(content.name(), content.content());
        }
        if (source instanceof IngestSource.InPlace object) {
            return new ExistingObject(object.ref(), 0, Ending.KEPT);
        }
        IngestSource.Uploaded upload = (IngestSource.Uploaded) source;
        return new ExistingObject(upload.ref(), upload.generation(), Ending.MOVED);
    }

    /** Returns the outcome of a source, or throws why it failed. */
    static IngestOutcome.Ingested outcome(IngestSource source, IngestResult result) {
        if (result instanceof IngestResult.Stored stored) {
            return new IngestOutcome.Stored(source, stored.track(), stored.findings());
        }
        if (result instanceof IngestResult.Existing existing) {
            return new IngestOutcome.AlreadyStored(source, existing.track());
        }
        throw ((IngestResult.Failed) result).exception();
    }
}
