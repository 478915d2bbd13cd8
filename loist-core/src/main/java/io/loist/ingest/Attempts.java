package io.loist.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What has come of some sources so far. Once one fails for want of the database or the store, no other one is tried: each would take
 * as long to fail.
 */
final class Attempts {

    private final List<Attempt> all = new ArrayList<>();
    private @Nullable Throwable hopeless;

    List<Attempt> all() {
        return all;
    }

    boolean areHopeless() {
        return hopeless != null;
    }

    void add(Attempt attempt) {
        all.add(attempt);
        if (attempt.outcome() == null && attempt.concernsOthers()) {
            hopeless = attempt.failure();
        }
    }

    void attempt(IngestSource source, Supplier<IngestOutcome> work) {
        if (areHopeless()) {
            giveUp(source);
        } else {
            add(Attempt.at(source, work));
        }
    }

    void giveUp(IngestSource source) {
        all.add(new Attempt(source, null, Objects.requireNonNull(hopeless)));
    }
}
