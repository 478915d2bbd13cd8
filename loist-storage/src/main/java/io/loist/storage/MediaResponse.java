package io.loist.storage;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.loist.media.StoredObject;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;

/** The answer to a request to a local media server. Any web page may read it: the signature is the permission. */
final class MediaResponse {

    private static final long NO_BODY = -1;
    private static final String METHODS = "GET, HEAD, OPTIONS";
    private static final String EXPOSED =
            "Accept-Ranges, Content-Disposition, Content-Length, Content-Range, ETag, X-Goog-Generation, X-Goog-Hash";

    private static final Set<String> DESCRIPTION =
            Set.of("Accept-Ranges", "Content-Disposition", "ETag", "X-Goog-Generation", "X-Goog-Hash");

    private final HttpExchange exchange;
    private final Headers headers;

    MediaResponse(HttpExchange exchange) {
        this.exchange = exchange;
        this.headers = exchange.getResponseHeaders();
        headers.set("Access-Control-Allow-Origin", "*");
        headers.set("Access-Control-Expose-Headers", EXPOSED);
        headers.set("X-Content-Type-Options", "nosniff");
    }

    /** Lets a web page send the request it asks about. */
    void allowPreflight() throws IOException {
        headers.set("Access-Control-Allow-Methods", METHODS);
        headers.set("Access-Control-Allow-Headers", "*");
        headers.set("Access-Control-Max-Age", "3600");
        exchange.sendResponseHeaders(204, NO_BODY);
    }

    /** Sets what is true of an object in every answer about it. */
    void describe(StoredObject object, EntityTag tag, MediaRequest request) {
        headers.set("Accept-Ranges", "bytes");
        headers.set("Cache-Control", "private, max-age=0");
        headers.set("ETag", tag.text());
        headers.set("X-Goog-Generation", Long.toString(object.generation()));
        headers.set("X-Goog-Hash", "crc32c=" + object.crc32c());
        headers.set("Content-Type", request.parameter("response-content-type").orElse(object.contentType()));
        request.parameter("response-content-disposition")
                .ifPresent(disposition -> headers.set("Content-Disposition", disposition));
    }

    /** Begins a body of the bytes of a range of an object. */
    OutputStream begin(RequestedRange range, long size) throws IOException {
        if (range.kind() == RequestedRange.Kind.PART) {
            headers.set("Content-Range", range.contentRange(size));
            exchange.sendResponseHeaders(206, range.length());
        } else {
            exchange.sendResponseHeaders(200, range.length());
        }
        return exchange.getResponseBody();
    }

    /** Answers that an object has no bytes. */
    void empty() throws IOException {
        exchange.sendResponseHeaders(200, NO_BODY);
    }

    /** Answers with the headers of a body of that size, as HEAD asks for. */
    void headersOf(long size) throws IOException {
        headersAlone(200, size);
    }

    /** Answers that the client has the newest content. */
    void notModified() throws IOException {
        headers.remove("Content-Type");
        headers.remove("Content-Disposition");
        exchange.sendResponseHeaders(304, NO_BODY);
    }

    /** Refuses a range that an object of that size does not have. */
    void refuseRange(long size) throws IOException {
        headers.set("Content-Range", "bytes */" + size);
        refuse(MediaError.INVALID_RANGE);
    }

    /** Refuses the request. */
    void refuse(MediaError error) throws IOException {
        if (error.status() == 405) {
            headers.set("Allow", METHODS);
        }
        DESCRIPTION.forEach(headers::remove);
        byte[] body = error.xml();
        headers.set("Content-Type", "application/xml; charset=UTF-8");
        headers.set("Cache-Control", "no-store");
        if (exchange.getRequestMethod().equals("HEAD")) {
            headersAlone(error.status(), body.length);
        } else {
            exchange.sendResponseHeaders(error.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Refuses the request, unless the answer has begun: then all that is left is to break it off. */
    void refuseUnlessBegun(MediaError error) throws IOException {
        if (exchange.getResponseCode() < 0) {
            refuse(error);
        }
    }

    private void headersAlone(int status, long size) throws IOException {
        headers.set("Content-Length", Long.toString(size));
        exchange.sendResponseHeaders(status, NO_BODY);
    }
}
