package io.loist.storage.internal.gcs;

import io.loist.ObjectStoreException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Repeats a read and the write that depends on it when another process has changed the object in between. */
public final class OptimisticRetry {

    /** More conflicts in a row than this are not chance. */
    private static final int MAX_ATTEMPTS = 10;

    private OptimisticRetry() {}

    /**
     * Makes a call until it meets no conflict.
     *
     * @param isConflict recognises the failures that another process has caused
     * @throws ObjectStoreException any other failure, or the last conflict
     */
    public static <T> T call(Predicate<ObjectStoreException> isConflict, Supplier<T> call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.get();
            } catch (ObjectStoreException e) {
                if (!isConflict.test(e) || attempt == MAX_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
