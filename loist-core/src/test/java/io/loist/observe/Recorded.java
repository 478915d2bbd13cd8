package io.loist.observe;

import java.util.ArrayList;
import java.util.List;

/** Keeps what an observer learns. */
final class Recorded implements LoistObserver {

    /** A call that has ended. */
    record Call(String operation, Outcome outcome) {}

    final List<Call> calls = new ArrayList<>();
    final List<String> begun = new ArrayList<>();

    @Override
    public Observation begin(String operation) {
        begun.add(operation);
        return outcome -> calls.add(new Call(operation, outcome));
    }

    Outcome last() {
        return calls.get(calls.size() - 1).outcome();
    }

    List<String> operations() {
        return calls.stream().map(Call::operation).toList();
    }
}
