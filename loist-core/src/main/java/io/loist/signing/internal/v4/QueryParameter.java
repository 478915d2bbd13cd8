package io.loist.signing.internal.v4;

import java.util.Comparator;

/**
 * A percent-encoded query parameter. The natural order is that of the canonical form, by name and then by value: comparing whole
 * pairs would sort {@code a-b=} before {@code a=}.
 *
 * @param name the encoded name
 * @param value the encoded value, empty if there is none
 */
public record QueryParameter(String name, String value) implements Comparable<QueryParameter> {

    private static final Comparator<QueryParameter> ORDER =
            Comparator.comparing(QueryParameter::name).thenComparing(QueryParameter::value);

    /** Encodes a name and a value. */
    public static QueryParameter encode(String name, String value) {
        return new QueryParameter(PercentCoding.encode(name), PercentCoding.encode(value));
    }

    /**
     * Parses a parameter as a client sent it, and normalises its encoding.
     *
     * @throws IllegalArgumentException if a {@code %} is not followed by two hexadecimal digits
     */
    public static QueryParameter parse(String pair) {
        int equals = pair.indexOf('=');
        return equals < 0
                ? new QueryParameter(PercentCoding.normalize(pair), "")
                : new QueryParameter(
                        PercentCoding.normalize(pair.substring(0, equals)),
                        PercentCoding.normalize(pair.substring(equals + 1)));
    }

    /** Returns the decoded value. */
    public String plainValue() {
        return PercentCoding.decodeText(value);
    }

    @Override
    public int compareTo(QueryParameter other) {
        return ORDER.compare(this, other);
    }

    /** Returns {@code name=value}. */
    @Override
    public String toString() {
        return name + "=" + value;
    }
}
