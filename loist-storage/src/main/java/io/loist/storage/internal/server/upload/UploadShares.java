package io.loist.storage.internal.server.upload;

import io.loist.storage.internal.server.http.MediaRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The shares of the upload sessions: a signed URL or a client that has too many loses its own, and never those of others. */
final class UploadShares {

    static final int PER_URL = 16;
    static final int PER_CLIENT = 256;
    static final int TOTAL = 512;

    private UploadShares() {}

    /**
     * Returns the uploads of which one must go before another begins, in the order of all; empty if there is room.
     *
     * @param all the present uploads
     * @param start the request that starts another one
     */
    static List<ResumableUpload> crowd(Collection<ResumableUpload> all, MediaRequest start) {
        List<ResumableUpload> ofUrl = like(all, ResumableUpload::signature, start.signature());
        if (ofUrl.size() >= PER_URL) {
            return ofUrl;
        }
        List<ResumableUpload> ofClient = like(all, ResumableUpload::client, start.client());
        if (ofClient.size() >= PER_CLIENT) {
            return ofClient;
        }
        return all.size() < TOTAL ? List.of() : ofBusiestClient(all);
    }

    private static List<ResumableUpload> like(
            Collection<ResumableUpload> all, Function<ResumableUpload, String> property, String value) {
        return all.stream()
                .filter(upload -> property.apply(upload).equals(value))
                .toList();
    }

    private static List<ResumableUpload> ofBusiestClient(Collection<ResumableUpload> all) {
        Map<String, List<ResumableUpload>> byClient =
                all.stream().collect(Collectors.groupingBy(ResumableUpload::client));
        return byClient.values().stream().reduce(List.of(), (one, other) -> one.size() >= other.size() ? one : other);
    }
}
