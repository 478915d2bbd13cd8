package io.loist.signing;

import io.loist.SigningException;
import io.loist.internal.Daemons;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Signs several requests at once with a key whose signatures need a network call. */
final class ParallelSigning {

    private static final int AT_ONCE = 16;

    private ParallelSigning() {}

    /** Signs each distinct request once; the first failure ends all of them. */
    static List<SignedUrl> signAll(List<SignedUrlRequest> requests, Function<SignedUrlRequest, SignedUrl> sign) {
        LinkedHashSet<SignedUrlRequest> different = new LinkedHashSet<>(requests);
        if (different.isEmpty()) {
            return List.of();
        }
        ExecutorService threads = Daemons.pool("loist-sign-all", Math.min(AT_ONCE, different.size()));
        try {
            Map<SignedUrlRequest, Future<SignedUrl>> underWay = new LinkedHashMap<>();
            different.forEach(request -> underWay.put(request, threads.submit(() -> sign.apply(request))));
            Map<SignedUrlRequest, SignedUrl> signed = new LinkedHashMap<>();
            for (Map.Entry<SignedUrlRequest, Future<SignedUrl>> one : underWay.entrySet()) {
                signed.put(one.getKey(), one.getValue().get());
            }
            return requests.stream()
                    .map(request -> Objects.requireNonNull(signed.get(request)))
                    .toList();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new SigningException(false, "A URL could not be signed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SigningException(true, "Signing was interrupted; no URL was signed.", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
