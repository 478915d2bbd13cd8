package io.loist.storage;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.loist.media.ObjectRef;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request to a local media server, and what it asks for. The path is only read once its signature is known to be good. */
final class MediaRequest {

    private final String method;
    private final URI uri;
    private final Headers headers;

    MediaRequest(HttpExchange exchange) {
        this.method = exchange.getRequestMethod();
        this.uri = exchange.getRequestURI();
        this.headers = exchange.getRequestHeaders();
    }

    String method() {
        return method;
    }

    Headers headers() {
        return headers;
    }

    /** Returns the path and query as they were sent. */
    String target() {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    boolean isGet() {
        return method.equals("GET");
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    boolean isPreflight() {
        return method.equals("OPTIONS");
    }

    /** Returns the object, or empty if the path names none. */
    Optional<ObjectRef> object() {
        String path = decode(uri.getRawPath());
        int slash = path.indexOf('/', 1);
        if (slash < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ObjectRef(path.substring(1, slash), path.substring(slash + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no store has an object of such a name
        }
    }

    /** Returns whether an object's generation is the one in the query, if one is there. */
    boolean asksForGeneration(long generation) {
        return parameter("generation").map(Long.toString(generation)::equals).orElse(true);
    }

    /** Returns whether the client has this content already. */
    boolean knows(EntityTag tag) {
        return headers.getOrDefault("If-None-Match", List.of()).stream().anyMatch(tag::isIn);
    }

    /** Returns which part of so many bytes is asked for: all of them unless a single range is, and of this content. */
    RequestedRange range(EntityTag tag, long size) {
        String ifRange = headers.getFirst("If-Range");
        boolean ofThisContent = ifRange == null || tag.is(ifRange);
        String range = headers.getFirst("Range");
        return isGet() && ofThisContent && range != null
                ? RequestedRange.parse(range, size)
                : RequestedRange.whole(size);
    }

    /** Returns a parameter of the query, if it is there and can stand in a header. */
    Optional<String> parameter(String name) {
        Map<String, String> parameters = new HashMap<>();
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.putIfAbsent(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return Optional.ofNullable(parameters.get(name))
                .filter(value -> value.chars().allMatch(c -> c >= ' ' && c <= '~'));
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
