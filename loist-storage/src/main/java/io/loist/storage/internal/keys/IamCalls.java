package io.loist.storage.internal.keys;

import com.google.api.client.json.GenericJson;
import com.google.api.client.json.gson.GsonFactory;
import com.google.auth.Retryable;
import com.google.auth.oauth2.GoogleCredentials;
import io.loist.SigningException;
import io.loist.internal.Daemons;
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
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Calls the IAM Service Account Credentials API: with a time-out for each try, and several tries under one deadline. */
public final class IamCalls {

    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration MAX_DELAY = Duration.ofSeconds(4);
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
     * @throws SigningException if the caller lacks a permission, or there was no such answer in time
     */
    byte[] post(URI uri, String json, String field) {
        long end = System.nanoTime() + settings.deadline().toNanos();
        Trouble trouble = new Trouble("it was never asked", null);
        for (int tried = 0; ; tried++) {
            try {
                HttpResponse<String> answer = http.send(request(uri, json, end), HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    return bytes(answer.body(), field);
                }
                if (answer.statusCode() < 500 && answer.statusCode() != 429) {
                    throw IamErrors.refused(account, answer.statusCode(), answer.body());
                }
                trouble = new Trouble("it answered with status " + answer.statusCode(), null);
            } catch (IOException e) {
                trouble = new Trouble(describe(e), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SigningException(true, "Signing as " + account + " was interrupted.", e);
            }
            if (!pause(tried, end)) {
                throw new SigningException(
                        true,
                        "No signature of " + account + " could be had within " + settings.deadline()
                                + " from the IAM Service Account Credentials API, asked " + (tried + 1) + " times: "
                                + trouble.what() + ". Try again; if it stays, check the network and the API's quota.",
                        trouble.cause());
            }
        }
    }

    private HttpRequest request(URI uri, String json, long end) throws IOException, InterruptedException {
        Duration aTry = settings.deadline().dividedBy(TRIES_IN_A_DEADLINE);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        token(uri, end).forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        return request.timeout(min(aTry, left(end))).build();
    }

    /** Asks for a token on another thread, since how long Google's library tries is not in our hands. */
    private Map<String, List<String>> token(URI uri, long end) throws IOException, InterruptedException {
        FutureTask<Map<String, List<String>>> task = new FutureTask<>(() -> caller.getRequestMetadata(uri));
        tokenThreads.execute(task);
        try {
            return task.get(left(end).toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new IOException("no access token came in time", e);
        } catch (ExecutionException e) {
            throw refusedOrBroken(e.getCause());
        }
    }

    /** Tells credentials that are refused, with which it is no use to ask again, from trouble that may pass. */
    private IOException refusedOrBroken(@Nullable Throwable why) {
        Throwable root = why;
        for (Throwable cause = why; cause != null; cause = cause.getCause()) {
            if (cause instanceof Retryable token && !token.isRetryable()) {
                throw IamErrors.noToken(account, cause);
            }
            root = cause;
        }
        return new IOException("no access token could be had: " + root, why);
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Waits before another try, for a random time (full jitter), so that many processes do not come back at once. */
    private static boolean pause(int tried, long end) throws SigningException {
        Duration longest = min(FIRST_DELAY.multipliedBy(1L << Math.min(tried, 10)), MAX_DELAY);
        long nanos = ThreadLocalRandom.current().nextLong(longest.toNanos() + 1);
        if (nanos >= end - System.nanoTime()) {
            return false;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SigningException(true, "Signing was interrupted.", e);
        }
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
            throw new IOException("its answer could not be read", e);
        }
        throw new IOException("its answer has no signature");
    }

    private static String describe(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /**
     * Where and for how long to ask.
     *
     * @param endpoint the API
     * @param deadline for all tries of one signature together
     */
    public record Settings(URI endpoint, Duration deadline) {}

    /** Why a try failed. */
    private record Trouble(String what, @Nullable Throwable cause) {}
}
