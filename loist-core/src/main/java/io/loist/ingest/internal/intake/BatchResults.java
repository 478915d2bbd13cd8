package io.loist.ingest.internal.intake;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The results of a group's sources so far, by their place. Once one source fails for a general reason, the others are not tried:
 * each would take as long to fail.
 */
final class BatchResults {

    private final List<? extends AudioSource> sources;
    private final List<@Nullable IngestResult> results;
    private @Nullable Throwable general;

    BatchResults(List<? extends AudioSource> sources) {
        this.sources = sources;
        this.results = new ArrayList<>(Collections.nCopies(sources.size(), null));
    }

    void put(int index, IngestResult result) {
        results.set(index, result);
        if (result instanceof IngestResult.Failed failed && failed.general()) {
            general = failed.cause();
        }
    }

    void fail(int index, Throwable cause) {
        put(index, IngestResult.failed(sources.get(index).name(), cause));
    }

    /** Gives a source up if another one has failed for a general reason, and returns whether it did. */
    boolean isGivenUp(int index) {
        if (general != null) {
            fail(index, general);
        }
        return general != null;
    }

    /** Computes the result of a source, unless it is given up. */
    void attempt(int index, Supplier<IngestResult> work) {
        if (!isGivenUp(index)) {
            try {
                put(index, work.get());
            } catch (RuntimeException | Error e) {
                fail(index, e);
            }
        }
    }

    List<IngestResult> all() {
        return results.stream().map(Objects::requireNonNull).toList();
    }
}
