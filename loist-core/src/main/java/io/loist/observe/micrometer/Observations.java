package io.loist.observe.micrometer;

import io.loist.observe.LoistObserver;
import io.micrometer.observation.ObservationRegistry;

/** Makes an observation of each call. */
record Observations(ObservationRegistry registry) implements LoistObserver {

    @Override
    public LoistObserver.Observation begin(String operation) {
        io.micrometer.observation.Observation observation = io.micrometer.observation.Observation.createNotStarted(
                        "loist.operations", registry)
                .contextualName(operation)
                .lowCardinalityKeyValue("operation", operation)
                .start();
        io.micrometer.observation.Observation.Scope scope = observation.openScope();
        return outcome -> {
            scope.close();
            observation.lowCardinalityKeyValue("outcome", outcome.code());
            if (!outcome.isOk()) {
                observation.error(new FailedCall(outcome.code()));
            }
            observation.stop();
        };
    }

    /** Stands for the exception of a call: its code without its message, which may name things. */
    private static final class FailedCall extends RuntimeException {

        private static final long serialVersionUID = 1L;

        FailedCall(String code) {
            super(code, null, false, false);
        }
    }
}
