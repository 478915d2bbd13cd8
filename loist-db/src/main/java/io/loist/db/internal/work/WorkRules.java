package io.loist.db.internal.work;

import io.loist.track.TrackQueue;
import java.time.Duration;

/** The ranges of the arguments of {@link TrackQueue}. */
public final class WorkRules {

    private static final long NANOS_PER_MICRO = 1_000;
    private static final int MAX_NAME = 200;
    private static final int MAX_REASON = 10_000;

    private WorkRules() {}

    static int batch(String what, int size) {
        if (size > TrackQueue.MAX_BATCH) {
            throw new IllegalArgumentException(what + " must be at most " + TrackQueue.MAX_BATCH + ", but are " + size
                    + "; split them over several calls");
        }
        return size;
    }

    static int max(int max) {
        if (max < 1 || max > TrackQueue.MAX_BATCH) {
            throw new IllegalArgumentException("max must be from 1 to " + TrackQueue.MAX_BATCH + ", but is " + max);
        }
        return max;
    }

    public static Duration lease(Duration lease) {
        if (lease.compareTo(Duration.ofMillis(1)) < 0 || lease.compareTo(TrackQueue.MAX_LEASE) > 0) {
            throw new IllegalArgumentException(
                    "lease must be from 1 millisecond to " + TrackQueue.MAX_LEASE.toDays() + " days, but is " + lease);
        }
        return lease;
    }

    /** Returns a duration in microseconds, the unit of SQL parameters. */
    public static long micros(Duration duration) {
        return duration.toNanos() / NANOS_PER_MICRO;
    }

    static String name(String what, String name) {
        return text(what, name, MAX_NAME);
    }

    /** Returns why a track failed, as it is saved: a worker must be able to report any message. */
    static String error(String error) {
        String storable = error.replace('\0', ' ');
        boolean splitsPair =
                storable.length() > MAX_REASON && Character.isHighSurrogate(storable.charAt(MAX_REASON - 1));
        int length = Math.min(storable.length(), splitsPair ? MAX_REASON - 1 : MAX_REASON);
        return reason("error", storable.substring(0, length));
    }

    static String reason(String what, String reason) {
        return text(what, reason, MAX_REASON);
    }

    private static String text(String what, String text, int max) {
        if (text.isBlank() || text.length() > max) {
            throw new IllegalArgumentException(
                    what + " must have 1 to " + max + " characters and not be blank, but has " + text.length());
        }
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(what + " must not contain the character U+0000; remove it");
        }
        return text;
    }
}
