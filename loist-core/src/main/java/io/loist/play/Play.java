package io.loist.play;

import io.loist.internal.ListenerId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;

/**
 * One listener played one track. A play is identified by its listener, track and beginning: two plays with the same ones are the same
 * play, recorded twice.
 *
 * @param track the id of the track
 * @param listener the id of the listener, which the host chooses: 1 to 200 characters, such as a user's key; a random one is easier to
 *     keep private than a name
 * @param startedAt when it began, from 1970 to 9999; truncated to the microsecond
 * @param heard how long the listener heard it, pauses left out, from 0 to 7 days; truncated to the millisecond
 * @param skipped whether the listener went on before the end; how much of a track must be heard to be no skip is the host's choice
 */
public record Play(UUID track, String listener, Instant startedAt, Duration heard, boolean skipped)
        implements ListenerData {

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");
    private static final Duration MAX_HEARD = Duration.ofDays(7);

    /**
     * Checks the values, and truncates the times.
     *
     * @throws IllegalArgumentException if {@code listener}, {@code startedAt} or {@code heard} is out of its range
     */
    public Play {
        Objects.requireNonNull(track, "track");
        ListenerId.require(listener);
        if (startedAt.isBefore(FIRST) || !startedAt.isBefore(END)) {
            throw new IllegalArgumentException("startedAt must be from 1970 to 9999, but is " + startedAt);
        }
        if (heard.isNegative() || heard.compareTo(MAX_HEARD) > 0) {
            throw new IllegalArgumentException("heard must be from 0 to 7 days, but is " + heard);
        }
        startedAt = startedAt.truncatedTo(ChronoUnit.MICROS);
        heard = heard.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Creates a play that was not skipped. */
    public static Play completed(UUID track, String listener, Instant startedAt, Duration heard) {
        return new Play(track, listener, startedAt, heard, false);
    }

    /** Creates a play that was skipped. */
    public static Play skipped(UUID track, String listener, Instant startedAt, Duration heard) {
        return new Play(track, listener, startedAt, heard, true);
    }
}
