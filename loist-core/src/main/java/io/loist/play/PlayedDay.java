package io.loist.play;

import java.time.LocalDate;
import java.util.Objects;

/**
 * What is left of the plays of a track by one listener on a day that is no longer kept play by play.
 *
 * @param day the day, of UTC
 * @param count the plays of that day
 */
public record PlayedDay(LocalDate day, PlayCount count) implements ListenerData {

    /** Checks that no value is null. */
    public PlayedDay {
        Objects.requireNonNull(day, "day");
        Objects.requireNonNull(count, "count");
    }
}
