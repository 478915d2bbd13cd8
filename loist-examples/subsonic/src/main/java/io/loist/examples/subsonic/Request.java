package io.loist.examples.subsonic;

import com.sun.net.httpserver.HttpExchange;
import io.loist.play.Subject;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** A request of a listener: the parameters of its address and of the form that it posts. */
record Request(Map<String, List<String>> parameters, String listener) {

    private static final int MAX_FORM = 4 << 20;

    static Request of(HttpExchange exchange) throws IOException {
        Map<String, List<String>> parameters = new HashMap<>();
        String form = new String(exchange.getRequestBody().readNBytes(MAX_FORM), StandardCharsets.UTF_8);
        for (String pair : (exchange.getRequestURI().getRawQuery() + "&" + form).split("&", -1)) {
            int at = pair.indexOf('=');
            if (at > 0) {
                String value = URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8);
                parameters
                        .computeIfAbsent(pair.substring(0, at), name -> new ArrayList<>())
                        .add(value);
            }
        }
        return new Request(parameters, "");
    }

    boolean has(String name) {
        return parameters.containsKey(name);
    }

    List<String> all(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    String text(String name, String otherwise) {
        return has(name) ? all(name).get(0) : otherwise;
    }

    String text(String name) {
        if (!has(name)) {
            throw new Failure(Failure.MISSING_PARAMETER, "Required parameter is missing: " + name);
        }
        return all(name).get(0);
    }

    /** Returns a number from 0 to {@code max}: the nearest one if the client asks for another. */
    int number(String name, int otherwise, int max) {
        return Math.max(0, Math.min(max, Integer.parseInt(text(name, String.valueOf(otherwise)))));
    }

    /** Returns the id of the track, album or artist that the parameter {@code id} names. */
    Subject id() {
        return subject(text("id"));
    }

    List<Subject> subjects(String name) {
        return all(name).stream().map(Request::subject).toList();
    }

    List<UUID> ids(String name) {
        return subjects(name).stream().map(Subject::id).toList();
    }

    static Subject subject(String id) {
        int at = Math.max(0, id.indexOf('-'));
        try {
            Subject.Kind kind = Subject.Kind.valueOf(id.substring(0, at).toUpperCase(Locale.ROOT));
            return new Subject(kind, UUID.fromString(id.substring(at + 1)));
        } catch (IllegalArgumentException e) {
            throw Failure.notFound(id);
        }
    }
}
