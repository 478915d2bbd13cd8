package io.loist.storage.internal.server.http;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A header's value with parameters, such as {@code form-data; name="file"} (RFC 9110 §5.6.6). It is read before any signature was
 * verified, so it is parsed in one pass.
 *
 * @param value the text before the parameters, in lower case
 * @param parameters the parameters by name in lower case; backslashes in them stand for themselves, as browsers send them
 */
record ParameterizedValue(String value, Map<String, String> parameters) {

    /** Parses a value; empty if a quote is not closed, or a parameter is repeated. */
    static Optional<ParameterizedValue> parse(String header) {
        Map<String, String> parameters = new HashMap<>();
        int at = endOf(header, 0);
        String value = header.substring(0, at).strip().toLowerCase(Locale.ROOT);
        while (at < header.length()) {
            int start = at + 1;
            int equals = start;
            while (equals < header.length() && header.charAt(equals) != '=' && header.charAt(equals) != ';') {
                equals++;
            }
            boolean named = equals < header.length() && header.charAt(equals) == '=';
            boolean quoted = named && header.startsWith("\"", equals + 1);
            int close = quoted ? header.indexOf('"', equals + 2) : equals;
            if (close < 0) {
                return Optional.empty();
            }
            at = endOf(header, close);
            String text = quoted
                    ? header.substring(equals + 2, close)
                    : header.substring(Math.min(at, equals + 1), at).strip();
            String name = header.substring(start, equals).strip().toLowerCase(Locale.ROOT);
            if (named && parameters.put(name, text) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new ParameterizedValue(value, parameters));
    }

    private static int endOf(String header, int from) {
        int semicolon = header.indexOf(';', from);
        return semicolon < 0 ? header.length() : semicolon;
    }
}
