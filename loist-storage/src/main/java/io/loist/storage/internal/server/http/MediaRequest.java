package io.loist.storage.internal.server.http;

import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request to a local media server. The object's name is only parsed on demand, after the signature was verified. */
public final class MediaRequest {

    /** The length of a body that is sent in chunks. */
    public static final long UNKNOWN_LENGTH = -1;

    private final Request request;
    private final HttpURI uri;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final ClientPace pace;
    private final IncomingBody body;
    private final String[] parameters;

    /**
     * Wraps a request.
     *
     * @throws HttpErrorException if its target is no path, or malformed
     */
    public MediaRequest(Request request, ClientPace pace) throws HttpErrorException {
        this.request = request;
        this.uri = request.getHttpURI();
        for (HttpField field : request.getHeaders()) {
            headers.computeIfAbsent(field.getName(), name -> new ArrayList<>(1)).add(field.getValue());
        }
        this.pace = pace;
        this.body = new IncomingBody(request, pace);
        this.parameters =
                uri.getQuery() == null ? new String[0] : uri.getQuery().split("&", -1);
        // A proxy in front of the server may judge another path than the one after two slashes
        if (path().startsWith("//") || !isDecodable(pathAndQuery())) {
            throw invalidTarget();
        }
    }

    private static boolean isDecodable(String target) {
        for (int i = target.indexOf('%'); i >= 0; i = target.indexOf('%', i + 1)) {
            if (i + 2 >= target.length()
                    || !HexFormat.isHexDigit(target.charAt(i + 1))
                    || !HexFormat.isHexDigit(target.charAt(i + 2))) {
                return false;
            }
        }
        return true;
    }

    private static HttpErrorException invalidTarget() {
        return new HttpErrorException(
                new MediaError(400, "InvalidURI", "The request's target must be a path, or a URI of the header Host."));
    }

    /** Returns the first value of a parameter, decoded. */
    private Optional<String> first(Predicate<String> isName) {
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            if (equals > 0 && isName.test(decode(parameter.substring(0, equals)))) {
                return Optional.of(decode(parameter.substring(equals + 1)));
            }
        }
        return Optional.empty();
    }

    public String method() {
        return request.getMethod();
    }

    /** Returns the headers by name, in any case. */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /** Returns the path as sent, percent-encoded. */
    public String path() {
        return uri.getPath() == null ? "" : uri.getPath();
    }

    /** Returns the path and query as sent, percent-encoded. */
    public String pathAndQuery() {
        return uri.getQuery() == null ? path() : path() + "?" + uri.getQuery();
    }

    /** Returns a header's first value, or null if it is absent. */
    @Nullable
    public String header(String name) {
        return request.getHeaders().get(name);
    }

    /** Returns whether the query contains a signature, valid or not. */
    public boolean isSigned() {
        return String.valueOf(uri.getQuery()).toLowerCase(Locale.ROOT).contains("x-goog-signature");
    }

    /** Returns the signature in the query, valid or not, in one form however it was sent; empty if there is none. */
    public String signature() {
        return first("X-Goog-Signature"::equalsIgnoreCase).orElse("").toLowerCase(Locale.ROOT);
    }

    /** Returns the address that the request comes from. */
    public String client() {
        return Request.getRemoteAddr(request);
    }

    boolean isGet() {
        return method().equals("GET");
    }

    public boolean isHead() {
        return method().equals("HEAD");
    }

    public boolean isPreflight() {
        return method().equals("OPTIONS");
    }

    /** Records that the signature was verified, or that the request is of an upload session; only then the body can be read. */
    public void verified() {
        body.verified();
    }

    /**
     * Collects the beginning of a form without a signature of its own, and then runs a task that reads it. The task runs in another
     * thread unless all of it has arrived already.
     */
    public void collectForm(Runnable task) {
        Consumer<byte[]> arrived = beginning -> {
            body.beginWith(beginning);
            task.run();
        };
        FormHead.collect(request, pace, arrived);
    }

    public InputStream body() {
        return body;
    }

    /** Returns the length of the body in bytes, or {@link #UNKNOWN_LENGTH} if it is sent in chunks. */
    public long length() throws HttpErrorException {
        if (headers.containsKey("Transfer-Encoding")) {
            return UNKNOWN_LENGTH;
        }
        String length = header("Content-Length");
        if (length == null) {
            throw new HttpErrorException(MediaError.MISSING_LENGTH);
        }
        return Long.parseLong(length.strip()); // the server rejects anything else
    }

    /** Returns the names in a comma-separated header. */
    public List<String> names(String header) {
        return headers.getOrDefault(header, List.of()).stream()
                .flatMap(line -> List.of(line.split(",", -1)).stream())
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Returns the bucket's name; the bucket need not exist. */
    public String bucket() {
        String path = decode(path());
        int slash = path.indexOf('/', 1);
        return path.substring(Math.min(1, path.length()), slash < 0 ? path.length() : slash);
    }

    /**
     * Returns the object to store.
     *
     * @throws HttpErrorException if the path does not name one
     */
    public ObjectRef target() throws HttpErrorException {
        return object().orElseThrow(() -> new HttpErrorException(
                MediaError.invalidArgument("The path must consist of a bucket and a valid object name.")));
    }

    /** Returns the object, or empty if the path does not name one. */
    public Optional<ObjectRef> object() {
        String path = decode(path());
        int slash = path.indexOf('/', 1);
        if (slash < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ObjectRef(path.substring(1, slash), path.substring(slash + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no store can have such an object
        }
    }

    /** Returns whether the query requests this generation or none in particular. */
    public boolean asksForGeneration(long generation) {
        return parameter("generation").map(Long.toString(generation)::equals).orElse(true);
    }

    /** Returns whether a precondition of the request excludes this object. A time counts only if there is no tag (RFC 9110 §13.2.2). */
    public boolean excludes(StoredObject object) {
        String match = header("If-Match");
        String generation = header("x-goog-if-generation-match");
        boolean changed = match == null
                ? LastModified.of(object).isAfter(header("If-Unmodified-Since"))
                : !EntityTag.of(object).isIn(match);
        return changed || (generation != null && !generation.strip().equals(Long.toString(object.generation())));
    }

    /** Returns whether the client already has this object. */
    public boolean knows(StoredObject object) {
        List<String> tags = headers.get("If-None-Match");
        return tags == null
                ? LastModified.of(object).isNotAfter(header("If-Modified-Since"))
                : tags.stream().anyMatch(EntityTag.of(object)::isIn);
    }

    /**
     * Returns the requested range of an object: all of it unless the request is for a single range of this content. A time in If-Range
     * never means this content, because it has no more than seconds.
     */
    public RequestedRange range(StoredObject object) {
        String ifRange = header("If-Range");
        boolean ofThisContent = ifRange == null || EntityTag.of(object).is(ifRange);
        String range = header("Range");
        return isGet() && ofThisContent && range != null
                ? RequestedRange.parse(range, object.size())
                : RequestedRange.whole(object.size());
    }

    /** Returns a parameter of the query, if it is present and consists of characters that are valid in a header. */
    public Optional<String> parameter(String name) {
        return first(name::equals).filter(MediaResponse::isValue);
    }

    private static String decode(String encoded) {
        return encoded.indexOf('%') < 0
                ? encoded
                : URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
