package io.loist.observe;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs calls, the slow ones as warnings. */
final class LoggingObserver implements LoistObserver {

    private static final Logger LOG = LoggerFactory.getLogger("io.loist.operations");

    private final Duration slow;

    LoggingObserver(Duration slow) {
        if (slow.isNegative() || slow.isZero()) {
            throw new IllegalArgumentException("slow must be more than 0, but is " + slow);
        }
        this.slow = slow;
    }

    @Override
    public Observation begin(String operation) {
        return outcome -> log(operation, outcome);
    }

    private void log(String operation, Outcome outcome) {
        long millis = outcome.duration().toMillis();
        if (outcome.duration().compareTo(slow) >= 0) {
            LOG.warn(
                    "{} took {} ms, {} ms or more is slow: {}, {} rows, {} retries{}. Look at the slowest statements of the server, and"
                            + " at the waits for a connection of the pool.",
                    operation,
                    millis,
                    slow.toMillis(),
                    outcome.code(),
                    outcome.rows(),
                    outcome.retries(),
                    outcome.truncated() ? ", truncated" : "");
        } else {
            LOG.debug(
                    "{} took {} ms: {}, {} rows, {} retries",
                    operation,
                    millis,
                    outcome.code(),
                    outcome.rows(),
                    outcome.retries());
        }
    }
}
