package io.loist.examples.web;

import com.sun.net.httpserver.HttpExchange;
import io.loist.Cursor;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The parameters of what the page asks for. */
record PageRequest(Map<String, String> values) {

    static PageRequest of(HttpExchange exchange) {
        Map<String, String> values = new LinkedHashMap<>();
        String query = exchange.getRequestURI().getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            int at = pair.indexOf('=');
            if (at > 0) {
                values.put(decode(pair.substring(0, at)), decode(pair.substring(at + 1)));
            }
        }
        return new PageRequest(values);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Returns a value that must be there. */
    String text(String name) {
        if (!values.containsKey(name)) {
            throw new IllegalArgumentException("The request needs " + name + ".");
        }
        return values.getOrDefault(name, "");
    }

    @Nullable String optional(String name) {
        String value = values.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    int number(String name, int otherwise) {
        String value = optional(name);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    UUID id(String name) {
        return UUID.fromString(text(name));
    }

    /** Returns a constant named in lower case. */
    <E extends Enum<E>> E constant(String name, E otherwise) {
        String value = optional(name);
        return value == null
                ? otherwise
                : Enum.valueOf(otherwise.getDeclaringClass(), value.toUpperCase(Locale.ROOT));
    }

    @Nullable Cursor after() {
        String token = optional("after");
        return token == null ? null : new Cursor(token);
    }
}
