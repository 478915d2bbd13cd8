package io.loist.db.internal.play;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the upkeep does with plays.
 *
 * @param keptDays the number of days before today whose plays are kept
 * @param halfLife after which time a play is worth half in the popularity of its track; null to leave popularity alone
 */
public record PlaySettings(int keptDays, @Nullable Duration halfLife) {

    public static final PlaySettings DEFAULT = new PlaySettings(90, null);

    private static final int MAX_DAYS = 36_500;
    private static final Duration MIN_HALF_LIFE = Duration.ofDays(1);
    private static final Duration MAX_HALF_LIFE = Duration.ofDays(365);

    public PlaySettings keptDays(int days) {
        if (days < 1 || days > MAX_DAYS) {
            throw new IllegalArgumentException("playDays must be from 1 to " + MAX_DAYS + ", but is " + days);
        }
        return new PlaySettings(days, halfLife);
    }

    public PlaySettings halfLife(Duration half) {
        if (half.compareTo(MIN_HALF_LIFE) < 0 || half.compareTo(MAX_HALF_LIFE) > 0) {
            throw new IllegalArgumentException("popularityHalfLife must be from 1 to 365 days, but is " + half);
        }
        return new PlaySettings(keptDays, half);
    }
}
