package io.loist.storage.internal.server.http;

import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** The answer to a request to a local media server. */
public final class MediaResponse {

    /** The content type of most responses that are not objects. */
    static final String XML = "application/xml; charset=UTF-8";

    private static final List<HttpField> EACH = List.of(
            new PreEncodedHttpField("X-Content-Type-Options", "nosniff"),
            new PreEncodedHttpField("Content-Security-Policy", "sandbox")); // an upload may be a web page

    private static final List<HttpField> OF_EACH_OBJECT = List.of(
            new PreEncodedHttpField("X-Goog-Storage-Class", "STANDARD"),
            new PreEncodedHttpField("X-Goog-Stored-Content-Encoding", "identity"));

    private static final HttpField ACCEPT_RANGES = new PreEncodedHttpField(HttpHeader.ACCEPT_RANGES, "bytes");

    private static final byte[] NO_BODY = {};
    private static final String METHODS = "GET, HEAD, PUT, POST, DELETE, OPTIONS";

    /** The headers that describe an object, in lower case. */
    private static final Set<String> DESCRIPTION =
            Set.of("accept-ranges", "content-disposition", "etag", "last-modified");

    private static final String DESCRIPTION_PREFIX = "x-goog-";

    private final Response response;
    private final Callback callback;
    private final ClientPace pace;
    private final HttpFields.Mutable headers;

    /**
     * Wraps a response.
     *
     * @param callback is called when the response was sent, and what is left of the request was read; or when either failed
     */
    public MediaResponse(Response response, Callback callback, ClientPace pace) {
        this.response = response;
        this.callback = callback;
        this.pace = pace;
        this.headers = response.getHeaders();
        EACH.forEach(headers::add);
    }

    /** Returns the response headers. */
    public HttpFields.Mutable headers() {
        return headers;
    }

    /** Sets the headers that every response about an object has. */
    private void describe(StoredObject object, long metageneration) {
        headers.add(HttpHeader.ETAG, EntityTag.of(object).text());
        headers.add(HttpHeader.LAST_MODIFIED, LastModified.of(object).text());
        OF_EACH_OBJECT.forEach(headers::add);
        add("X-Goog-Generation", Long.toString(object.generation()));
        add("X-Goog-Metageneration", Long.toString(metageneration));
        add("X-Goog-Hash", object.crc32c() == null ? null : "crc32c=" + object.crc32c());
        add("X-Goog-Stored-Content-Length", Long.toString(object.size()));
    }

    /** Sets the headers that an object is served with, unless parameters of the signed URL override them. */
    public void describeContent(ObjectStore.Details stored, MediaRequest request) {
        describe(stored.object(), Math.max(1, stored.metageneration()));
        headers.add(ACCEPT_RANGES);
        add(HttpHeader.CACHE_CONTROL, Objects.requireNonNullElse(stored.cacheControl(), "private, max-age=0"));
        add(
                HttpHeader.CONTENT_TYPE,
                request.parameter("response-content-type")
                        .orElse(stored.object().contentType()));
        add(
                HttpHeader.CONTENT_DISPOSITION,
                request.parameter("response-content-disposition").orElse(stored.contentDisposition()));
        stored.metadata().forEach((name, value) -> headers.put("x-goog-meta-" + name, value));
    }

    private void add(String name, @Nullable String value) {
        if (value != null) {
            headers.add(new HttpField(null, name, value));
        }
    }

    private void add(HttpHeader name, @Nullable String value) {
        if (value != null) {
            headers.add(name, value);
        }
    }

    /** Sends a range of an object. */
    public void send(RequestedRange range, long size, Body body) {
        BodySender sender = new BodySender(body, range.length(), response, callback, pace);
        sender.readFirst();
        boolean part = range.extent() == RequestedRange.Extent.PART;
        if (part) {
            headers.put("Content-Range", range.contentRange(size));
        }
        begin(part ? 206 : 200, range.length());
        sender.iterate();
    }

    /** Answers HEAD with the headers of a body of this size. */
    public void headersOf(long size) {
        begin(200, size);
        finish(NO_BODY);
    }

