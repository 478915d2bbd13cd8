package io.loist.storage.internal.server.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The answer to a request to a local media server. */
public final class MediaResponse {

    /** The maximum number of bytes of a refused body to drain: many clients read the response only after they have sent the body. */
    private static final long MAX_DRAINED = 128L * 1024 * 1024;

    /** The content type of most responses that are not objects. */
    static final String XML = "application/xml; charset=UTF-8";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final Pattern VALUE = Pattern.compile("[ -~]*");

    private static final long NO_BODY = -1;
    private static final String METHODS = "GET, HEAD, PUT, POST, DELETE, OPTIONS";

    /** The headers that describe an object, as the JDK's server writes their names. */
    private static final Set<String> DESCRIPTION =
            Set.of("Accept-ranges", "Content-disposition", "Etag", "Last-modified");

    private static final String DESCRIPTION_PREFIX = "X-goog-";

    private final HttpExchange exchange;
    private final Headers headers;

    public MediaResponse(HttpExchange exchange) {
        this.exchange = exchange;
        this.headers = exchange.getResponseHeaders();
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", "sandbox"); // an upload may be a web page
    }

    /** Returns the response headers. */
    public Headers headers() {
        return headers;
    }

    /** Sets the headers that every response about an object has. */
    public void describe(StoredObject object) {
        headers.set("ETag", EntityTag.of(object).text());
        headers.set("Last-Modified", LastModified.of(object).text());
        headers.set("X-Goog-Generation", Long.toString(object.generation()));
        headers.set("X-Goog-Metageneration", "1");
        set("X-Goog-Hash", object.crc32c() == null ? null : "crc32c=" + object.crc32c());
        headers.set("X-Goog-Storage-Class", "STANDARD");
        headers.set("X-Goog-Stored-Content-Encoding", "identity");
        headers.set("X-Goog-Stored-Content-Length", Long.toString(object.size()));
    }

    /** Sets the headers that an object is served with, unless parameters of the signed URL override them. */
    public void describeContent(ObjectStore.Details stored, MediaRequest request) {
        headers.set("Accept-Ranges", "bytes");
        headers.set("X-Goog-Metageneration", Long.toString(Math.max(1, stored.metageneration())));
        set("Cache-Control", Objects.requireNonNullElse(stored.cacheControl(), "private, max-age=0"));
        set(
                "Content-Type",
                request.parameter("response-content-type")
                        .orElse(stored.object().contentType()));
        set(
                "Content-Disposition",
                request.parameter("response-content-disposition").orElse(stored.contentDisposition()));
        stored.metadata().forEach((name, value) -> set("x-goog-meta-" + name, value));
    }

    private void set(String name, @Nullable String value) {
        if (value != null) {
            headers.set(name, value);
        }
    }

    /** Sends the headers except those that cannot be one: the store and requests may hold more than what HTTP can carry. */
    private void begin(int status, long length) throws IOException {
        headers.entrySet()
                .removeIf(header -> !NAME.matcher(header.getKey()).matches()
                        || !header.getValue().stream()
                                .allMatch(value -> VALUE.matcher(value).matches()));
        exchange.sendResponseHeaders(status, length);
    }

    /** Starts a body with a range of an object. */
    public OutputStream begin(RequestedRange range, long size) throws IOException {
        if (range.extent() == RequestedRange.Extent.PART) {
            headers.set("Content-Range", range.contentRange(size));
            begin(206, range.length());
        } else {
            begin(200, range.length());
        }
        return exchange.getResponseBody();
    }

    /** Answers HEAD with the headers of a body of this size. */
    public void headersOf(long size) throws IOException {
        headersAlone(200, size);
    }

    /** Answers that the client already has this content. */
    public void notModified() throws IOException {
        headers.remove("Content-Type");
        headers.remove("Content-Disposition");
        begin(304, NO_BODY);
    }

    /** Answers 200 without a body. */
    public void done() throws IOException {
        begin(200, NO_BODY);
    }

    /** Answers that an object was deleted. */
    public void deleted() throws IOException {
        begin(204, NO_BODY);
    }

    /** Answers that an object was stored. */
    public void stored(StoredObject object) throws IOException {
        drain();
        describe(object);
        done();
    }

    /** Answers that an object was stored, with a status for which a browser keeps its page. */
    public void storedWithoutContent(StoredObject object) throws IOException {
        drain();
        describe(object);
        begin(204, NO_BODY);
    }

    /** Answers that an object was stored, with a description in XML. */
    public void created(StoredObject object, String xml) throws IOException {
        drain();
        describe(object);
        headers.set("Content-Type", XML);
        byte[] body = xml.getBytes(StandardCharsets.UTF_8);
        begin(201, body.length);
        exchange.getResponseBody().write(body);
    }

    /** Answers that an object was stored, with the page to show next. */
    public void seeOther(URI page, StoredObject object) throws IOException {
        drain();
        describe(object);
        headers.set("Location", page.toASCIIString());
        begin(303, NO_BODY);
    }

    /** Answers with the URI of a new upload session. */
    public void started(URI session) throws IOException {
        drain();
        headers.set("Location", session.toASCIIString());
        begin(201, NO_BODY);
    }

    /** Answers with the number of bytes received of a resumable upload. */
    public void incomplete(long received) throws IOException {
        drain();
        if (received > 0) {
            headers.set("Range", "bytes=0-" + (received - 1));
        }
        begin(308, NO_BODY);
    }

    /** Answers that a resumable upload was cancelled, with the status of Cloud Storage. */
    public void cancelled() throws IOException {
        drain();
        begin(499, NO_BODY);
    }

    /** Refuses a range outside an object of this size. */
    public void refuseRange(long size) throws IOException {
        headers.set("Content-Range", "bytes */" + size);
        refuse(MediaError.INVALID_RANGE);
    }

    /** Refuses the request. */
    public void refuse(MediaError error) throws IOException {
        if (error.status() == 405) {
            headers.set("Allow", METHODS);
        }
        headers.keySet().removeIf(name -> DESCRIPTION.contains(name) || name.startsWith(DESCRIPTION_PREFIX));
        headers.set("Content-Type", error.contentType());
        headers.set("Cache-Control", "no-store");
        byte[] body = error.body().getBytes(StandardCharsets.UTF_8);
        if (exchange.getRequestMethod().equals("HEAD")) {
            headersAlone(error.status(), body.length);
        } else {
            begin(error.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush();
            drain();
        }
    }

    /** Refuses the request, unless the response has begun; then it can only be broken off. */
    public void refuseUnlessStarted(MediaError error) throws IOException {
        if (exchange.getResponseCode() < 0) {
            refuse(error);
        }
    }

    private void drain() throws IOException {
        InputStream rest = exchange.getRequestBody();
        byte[] buffer = new byte[16 * 1024];
        long left = MAX_DRAINED;
        try {
            for (int count = 0; count >= 0 && left > 0; left -= count) {
                count = rest.read(buffer);
            }
        } catch (RuntimeException e) {
            throw new IOException("The body has a malformed chunk.", e);
        }
    }

    private void headersAlone(int status, long size) throws IOException {
        headers.set("Content-Length", Long.toString(size));
        begin(status, NO_BODY);
    }
}
