package io.loist.signing;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.loist.object.ObjectRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** One of Google's own examples of a V4 signed URL: what goes in and what has to come out. */
record ConformanceVector(JsonObject json) {

    private static final String FOLDER = "/com/google/cloud/conformance/storage/v1/";

    /** Returns all examples of signed URLs. */
    static List<ConformanceVector> signedUrls() {
        return StreamSupport.stream(
                        read("v4_signatures.json")
                                .getAsJsonArray("signingV4Tests")
                                .spliterator(),
                        false)
                .map(element -> new ConformanceVector(element.getAsJsonObject()))
                .toList();
    }

    /** Returns the service account that signed them: a key made for this purpose, of no account that exists. */
    static JsonObject serviceAccount() {
        return read("test_service_account.not-a-test.json");
    }

    static JsonObject read(String file) {
        try (InputStream in = ConformanceVector.class.getResourceAsStream(FOLDER + file)) {
            return new Gson()
                    .fromJson(
                            new InputStreamReader(Objects.requireNonNull(in, file), StandardCharsets.UTF_8),
                            JsonObject.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SignedUrlRequest request() {
        SignedUrlRequest.Builder request = has("object")
                ? SignedUrlRequest.builder(text("method"), new ObjectRef(text("bucket"), text("object")))
                : SignedUrlRequest.forBucket(text("method"), text("bucket"));
        map("headers").forEach(request::header);
        map("queryParameters").forEach(request::queryParameter);
        return request.lifetime(lifetime()).build();
    }

    UrlEndpoint endpoint() {
        URI cloudStorage = URI.create(text("scheme") + "://storage.googleapis.com");
        return switch (has("urlStyle") ? text("urlStyle") : "PATH_STYLE") {
            case "PATH_STYLE" -> UrlEndpoint.pathStyle(cloudStorage);
            case "VIRTUAL_HOSTED_STYLE" -> UrlEndpoint.virtualHosted(cloudStorage);
            case "BUCKET_BOUND_HOSTNAME" ->
                UrlEndpoint.bucketBound(URI.create(text("scheme") + "://" + text("bucketBoundHostname")));
            default -> throw new AssertionError("a style this test does not know: " + text("urlStyle"));
        };
    }

    Instant timestamp() {
        return Instant.parse(text("timestamp"));
    }

    Duration lifetime() {
        return Duration.ofSeconds(json.get("expiration").getAsLong());
    }

    URI expectedUrl() {
        return URI.create(text("expectedUrl"));
    }

    String expectedCanonicalRequest() {
        return text("expectedCanonicalRequest");
    }

    String expectedStringToSign() {
        return text("expectedStringToSign");
    }

    /** Returns the expected request's path and query. */
    String target() {
        return expectedUrl().getRawPath() + "?" + expectedUrl().getRawQuery();
    }

    /** Returns the headers a client sends with the expected URL. */
    Map<String, List<String>> headersSent() {
        Map<String, List<String>> sent = new HashMap<>();
        map("headers").forEach((name, value) -> sent.put(name, List.of(value)));
        sent.put("Host", List.of(expectedUrl().getRawAuthority()));
        return sent;
    }

    Map<String, String> map(String key) {
        Map<String, String> values = new LinkedHashMap<>();
        if (has(key)) {
            json.getAsJsonObject(key)
                    .entrySet()
                    .forEach(
                            entry -> values.put(entry.getKey(), entry.getValue().getAsString()));
        }
        return values;
    }

    boolean has(String key) {
        return json.has(key);
    }

    String text(String key) {
        return json.get(key).getAsString();
    }

    @Override
    public String toString() {
        return text("description");
    }
}
