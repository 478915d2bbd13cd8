package io.loist.storage.internal.server.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.loist.object.ObjectRef;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A request to a local media server, and what it asks for. The path is only read once its signature is known to be good. */
public final class MediaRequest {

    /** The length of a body that is sent in chunks. */
    public static final long UNKNOWN_LENGTH = -1;

    private final String method;
    private final URI uri;
    private final Headers headers;
    private final InputStream body;
    private final Map<String, String> parameters;

    /** Takes a request apart; its body says each time how many bytes came. */
    public MediaRequest(HttpExchange exchange, IntConsumer progress) {
        this.method = exchange.getRequestMethod();
        this.uri = exchange.getRequestURI();
        this.headers = exchange.getRequestHeaders();
        this.body = new IncomingBody(exchange.getRequestBody(), progress);
        this.parameters = parameters(uri.getRawQuery());
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.putIfAbsent(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    public String method() {
        return method;
    }

    public Headers headers() {
        return headers;
    }

    /** Returns the path as it was sent. */
    public String path() {
        return uri.getRawPath() == null ? "" : uri.getRawPath();
    }

    /** Returns the path and query as they were sent. */
    public String pathAndQuery() {
        return uri.getRawQuery() == null ? path() : path() + "?" + uri.getRawQuery();
    }

    /** Returns a header's first value, or null if it is not there. */
    @Nullable
    public String header(String name) {
        return headers.getFirst(name);
    }

    /** Returns whether the query has a signature, of whatever form. */
    public boolean isSigned() {
        return String.valueOf(uri.getRawQuery()).toLowerCase(Locale.ROOT).contains("x-goog-signature");
    }

    boolean isGet() {
        return method.equals("GET");
    }

    public boolean isHead() {
        return method.equals("HEAD");
    }

    public boolean isPreflight() {
        return method.equals("OPTIONS");
    }

    public InputStream body() {
        return body;
    }

    /** Returns how long the body is, or {@link #UNKNOWN_LENGTH} if it comes in chunks. */
    public long length() throws HttpErrorException {
        if (headers.containsKey("Transfer-Encoding")) {
            return UNKNOWN_LENGTH;
        }
        String length = header("Content-Length");
        if (length == null) {
            throw new HttpErrorException(MediaError.MISSING_LENGTH);
        }
        return Long.parseLong(length.strip()); // the JDK's server refuses what is none
    }

    /** Returns the names in a header that lists some. */
    public List<String> names(String header) {
        return headers.getOrDefault(header, List.of()).stream()
                .flatMap(line -> List.of(line.split(",", -1)).stream())
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Returns the bucket's name, whether there is such a bucket or not. */
    public String bucket() {
        String path = decode(path());
        int slash = path.indexOf('/', 1);
        return path.substring(Math.min(1, path.length()), slash < 0 ? path.length() : slash);
    }

    /**
     * Returns the object to store.
     *
     * @throws HttpErrorException if the path names none
     */
    public ObjectRef target() throws HttpErrorException {
        return object().orElseThrow(() -> new HttpErrorException(MediaError.invalidArgument(
                "The path must be that of an object: a bucket, and a name that can be one.")));
    }

    /** Returns the object, or empty if the path names none. */
    public Optional<ObjectRef> object() {
        String path = decode(path());
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
    public boolean asksForGeneration(long generation) {
        return parameter("generation").map(Long.toString(generation)::equals).orElse(true);
    }

    /** Returns whether the client wants other content than this, or none. */
    public boolean rulesOut(EntityTag tag, long generation) {
        String match = header("If-Match");
        String generationMatch = header("x-goog-if-generation-match");
        return (match != null && !tag.isIn(match))
                || (generationMatch != null && !generationMatch.strip().equals(Long.toString(generation)));
    }

    /** Returns whether the client has this content already. */
    public boolean knows(EntityTag tag) {
        return headers.getOrDefault("If-None-Match", List.of()).stream().anyMatch(tag::isIn);
    }

    /** Returns which part of so many bytes is asked for: all of them unless a single range is, and of this content. */
    public RequestedRange range(EntityTag tag, long size) {
        String ifRange = headers.getFirst("If-Range");
        boolean ofThisContent = ifRange == null || tag.is(ifRange);
        String range = headers.getFirst("Range");
        return isGet() && ofThisContent && range != null
                ? RequestedRange.parse(range, size)
                : RequestedRange.whole(size);
    }

    /** Returns a parameter of the query, if it is there and can stand in a header. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name))
                .filter(value -> value.chars().allMatch(c -> c >= ' ' && c <= '~'));
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
