package io.loist.ingest;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What came of taking one source in: an outcome, or else what was thrown. */
record Attempt(
        IngestSource source,
        @Nullable IngestOutcome outcome,
        @Nullable Throwable failure) {

    static Attempt at(IngestSource source, Supplier<IngestOutcome> work) {
        try {
            return new Attempt(source, work.get(), null);
        } catch (RuntimeException | Error e) {
            return new Attempt(source, null, e);
        }
    }
}
