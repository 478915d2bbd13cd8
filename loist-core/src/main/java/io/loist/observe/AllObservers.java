package io.loist.observe;

import java.util.List;

/** Several observers as one. */
record AllObservers(List<LoistObserver> observers) implements LoistObserver {

    @Override
    public Observation begin(String operation) {
        Observation[] begun = new Observation[observers.size()];
        for (int i = 0; i < begun.length; i++) {
            begun[i] = Guarded.begin(observers.get(i), operation);
        }
        return outcome -> {
            for (int i = begun.length - 1; i >= 0; i--) {
                begun[i].end(outcome);
            }
        };
    }
}