    /** Sets the status, and removes headers that cannot be one: the store and requests may hold more than what HTTP can carry. */
    private void begin(int status, long length) {
        headers.put(HttpHeader.CONTENT_LENGTH, length);
        begin(status);
    }

    private void begin(int status) {
        for (Iterator<HttpField> fields = headers.iterator(); fields.hasNext(); ) {
            HttpField field = fields.next();
            if (!isName(field.getName()) || !isValue(field.getValue())) {
                fields.remove();
            }
        }
        response.setStatus(status);
    }

    private static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && (c < '0' || c > '9') && "-_.".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a text can be the value of a header. */
    static boolean isValue(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** Sends the last bytes of a response, and then reads what is left of the request. */
    private void finish(byte[] body) {
        response.write(true, ByteBuffer.wrap(body), Callback.from(this::drain, callback::failed));
    }

    private void drain() {
        RequestDrain.drain(response.getRequest(), pace, callback);
    }

    /** Answers that the client already has this content. */
    public void notModified() {
        headers.remove("Content-Type");
        headers.remove("Content-Disposition");
        begin(304);
        finish(NO_BODY);
    }

    /** Answers 200 without a body. */
    public void done() {
        begin(200);
        finish(NO_BODY);
    }

    /** Answers that an object was deleted. */
    public void deleted() {
        begin(204);
        finish(NO_BODY);
    }

    /** Answers that an object was stored. */
    public void stored(StoredObject object) {
        describe(object, 1);
        done();
    }

    /** Answers that an object was stored, with a status for which a browser keeps its page. */
    public void storedWithoutContent(StoredObject object) {
        describe(object, 1);
        begin(204);
        finish(NO_BODY);
    }

    /** Answers that an object was stored, with a description in XML. */
    public void created(StoredObject object, String xml) {
        describe(object, 1);
        headers.put("Content-Type", XML);
        byte[] body = xml.getBytes(StandardCharsets.UTF_8);
        begin(201, body.length);
        finish(body);
    }

    /** Answers that an object was stored, with the page to show next. */
    public void seeOther(URI page, StoredObject object) {
        describe(object, 1);
        headers.put("Location", page.toASCIIString());
        begin(303);
        finish(NO_BODY);
    }

    /** Answers with the URI of a new upload session. */
    public void started(URI session) {
        headers.put("Location", session.toASCIIString());
        begin(201);
        finish(NO_BODY);
    }

    /** Answers with the number of bytes received of a resumable upload. */
    public void incomplete(long received) {
        if (received > 0) {
            headers.put("Range", "bytes=0-" + (received - 1));
        }
        begin(308);
        finish(NO_BODY);
    }

    /** Answers that a resumable upload was cancelled, with the status of Cloud Storage. */
    public void cancelled() {
        begin(499);
        finish(NO_BODY);
    }

    /** Refuses a range outside an object of this size. */
    public void refuseRange(long size) {
        headers.put("Content-Range", "bytes */" + size);
        refuse(MediaError.INVALID_RANGE);
    }

    /** Refuses the request. */
    public void refuse(MediaError error) {
        if (error.status() == 405) {
            headers.put("Allow", METHODS);
        }
        for (Iterator<HttpField> fields = headers.iterator(); fields.hasNext(); ) {
            String name = fields.next().getName().toLowerCase(Locale.ROOT);
            if (DESCRIPTION.contains(name) || name.startsWith(DESCRIPTION_PREFIX)) {
                fields.remove();
            }
        }
        headers.put("Content-Type", error.contentType());
        headers.put("Cache-Control", "no-store");
        byte[] body = error.body().getBytes(StandardCharsets.UTF_8);
        begin(error.status(), body.length);
        finish(response.getRequest().getMethod().equals("HEAD") ? NO_BODY : body);
    }

    /** Refuses the request, unless the response has begun; then it is broken off. */
    public void refuseUnlessStarted(MediaError error) {
        if (response.isCommitted()) {
            callback.failed(new IOException(error.message()));
        } else {
            refuse(error);
        }
    }
}
