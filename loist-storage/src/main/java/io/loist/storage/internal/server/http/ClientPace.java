package io.loist.storage.internal.server.http;

import io.loist.internal.Ticker;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a connection has waited for its client. The client may leave the connection idle for the stall timeout; it may take
 * 10 seconds at most for a request's head, and as long again for anything else that the server reads before it has verified a
 * signature; afterwards it must send or receive {@value #STEP_BYTES} bytes within the stall timeout. Time that the server itself takes
 * does not count.
 *
 * <p>One thread at a time serves a connection; one other may ask at any time {@linkplain #isTooSlow whether the client is too slow}.
 */
public final class ClientPace {

    /** The number of bytes that a client must move within the stall timeout. */
    static final int STEP_BYTES = 4 * 1024;

    private static final Duration MAX_UNVERIFIED = Duration.ofSeconds(10);

    private enum Phase {
        IDLE,
        UNVERIFIED,
        VERIFIED
    }

    private final long stallNanos;
    private final long unverifiedNanos;
    private final Ticker ticker;
    private final LongSupplier received;

    private volatile Phase phase = Phase.IDLE;
    private volatile boolean waiting = true;
    /** When the phase began; in the verified one, when the current step began, less the time that the server has taken since. */
    private volatile long since;

    private volatile long receivedBefore;
    private volatile boolean headBegun;
    private long headSince;
    private long waitEnded;
    private int moved;

    /**
     * Creates the pace of a connection that was just opened.
     *
     * @param received counts the bytes that have arrived on the connection
     */
    public ClientPace(Duration stallTimeout, Ticker ticker, LongSupplier received) {
        this.stallNanos = stallTimeout.toNanos();
        this.unverifiedNanos = Math.min(stallNanos, MAX_UNVERIFIED.toNanos());
        this.ticker = ticker;
        this.received = received;
        this.since = ticker.nanos();
    }

    /** Records that a request's head has arrived. */
    public void begin() {
        serve(Phase.UNVERIFIED);
    }

    /** Records that the request's signature was verified. */
    public void verified() {
        serve(Phase.VERIFIED);
    }

    private void serve(Phase next) {
        waiting = false;
        moved = 0;
        waitEnded = ticker.nanos();
        since = waitEnded;
        phase = next;
    }

    /** Records that the request was answered. */
    public void end() {
        receivedBefore = received.getAsLong();
        headBegun = false;
        since = ticker.nanos();
        phase = Phase.IDLE;
        waiting = true;
    }

    /** Records that the server waits for the client from now on. */
    public void waits() {
        if (phase == Phase.VERIFIED) {
            long before = since;
            since = before + ticker.nanos() - waitEnded;
        }
        waiting = true;
    }

    /** Records that the client has sent or received some bytes, and that the server does not wait for it any more. */
    public void moved(int bytes) {
        waiting = false;
        waitEnded = ticker.nanos();
        moved += bytes;
        if (moved >= STEP_BYTES && phase == Phase.VERIFIED) {
            moved = 0;
            since = waitEnded;
        }
    }

    /** Returns whether no request is in progress, so that closing the connection harms no one. */
    public boolean isIdle() {
        return phase == Phase.IDLE;
    }

    /** Returns how long an idle connection has been idle. */
    public long idleNanos() {
        return ticker.nanos() - since;
    }

    /** Returns whether the client has taken too long. */
    public boolean isTooSlow() {
        long now = ticker.nanos();
        if (phase != Phase.IDLE) {
            return waiting && now - since > (phase == Phase.VERIFIED ? stallNanos : unverifiedNanos);
        }
        if (!headBegun && received.getAsLong() != receivedBefore) {
            headBegun = true;
            headSince = now;
        }
        return headBegun ? now - headSince > unverifiedNanos : now - since > stallNanos;
    }
}
