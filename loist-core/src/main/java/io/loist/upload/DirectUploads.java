package io.loist.upload;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.SigningException;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.signing.SignedUrlRequest;
import io.loist.signing.SignedUrlService;
import io.loist.signing.UrlEndpoint;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Uploads from a browser directly to the store: starts their sessions, and verifies the uploaded objects. Safe for use by several
 * threads.
 *
 * @see <a href="https://cloud.google.com/storage/docs/resumable-uploads">Resumable uploads</a>
 */
public final class DirectUploads {

    /** The default deadline for starting a session, including retries: 30 seconds. */
    public static final Duration DEFAULT_RETRY_FOR = Duration.ofSeconds(30);

    private static final Duration MAX_RETRY_FOR = Duration.ofMinutes(10);

    private final SignedUrlService urls;
    private final ObjectStore store;
    private final Duration retryFor;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .build(); // each request has a time-out, which includes connecting

    private DirectUploads(SignedUrlService urls, ObjectStore store, Duration retryFor) {
        this.urls = Objects.requireNonNull(urls, "urls");
        this.store = Objects.requireNonNull(store, "store");
        this.retryFor = retryFor;
    }

    /**
     * Returns uploads to a store, with the default deadline for starting sessions.
     *
     * @param urls signs the requests that start sessions
     * @param store the store that the sessions write to; the caller closes it
     */
    public static DirectUploads create(SignedUrlService urls, ObjectStore store) {
        return create(urls, store, DEFAULT_RETRY_FOR);
    }

    /**
     * Returns uploads to a store.
     *
     * @param urls signs the requests that start sessions
     * @param store the store that the sessions write to; the caller closes it
     * @param retryFor the deadline for starting a session, including retries
     * @throws IllegalArgumentException if {@code retryFor} is not positive, or more than 10 minutes
     */
    public static DirectUploads create(SignedUrlService urls, ObjectStore store, Duration retryFor) {
        if (retryFor.isNegative() || retryFor.isZero() || retryFor.compareTo(MAX_RETRY_FOR) > 0) {
            throw new IllegalArgumentException(
                    "retryFor must be positive and at most " + MAX_RETRY_FOR + ", but is " + retryFor);
        }
        return new DirectUploads(urls, store, retryFor);
    }

    /**
     * Starts a session to which a browser can upload, in one or several requests, by sending {@code PUT} with the bytes to the
     * session's URI, without any other headers. A session of Cloud Storage is valid for a week, regardless of the request's lifetime.
     * While the store cannot be reached or responds with status 408, 429 or 5xx, the request is retried until the deadline, after
     * random pauses of up to 100 ms at first and 4 seconds later. A retry may leave an unused session behind, which is harmless.
     *
     * @param start a request made by {@link SignedUrlRequest#startUpload}
     * @param origin the scheme, host and port of the web pages, such as {@code https://app.example.com}; the bucket's CORS settings
     *     must allow it
     * @throws IllegalArgumentException if {@code start} does not start an upload, or {@code origin} is not an origin
     * @throws SigningException if the request cannot be signed
     * @throws ObjectStoreException with {@code UNAVAILABLE} if the store does not start a session before the deadline, with
     *     {@code PERMISSION_DENIED} or {@code REFUSED} if it refuses to, with {@code PRECONDITION_FAILED} if the object exists but
     *     must not
     */
    public UploadSession open(SignedUrlRequest start, String origin) {
        if (!start.method().equals("POST") || !"start".equals(start.headers().get("x-goog-resumable"))) {
            throw new IllegalArgumentException(
                    "a session is opened with SignedUrlRequest.startUpload(…), not " + start);
        }
        requireOrigin(origin);
        ObjectRef object = Objects.requireNonNull(start.object());
        return new ResumableSessionStarter(http, object, retryFor).open(() -> urls.sign(start), origin);
    }

    /**
     * Verifies an upload that a browser reports as complete: whether the object exists and is as expected. An unexpected object is not
     * deleted; delete it, or leave that to the bucket's lifecycle rule for temporary objects.
     *
     * @param expected the expected properties of the object
     * @return the stored object; pass its generation to later calls, so that a replacement is detected
     * @throws ObjectStoreException with {@code NOT_FOUND} if the object does not exist, with {@code INTEGRITY} if its size, type or
     *     checksum differs, with {@code PRECONDITION_FAILED} if its generation differs
     */
    public StoredObject completeUpload(ExpectedUpload expected) {
        ObjectRef object = expected.object();
        StoredObject stored = store.stat(object)
                .orElseThrow(() -> failure(
                        Reason.NOT_FOUND,
                        object,
                        "There is no object " + object + ": the upload is not complete; resume or restart it.",
                        null));
        expected.mismatch(stored).ifPresent(mismatch -> {
            throw failure(
                    mismatch.reason(),
                    object,
                    "The object " + object + " is not as expected: " + mismatch.what()
                            + ". Delete it and upload it again.",
                    null);
        });
        return stored;
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
