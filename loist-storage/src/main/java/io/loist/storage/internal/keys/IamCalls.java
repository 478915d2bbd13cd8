package io.loist.storage.internal.keys;

import com.google.api.client.json.GenericJson;
import com.google.api.client.json.gson.GsonFactory;
import com.google.auth.Retryable;
import com.google.auth.oauth2.GoogleCredentials;
import io.loist.SigningException;
import io.loist.internal.Backoff;
import io.loist.internal.Daemons;
import io.loist.internal.UserAgent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Calls the IAM Service Account Credentials API: with a time-out for each try, and a deadline for all tries together. */
public final class IamCalls {

    private static final int TRIES_IN_A_DEADLINE = 3;

    private final String account;
    private final GoogleCredentials caller;
    private final Settings settings;
    private final HttpClient http;
    private final Executor tokenThreads = Daemons.pool("loist-access-token", 4);

    IamCalls(String account, GoogleCredentials caller, Settings settings) {
        this.account = account;
        this.caller = caller;
        this.settings = settings;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.deadline())
                .build();
    }

    /**
     * Posts JSON, and returns the bytes that a field of the answer has in Base64.
     *
     * @throws SigningException if the caller lacks a permission, or there was no such answer before the deadline
     */
    byte[] post(URI uri, String json, String field) {
        Backoff backoff = Backoff.STANDARD.start(settings.deadline());
        try {
            while (true) {
                try {
                    return bytes(answer(request(uri, json, backoff.remaining())), field);
                } catch (IOException e) {
                    if (!backoff.await()) {
                        throw new SigningException(
                                true,
                                "The IAM Service Account Credentials API gave no signature of " + account + " within "
                                        + settings.deadline() + ", in " + (backoff.pauses() + 1) + " tries: "
                                        + describe(e)
                                        + ". Try again; if that does not help, check the network and the API's quota.",
                                e);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SigningException(true, "Signing as " + account + " was interrupted.", e);
        }
    }

    /**
     * Returns the answer to a request.
     *
     * @throws IOException if a repetition may succeed
     */
    private String answer(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        int status = answer.statusCode();
        if (status == 200) {
            return answer.body();
        }
        if (status < 500 && status != 429) {
            throw IamErrors.refused(account, status, answer.body());
        }
        throw new IOException("it answered with status " + status);
    }

    private HttpRequest request(URI uri, String json, Duration remaining) throws IOException, InterruptedException {
        long start = System.nanoTime();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("User-Agent", UserAgent.VALUE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        token(uri, remaining).forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        Duration left = remaining.minusNanos(System.nanoTime() - start);
        Duration perTry = settings.deadline().dividedBy(TRIES_IN_A_DEADLINE);
        return request.timeout(max(Duration.ofNanos(1), min(perTry, left))).build();
    }

    /** Fetches a token on another thread, because the time that Google's library takes cannot be limited. */
    private Map<String, List<String>> token(URI uri, Duration timeout) throws IOException, InterruptedException {
        FutureTask<Map<String, List<String>>> task = new FutureTask<>(() -> caller.getRequestMetadata(uri));
        tokenThreads.execute(task);
        try {
            return task.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new IOException("no access token came in time", e);
        } catch (ExecutionException e) {
            throw refusedOrBroken(e.getCause());
        }
    }

    /** Distinguishes rejected credentials, for which a retry is useless, from transient errors. */
    private IOException refusedOrBroken(@Nullable Throwable why) {
        Throwable root = why;
        for (Throwable cause = why; cause != null; cause = cause.getCause()) {
            if (cause instanceof Retryable token && !token.isRetryable()) {
                throw IamErrors.noToken(account, cause);
            }
            root = cause;
        }
        return new IOException("no access token could be obtained: " + root, why);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static byte[] bytes(String body, String field) throws IOException {
        try {
            GenericJson json = GsonFactory.getDefaultInstance().fromString(body, GenericJson.class);
            byte[] bytes = json != null && json.get(field) instanceof String text
                    ? Base64.getDecoder().decode(text)
                    : new byte[0];
            if (bytes.length > 0) {
                return bytes;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("its response could not be parsed", e);
        }
        throw new IOException("its answer has no signature");
    }

    private static String describe(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /**
     * The address of the API, and a time limit.
     *
     * @param endpoint the address of the API
     * @param deadline for all tries of one signature together
     */
    public record Settings(URI endpoint, Duration deadline) {}
}
