package io.loist.storage.internal.server.http;

import io.loist.object.StoredObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.DateGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The time of an object's last change (RFC 9110 §8.8.2). It is read from the generation, which is the number of microseconds since
 * 1970 in every store.
 *
 * @param time the time, in whole seconds
 */
record LastModified(Instant time) {

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);
    private static final int LENGTH = "Sun, 06 Nov 1994 08:49:37 GMT".length();

    /** Returns the time of an object. */
    static LastModified of(StoredObject object) {
        Instant time = Instant.EPOCH.plus(object.generation(), ChronoUnit.MICROS);
        return new LastModified(time.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Returns whether the object was changed after the time in a header; false if there is none, or it is malformed. */
    boolean isAfter(@Nullable String header) {
        return parse(header).filter(time::isAfter).isPresent();
    }

    /** Returns whether the object was not changed after the time in a header; false if there is none, or it is malformed. */
    boolean isNotAfter(@Nullable String header) {
        return parse(header).filter(since -> !time.isAfter(since)).isPresent();
    }

    private static Optional<Instant> parse(@Nullable String header) {
        if (header == null || header.length() != LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZonedDateTime.parse(header, FORM).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty(); // ignored, as RFC 9110 demands
        }
    }

    /** Returns the header's value. */
    String text() {
        return DateGenerator.formatDate(time.toEpochMilli());
    }
}
