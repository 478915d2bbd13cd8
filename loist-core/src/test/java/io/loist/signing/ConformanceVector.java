package io.loist.signing;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.loist.internal.Checksums;
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
import java.util.stream.Stream;

/** One of Google's own examples of a V4 signed URL: what goes in and what has to come out. */
record ConformanceVector(JsonObject json) {

    private static final String FOLDER = "/com/google/cloud/conformance/storage/v1/";

    /** The examples that are newer than the jar. */
    private static final String MORE = "/io/loist/signing/more_v4_signatures.json";

    /** Returns all examples of signed URLs. */
    static List<ConformanceVector> signedUrls() {
        return Stream.of(read("v4_signatures.json"), readResource(MORE))
                .flatMap(file -> file.getAsJsonArray("signingV4Tests").asList().stream())
                .map(element -> new ConformanceVector(element.getAsJsonObject()))
                .toList();
    }

    /** Returns the examples whose strings to sign loist signs, too: all but those of a host with a port of its own. */
    static List<ConformanceVector> signedAlike() {
        return signedUrls().stream().filter(vector -> !vector.hasPort()).toList();
    }

    /**
     * Returns the examples that sign a host without its port. That differs from what a client sends as {@code Host} (RFC 9110 §7.2),
     * and from what Google's own client for Java signs.
     */
    static List<ConformanceVector> signedWithoutPort() {
        return signedUrls().stream().filter(ConformanceVector::hasPort).toList();
    }

    private boolean hasPort() {
        return endpoint().base().getPort() != -1;
    }

    /** Returns the service account that signed them: a key made for this purpose, of no account that exists. */
    static JsonObject serviceAccount() {
        return read("test_service_account.not-a-test.json");
    }

    static JsonObject read(String file) {
        return readResource(FOLDER + file);
    }

    private static JsonObject readResource(String file) {
        try (InputStream in = ConformanceVector.class.getResourceAsStream(file)) {
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
        URI cloudStorage = URI.create(host());
        return switch (has("urlStyle") ? text("urlStyle") : "PATH_STYLE") {
            case "PATH_STYLE" -> UrlEndpoint.pathStyle(cloudStorage);
            case "VIRTUAL_HOSTED_STYLE" -> UrlEndpoint.virtualHosted(cloudStorage);
            case "BUCKET_BOUND_HOSTNAME" ->
                UrlEndpoint.bucketBound(URI.create(text("scheme") + "://" + text("bucketBoundHostname")));
            default -> throw new AssertionError("a style this test does not know: " + text("urlStyle"));
        };
    }

    /** Returns the service's address: a host name goes before an endpoint, that before an emulator, that before a universe domain. */
    private String host() {
        String host = Stream.of("hostname", "clientEndpoint", "emulatorHostname")
                .filter(this::has)
                .map(this::text)
                .findFirst()
                .orElse("storage." + (has("universeDomain") ? text("universeDomain") : "googleapis.com"));
        String scheme = has("scheme") ? text("scheme") : "https";
        return host.contains("://") ? host : scheme + "://" + host;
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

    /** Returns whether the canonical request given is another than the one whose hash is in the string to sign. */
    boolean contradictsItself() {
        return !Checksums.sha256(expectedCanonicalRequest().getBytes(StandardCharsets.UTF_8))
                .equals(expectedCanonicalHash());
    }

    /** Returns the hash of the canonical request, which is the last line of the string to sign. */
    String expectedCanonicalHash() {
        String text = expectedStringToSign();
        return text.substring(text.lastIndexOf('\n') + 1);
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
