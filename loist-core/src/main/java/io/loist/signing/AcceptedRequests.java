package io.loist.signing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.loist.internal.Checksums;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers requests that were accepted, because a player sends the same one for each range of a file. Only accepted requests enter, so
 * no one without a signature can fill or empty it, and only those of which nothing but the host is signed. It holds their hashes,
 * whose comparison tells no one how much of a guessed signature is right. Whether a request has expired is judged each time.
 */
final class AcceptedRequests {

    /** The number of requests, of about 300 bytes each. */
    static final int MAX_REQUESTS = 1_024;

    private final Map<ByteBuffer, Window> windows = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Window> eldest) {
            return size() > MAX_REQUESTS;
        }
    };

    /**
     * The time in which a signature is accepted.
     *
     * @param from the first instant
     * @param to the instant of its expiry
     */
    record Window(Instant from, Instant to) {

        /** Returns whether it contains an instant. */
        boolean contains(Instant now) {
            return !now.isBefore(from) && now.isBefore(to);
        }
    }

    /** Returns the hash of all that the verdict on a request depends on, or null if it cannot be remembered. */
    static @Nullable ByteBuffer hash(String method, String target, Map<String, List<String>> headers) {
        String host = "";
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            String name = header.getKey().strip().toLowerCase(Locale.ROOT);
            if (name.equals("host")) {
                host += header.getValue().size() == 1 ? header.getValue().get(0) : "\n";
            } else if (name.startsWith("x-goog-")) {
                return null; // has to be signed
            }
        }
        if (host.isEmpty() || !isVisible(method) || !isVisible(host) || !isVisible(target)) {
            return null; // so that no two requests have the same text
        }
        byte[] text = (method + "\n" + host + "\n" + target).getBytes(US_ASCII);
        return ByteBuffer.wrap(Checksums.newSha256().digest(text));
    }

    private static boolean isVisible(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a request was accepted and still is. */
    synchronized boolean contains(ByteBuffer hash, Instant now) {
        Window window = windows.get(hash);
        return window != null && window.contains(now);
    }

    /** Remembers a request that was accepted. */
    synchronized void add(ByteBuffer hash, Window window) {
        windows.put(hash, window);
    }
}
