package io.loist.observe;

import io.loist.observe.LoistObserver.Observation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the exceptions of an observer away from the call. */
final class Guarded {

    private static final Logger LOG = LoggerFactory.getLogger(LoistObserver.class);

    private static final Observation NONE = outcome -> {};

    private Guarded() {}

    static Observation begin(LoistObserver observer, String operation) {
        Observation begun;
        try {
            begun = observer.begin(operation);
        } catch (RuntimeException e) {
            LOG.warn("The observer failed at the beginning of {}, which goes on unobserved.", operation, e);
            return NONE;
        }
        return outcome -> {
            try {
                begun.end(outcome);
            } catch (RuntimeException e) {
                LOG.warn("The observer failed at the end of {}, which is not affected.", operation, e);
            }
        };
    }
}
