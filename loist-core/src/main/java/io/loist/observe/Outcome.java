package io.loist.observe;

import io.loist.LoistException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended. Contains no text and no id, so that it may be kept for years, and its values are few, so that each may be a tag.
 *
 * @param code {@value #OK}; or the {@link LoistException#code} of its exception; or, of any other exception, its simple class name
 * @param duration how long the call took; what a returned stream does later is not in it
 * @param rows the number of things that were returned: of an {@code Optional} 1 or 0; -1 if the call returns no number of things
 * @param bytes the size of the object that was returned; -1 if the call returns none
 * @param retries how many further attempts the calling thread made after transient failures
 * @param truncated whether a search was cut short, so that something may be missing
 */
public record Outcome(String code, Duration duration, long rows, long bytes, int retries, boolean truncated) {

    /** The code of a call that returned. */
    public static final String OK = "OK";

    public Outcome {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(duration, "duration");
    }

    /** Returns whether the call returned, rather than threw. */
    public boolean isOk() {
        return code.equals(OK);
    }

    static Outcome of(Duration duration, @Nullable Object result, int retries) {
        return new Outcome(
                OK,
                duration,
                ResultSize.rows(result),
                ResultSize.bytes(result),
                retries,
                ResultSize.isTruncated(result));
    }

    static Outcome of(Duration duration, Throwable failure, int retries) {
        String code = failure instanceof LoistException known
                ? known.code()
                : failure.getClass().getSimpleName();
        return new Outcome(code, duration, -1, -1, retries, false);
    }
}
