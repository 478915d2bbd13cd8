package io.loist.ingest;

import io.loist.DatabaseException;
import io.loist.ObjectStoreException;
import java.util.Objects;
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

    /** Returns the outcome, or throws what was thrown. */
    IngestOutcome orThrow() {
        if (outcome != null) {
            return outcome;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) Objects.requireNonNull(failure);
    }

    /** Returns whether the other files would fail in the same way: there is no point in going on. */
    boolean concernsOthers() {
        if (failure instanceof ObjectStoreException store) {
            boolean ownObject = store.object().equals(source.name());
            return switch (store.reason()) {
                case UNAVAILABLE, PERMISSION_DENIED -> true;
                case NOT_FOUND -> !ownObject;
                case PRECONDITION_FAILED, INTEGRITY, REFUSED -> false;
            };
        }
        return failure instanceof DatabaseException database && !isAboutOne(database);
    }

    /** Returns whether the database refused this track: SQLSTATE classes 22, data, and 23, constraints; or it came too late. */
    private static boolean isAboutOne(DatabaseException e) {
        String state = e.sqlState();
        return state == null ? e.code().equals("INGEST_LEASE_LOST") : state.startsWith("22") || state.startsWith("23");
    }
}
