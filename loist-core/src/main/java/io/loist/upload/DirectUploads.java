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
 * Uploads that go from a browser straight to the store: opens their sessions, and checks what arrived. Safe for use by many threads.
 */
public final class DirectUploads {

    /** How long opening a session takes at most unless told otherwise, all tries together: 30 seconds. */
    public static final Duration DEFAULT_RETRY_FOR = Duration.ofSeconds(30);

    private static final Duration MAX_RETRY_FOR = Duration.ofMinutes(10);

    private final SignedUrlService urls;
    private final ObjectStore store;
    private final Duration retryFor;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .build(); // each request has a time-out, which counts for connecting too

    private DirectUploads(SignedUrlService urls, ObjectStore store, Duration retryFor) {
        this.urls = Objects.requireNonNull(urls, "urls");
        this.store = Objects.requireNonNull(store, "store");
        this.retryFor = retryFor;
    }

    /**
     * Returns uploads to a store.
     *
     * @param urls signs the URLs that sessions are opened with
     * @param store tells what arrived; it stays the caller's to close
     */
    public static DirectUploads create(SignedUrlService urls, ObjectStore store) {
        return create(urls, store, DEFAULT_RETRY_FOR);
    }

    /**
     * Returns uploads to a store that is given more or less time.
     *
     * @param urls signs the URLs that sessions are opened with
     * @param store tells what arrived; it stays the caller's to close
     * @param retryFor how long opening a session may take, all tries together
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
     * Opens a session that a browser on pages of an origin can upload to, in pieces and with interruptions, without any headers
     * of its own: it sends {@code PUT} with the bytes to the session's address. A session of Cloud Storage is good for a week,
     * however short the lifetime of the request. While the store cannot be reached, or answers that it is in trouble (408, 429, 5xx),
     * it is asked again after random times of up to 100 ms, then 200 ms and so on up to 4 seconds, for 30 seconds in all unless told
     * otherwise; that opens a session more at worst, which does no harm.
     *
     * @param start a request made by {@link SignedUrlRequest#startUpload}
     * @param origin the scheme, host and port of the pages, such as {@code https://app.example.com}, which the bucket's CORS
     *     settings must allow
     * @throws IllegalArgumentException if {@code start} does not start an upload, or {@code origin} is no origin
     * @throws SigningException if the request cannot be signed
     * @throws ObjectStoreException with {@code UNAVAILABLE} if the store does not answer in time, with {@code PERMISSION_DENIED} or
     *     {@code REFUSED} if it does not open a session, with {@code PRECONDITION_FAILED} if there is an object that must not be
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
