package io.loist.upload;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.internal.Backoff;
import io.loist.internal.UserAgent;
import io.loist.object.ObjectRef;
import io.loist.signing.SignedUrl;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts the session of one resumable upload, with retries under one deadline. A retry may start a second session if the response to
 * the first request was lost; unused sessions are harmless.
 */
final class ResumableSessionStarter {

    /** The share of the deadline that one attempt may take, so that a hanging attempt leaves time for others. */
    private static final int ATTEMPTS_IN_A_DEADLINE = 3;

    private final HttpClient http;
    private final ObjectRef object;
    private final Duration deadline;
    private final Backoff backoff;

    ResumableSessionStarter(HttpClient http, ObjectRef object, Duration deadline) {
        this.http = http;
        this.object = object;
        this.deadline = deadline;
        this.backoff = Backoff.STANDARD.start(deadline);
    }

    /**
     * Starts the session.
     *
     * @param signed signs the request of each attempt, because the previous one may have expired
     * @param origin the origin of the web pages that will use the session
     * @throws ObjectStoreException if the store refuses, or does not start a session in time
     */
    UploadSession open(Supplier<SignedUrl> signed, String origin) {
        String problem = "";
        while (true) {
            Answer answer = ask(signed.get(), origin, problem);
            problem = answer.problem;
            if (answer.session != null) {
                return new UploadSession(object, answer.session);
            }
            if (!pause()) {
                throw failure(
                        Reason.UNAVAILABLE,
                        "No session for " + object + " could be opened within " + deadline + ", asked "
                                + (backoff.pauses() + 1) + " times: " + problem + "; try again.",
                        null);
            }
        }
    }

    private Answer ask(SignedUrl url, String origin, String problemBefore) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.uri())
                .timeout(min(deadline.dividedBy(ATTEMPTS_IN_A_DEADLINE), backoff.remaining()))
                .header("User-Agent", UserAgent.VALUE)
                .header("Origin", origin)
                .POST(HttpRequest.BodyPublishers.noBody());
        url.headers().forEach(request::header);
        try {
            HttpResponse<Void> answer = http.send(request.build(), HttpResponse.BodyHandlers.discarding());
            int status = answer.statusCode();
            if (status == 408 || status == 429 || status >= 500) {
                return new Answer(null, "the store answered with status " + status);
            }
            if (status / 100 != 2) {
                throw refused(status);
            }
            Optional<String> location = answer.headers().firstValue("Location");
            return new Answer(
                    location.map(url.uri()::resolve).orElse(null), "the store gave no address for the session");
        } catch (HttpTimeoutException e) {
            // The last request may have too little time left: what the store answered before says more
            return new Answer(null, problemBefore.isEmpty() ? e.getClass().getSimpleName() : problemBefore);
        } catch (IOException e) {
            // Without its message, which may quote the signed URL
            return new Answer(null, e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private boolean pause() {
        try {
            return backoff.await();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private ObjectStoreException refused(int status) {
        String said = "The store opened no session for " + object + " (status " + status + "); ";
        if (status == 401 || status == 403) {
            String remedy = "grant roles/storage.objectUser on the bucket to the account whose key signs.";
            return failure(Reason.PERMISSION_DENIED, said + remedy, null);
        }
        return status == 412
                ? failure(Reason.PRECONDITION_FAILED, said + "there is such an object already.", null)
                : failure(Reason.REFUSED, said + "check the bucket's name and the request's headers.", null);
    }

    private ObjectStoreException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return failure(Reason.UNAVAILABLE, "Opening a session for " + object + " was interrupted.", e);
    }

    private ObjectStoreException failure(Reason reason, String message, @Nullable Throwable cause) {
        return new ObjectStoreException(reason, object.uri(), message, cause);
    }

    /** The result of an attempt: the session's URI, or null and the problem. */
    private record Answer(@Nullable URI session, String problem) {}
}
