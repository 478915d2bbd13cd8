package io.loist.storage.internal.gcs;

import io.loist.ObjectStoreException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Looks and acts again when somebody else changed what was looked at before it was acted on. */
public final class OptimisticRetry {

    /** After so many times it is more than bad luck. */
    private static final int MAX_ATTEMPTS = 10;

    private OptimisticRetry() {}

    /**
     * Makes a call until nobody disturbs it.
     *
     * @param disturbance tells the failures that somebody else caused
     * @throws ObjectStoreException any other failure, or the last one
     */
    public static <T> T call(Predicate<ObjectStoreException> disturbance, Supplier<T> call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.get();
            } catch (ObjectStoreException e) {
                if (!disturbance.test(e) || attempt == MAX_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
