package io.loist.track;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes UUIDs of version 7 (RFC 9562 §5.7): 48 bits of Unix time in milliseconds, then a 12-bit counter within the
 * millisecond (§6.2, method 3 in spirit), then 62 random bits. Time and counter together only ever grow within a process.
 */
final class UuidV7 {

    private static final int COUNTER_BITS = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The last time and counter handed out, as one number: milliseconds shifted by the counter's bits, plus the counter. */
    private static final AtomicLong LAST = new AtomicLong();

    private UuidV7() {}

    static UUID next() {
        long now = System.currentTimeMillis() << COUNTER_BITS;
        long tick = LAST.updateAndGet(last -> Math.max(now, last + 1));
        long millis = tick >>> COUNTER_BITS;
        long counter = tick & ((1L << COUNTER_BITS) - 1);
        long high = (millis << 16) | 0x7000L | counter;
        long low = (RANDOM.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
