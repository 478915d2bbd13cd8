package io.loist.media;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.SigningException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Uploads that go from a browser straight to the store: opens their sessions, and checks what arrived. Safe for use by many threads.
 */
public final class DirectUploads {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final SignedUrlService urls;
    private final ObjectStore store;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    private DirectUploads(SignedUrlService urls, ObjectStore store) {
        this.urls = Objects.requireNonNull(urls, "urls");
        this.store = Objects.requireNonNull(store, "store");
    }

    /**
     * Returns uploads to a store.
     *
     * @param urls signs the URLs that sessions are opened with
     * @param store tells what arrived; it stays the caller's to close
     */
    public static DirectUploads create(SignedUrlService urls, ObjectStore store) {
        return new DirectUploads(urls, store);
    }

    /**
     * Opens a session that a browser on pages of an origin can upload to, in pieces and with interruptions, without any headers
     * of its own: it sends {@code PUT} with the bytes to the session's address. A session of Cloud Storage is good for a week,
     * however short the lifetime of the request. Takes at most 20 seconds to connect and 20 more to answer; nothing is tried
     * again, since a session that nobody uses does no harm: call it again.
     *
     * @param start a request made by {@link SignedUrlRequest#startUpload}
     * @param origin the scheme, host and port of the pages, such as {@code https://app.example.com}, which the bucket's CORS
     *     settings must allow
     * @throws IllegalArgumentException if {@code start} does not start an upload, or {@code origin} is no origin
     * @throws SigningException if the request cannot be signed
     * @throws ObjectStoreException with {@code UNAVAILABLE} if the store does not answer, with {@code PERMISSION_DENIED} or
     *     {@code REFUSED} if it does not open a session
     */
    public UploadSession open(SignedUrlRequest start, String origin) {
        if (!start.method().equals("POST") || !"start".equals(start.headers().get("x-goog-resumable"))) {
            throw new IllegalArgumentException(
                    "a session is opened with SignedUrlRequest.startUpload(…), not " + start);
        }
        requireOrigin(origin);
        ObjectRef object = start.object().orElseThrow();
        SignedUrl url = urls.sign(start);
        HttpRequest.Builder request = HttpRequest.newBuilder(url.uri())
                .timeout(TIMEOUT)
                .header("Origin", origin)
                .POST(HttpRequest.BodyPublishers.noBody());
        url.headers().forEach(request::header);
        HttpResponse<Void> answer = send(request.build(), object);
        if (answer.statusCode() / 100 != 2) {
            throw refused(object, answer.statusCode());
        }
        return answer.headers()
                .firstValue("Location")
                .map(location -> new UploadSession(object, url.uri().resolve(location)))
                .orElseThrow(() -> failure(
                        Reason.UNAVAILABLE, object, "The store gave no address for a session; try again.", null));
    }

    /**
     * Checks an upload when the browser says that it is complete: whether there is an object, and whether it is what was asked
     * for. An object that is not is left where it is: delete it, or let the lifecycle rule for temporary objects do so.
     *
     * @param expected what the object must be
     * @return the object as it is stored; name its generation in what follows, so that nobody replaces it in between
     * @throws ObjectStoreException with {@code NOT_FOUND} if nothing arrived, with {@code INTEGRITY} if the size, the type or the
     *     checksum is another, with {@code PRECONDITION_FAILED} if the generation is another
     */
    public StoredObject completeUpload(ExpectedUpload expected) {
        ObjectRef object = expected.object();
        StoredObject stored = store.stat(object)
                .orElseThrow(() -> failure(
                        Reason.NOT_FOUND,
                        object,
                        "There is no object " + object + ": the upload did not end; have it resumed or started again.",
                        null));
        expected.mismatch(stored).ifPresent(mismatch -> {
            throw failure(
                    mismatch.reason(),
                    object,
                    "The object " + object + " is not what was to be uploaded: " + mismatch.what()
                            + ". Delete it, and have the upload made again.",
                    null);
        });
        return stored;
    }

    private HttpResponse<Void> send(HttpRequest request, ObjectRef object) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            // Without the cause, which may quote the signed URL
            throw failure(
                    Reason.UNAVAILABLE,
                    object,
                    "No session for " + object + " could be opened ("
                            + e.getClass().getSimpleName() + "); try again.",
                    null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(Reason.UNAVAILABLE, object, "Opening a session for " + object + " was interrupted.", e);
        }
    }

    private static ObjectStoreException refused(ObjectRef object, int status) {
        String said = "The store opened no session for " + object + " (status " + status + "); ";
        if (status == 429 || status >= 500) {
            return failure(Reason.UNAVAILABLE, object, said + "try again.", null);
        }
        if (status == 401 || status == 403) {
            String remedy = "grant roles/storage.objectUser on the bucket to the account whose key signs.";
            return failure(Reason.PERMISSION_DENIED, object, said + remedy, null);
        }
        return status == 412
                ? failure(Reason.PRECONDITION_FAILED, object, said + "there is such an object already.", null)
                : failure(Reason.REFUSED, object, said + "check the bucket's name and the request's headers.", null);
    }

    private static ObjectStoreException failure(
            Reason reason, ObjectRef object, String message, @Nullable Throwable cause) {
        return new ObjectStoreException(reason, object.uri(), message, cause);
    }

    private static void requireOrigin(String origin) {
        try {
            if (new UrlEndpoint(URI.create(origin), UrlEndpoint.Style.PATH)
                    .base()
                    .toString()
                    .equals(origin)) {
                return;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("an origin is written https://app.example.com, not " + origin, e);
        }
        throw new IllegalArgumentException("an origin is written https://app.example.com, not " + origin);
    }
}
