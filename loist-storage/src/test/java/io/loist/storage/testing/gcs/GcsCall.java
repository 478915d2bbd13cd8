package io.loist.storage.testing.gcs;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A call as it came to the test server.
 *
 * @param parameters the parameters in its address
 * @param headers its headers by name in lower case; a call within a batch has those of the batch
 */
public record GcsCall(GcsOperation operation, Map<String, String> parameters, Map<String, String> headers) {

    /** What every call of the JSON API may have. */
    private static final Set<String> STANDARD = Set.of("alt", "fields", "prettyPrint", "quotaUser", "userProject");

    private static final Set<String> CONDITIONS = Set.of(
            "generation",
            "ifGenerationMatch",
            "ifGenerationNotMatch",
            "ifMetagenerationMatch",
            "ifMetagenerationNotMatch",
            "projection");

    static GcsCall of(GcsOperation operation, GcsRequest request) {
        Map<String, String> headers = new TreeMap<>();
        request.headers().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        return new GcsCall(operation, request.parameters(), headers);
    }

    /** Refuses a parameter that Google does not document for the call. */
    void requireDocumented() {
        Map<String, String> unknown = new HashMap<>(parameters);
        unknown.keySet().removeAll(STANDARD);
        switch (operation) {
            case INSERT, START -> {
                unknown.keySet().removeAll(CONDITIONS);
                unknown.keySet().removeAll(Set.of("uploadType", "name", "kmsKeyName", "predefinedAcl", "upload_id"));
            }
            case GET, MEDIA, DELETE, PATCH -> unknown.keySet().removeAll(CONDITIONS);
            case REWRITE -> {
                unknown.keySet().removeAll(CONDITIONS);
                unknown.keySet()
                        .removeAll(Set.of(
                                "destinationKmsKeyName",
                                "destinationPredefinedAcl",
                                "ifSourceGenerationMatch",
                                "ifSourceMetagenerationMatch",
                                "maxBytesRewrittenPerCall",
                                "rewriteToken",
                                "sourceGeneration"));
            }
            case MOVE -> {
                unknown.keySet().removeAll(CONDITIONS);
                unknown.keySet().removeAll(Set.of("ifSourceGenerationMatch", "ifSourceMetagenerationMatch"));
            }
            case LIST ->
                unknown.keySet()
                        .removeAll(Set.of(
                                "delimiter",
                                "prefix",
                                "maxResults",
                                "pageToken",
                                "projection",
                                "versions",
                                "startOffset"));
            default -> unknown.clear();
        }
        if (!unknown.isEmpty()) {
            throw GcsProblem.invalid("Unknown parameters of " + operation + ": " + unknown.keySet());
        }
    }

    /** Refuses a call for which no one pays, except those whose address the server itself has given, and batches. */
    void requirePayer() {
        boolean isExempt = operation == GcsOperation.CHUNK || operation == GcsOperation.BATCH;
        if (!isExempt && !parameters.containsKey("userProject")) {
            throw GcsProblem.userProjectMissing();
        }
    }
}
