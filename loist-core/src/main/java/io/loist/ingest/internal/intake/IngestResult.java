package io.loist.ingest.internal.intake;

import io.loist.DatabaseException;
import io.loist.ObjectStoreException;
import io.loist.track.Track;
import java.util.List;
import java.util.stream.Stream;

/** The result of one source. */
public sealed interface IngestResult {

    /** A new track was saved. */
    record Stored(Track track, List<String> findings) implements IngestResult {}

    /** A track has the content already. */
    record Existing(Track track) implements IngestResult {}

    /**
     * Nothing was saved.
     *
     * @param cause why; a {@link RuntimeException} or an {@link Error}
     * @param general whether every other source would fail in the same way, so that there is no point in trying them
     */
    record Failed(Throwable cause, boolean general) implements IngestResult {

        /** Returns the exception to throw, or throws the error. */
        public RuntimeException exception() {
            if (cause instanceof Error error) {
                throw error;
            }
            return (RuntimeException) cause;
        }
    }

    /** Returns the result of a source that failed. */
    static Failed failed(String source, Throwable cause) {
        return new Failed(cause, isGeneral(source, cause));
    }

    private static boolean isGeneral(String source, Throwable cause) {
        if (cause instanceof ObjectStoreException failure) {
            return switch (failure.reason()) {
                case UNAVAILABLE, PERMISSION_DENIED -> true;
                case NOT_FOUND -> !failure.object().equals(source);
                case PRECONDITION_FAILED, INTEGRITY, REFUSED -> false;
            };
        }
        return cause instanceof DatabaseException failure && !isAboutOne(failure);
    }

    /**
     * Returns whether the database refused one track: SQLSTATE classes 22, data, 23, constraints, and 40, a conflict with another
     * transaction, such as a deadlock; or its lease was lost.
     */
    private static boolean isAboutOne(DatabaseException e) {
        String state = e.sqlState();
        return state == null
                ? e.code().equals("INGEST_LEASE_LOST")
                : Stream.of("22", "23", "40").anyMatch(state::startsWith);
    }
}
