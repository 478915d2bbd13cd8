package io.loist.storage.testing.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.loist.signing.SignedUrlVerifier;
import io.loist.signing.SignedUrlVerifier.Outcome;
import io.loist.signing.SignedUrlVerifier.Verdict;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The calls that a signed URL makes: GET, HEAD, PUT, DELETE, and POST to start a resumable upload; and forms with a signed policy.
 * Nothing is done that has not been signed; chunks of an upload need its id instead.
 *
 * @see <a href="https://cloud.google.com/storage/docs/xml-api/reference-methods">XML API</a>
 */
public final class GcsXmlCalls {

    private final GcsTestBuckets buckets;
    private final GcsUploadCalls uploads;
    private final GcsBucketCalls settings;
    private final SignedUrlVerifier verifier;

    public GcsXmlCalls(
            GcsTestBuckets buckets, GcsUploadCalls uploads, GcsBucketCalls settings, SignedUrlVerifier verifier) {
        this.buckets = buckets;
        this.uploads = uploads;
        this.settings = settings;
        this.verifier = verifier;
    }

    public void run(GcsRequest request, String endpoint) throws IOException {
        try {
            String bucket = request.path().get(0);
            String name = request.path().stream().skip(1).collect(Collectors.joining("/"));
            allowOrigin(request, bucket);
            if (request.method().equals("OPTIONS")) {
                request.answer(200, new byte[0]);
                return;
            }
            if (request.method().equals("PUT") && request.parameter("upload_id") != null) {
                uploads.chunk(request, GcsFaults.Fault.NONE);
                return;
            }
            if (GcsFormCalls.concerns(request) && request.parameter("X-Goog-Signature") == null) {
                new GcsFormCalls(buckets, settings, verifier).run(request, endpoint, bucket);
                return;
            }
            verify(request);
            serve(request, endpoint, bucket, name);
        } catch (GcsProblem e) {
            request.setHeader("Content-Type", "application/xml; charset=UTF-8");
            String body = "<?xml version='1.0' encoding='UTF-8'?><Error><Code>" + code(e) + "</Code><Message>"
                    + e.getMessage() + "</Message></Error>";
            request.answer(e.status(), body.getBytes(UTF_8));
        }
    }

    /** Returns what this API calls a problem for which the JSON API has another word. */
    private static String code(GcsProblem problem) {
        return switch (problem.reason()) {
            case "conditionNotMet" -> "PreconditionFailed";
            case "forbidden" -> "AccessDenied";
            case "invalid" -> "InvalidArgument";
            case "required" -> "UserProjectMissing";
            case "notFound" ->
                String.valueOf(problem.getMessage()).contains("bucket does not") ? "NoSuchBucket" : "NoSuchKey";
            default -> problem.reason();
        };
    }

    private void verify(GcsRequest request) {
        Verdict verdict = verifier.verify(request.method(), request.rawTarget(), request.headers());
        if (!verdict.accepted()) {
            throw refusal(verdict.outcome(), verdict.detail());
        }
    }

    /** Returns how a signature, or a policy, that does not hold is answered. */
    public static GcsProblem refusal(Outcome outcome, String detail) {
        return switch (outcome) {
            case EXPIRED -> new GcsProblem(400, "ExpiredToken", detail);
            case MALFORMED -> new GcsProblem(400, "MalformedSecurityHeader", detail);
            case CONDITION_FAILED -> new GcsProblem(400, "InvalidPolicyDocument", detail);
            case SIGNATURE_MISMATCH -> new GcsProblem(403, "SignatureDoesNotMatch", detail);
            case UNKNOWN_KEY -> new GcsProblem(403, "InvalidSecurity", detail);
            case NOT_YET_VALID -> new GcsProblem(403, "RequestTimeTooSkewed", detail);
            default -> new GcsProblem(403, "AccessDenied", detail);
        };
    }

    /** Says in headers what an object is stored as. */
    public static void describe(GcsRequest request, GcsTestObject stored) {
        request.setHeader("ETag", "\"" + stored.generation() + "\"");
        request.setHeader("x-goog-generation", Long.toString(stored.generation()));
        request.setHeader("x-goog-hash", "crc32c=" + stored.crc32c());
    }

    private void serve(GcsRequest request, String endpoint, String bucket, String name) throws IOException {
        switch (request.method()) {
            case "GET", "HEAD" -> {
                settings.require(GcsOperation.MEDIA);
                new GcsObjectCalls(buckets).media(request, bucket, name, GcsFaults.Fault.NONE);
            }
            case "PUT" -> {
                settings.require(GcsOperation.INSERT);
                checkLength(request);
                GcsTestObject stored = buckets.put(bucket, given(request, name), request.body(), generation(request));
                describe(request, stored);
                request.answer(200, new byte[0]);
            }
            case "POST" -> {
                if (!"start".equals(request.header("x-goog-resumable"))) {
                    throw GcsProblem.invalid("POST needs x-goog-resumable: start");
                }
                String id = uploads.start(bucket, given(request, name), generation(request));
                request.setHeader("Location", endpoint + "/" + bucket + "/upload?upload_id=" + id);
                request.answer(201, new byte[0]);
            }
            case "DELETE" -> {
                settings.require(GcsOperation.DELETE);
                buckets.delete(bucket, name, generation(request));
                request.answer(204, new byte[0]);
            }
            default -> throw new GcsProblem(405, "MethodNotAllowed", request.method() + " is not allowed here.");
        }
    }

    private static void checkLength(GcsRequest request) {
        String range = request.header("x-goog-content-length-range");
        if (range != null) {
            String[] limits = range.split(",", 2);
            int length = request.body().length;
            if (length < Long.parseLong(limits[0].strip()) || length > Long.parseLong(limits[1].strip())) {
                throw new GcsProblem(
                        400,
                        length < Long.parseLong(limits[0].strip()) ? "EntityTooSmall" : "EntityTooLarge",
                        "The upload has " + length + " bytes, but must have " + range + ".");
            }
        }
    }

    private static JsonObject given(GcsRequest request, String name) {
        JsonObject given = new JsonObject();
        given.addProperty("name", name);
        copy(request, "Content-Type", given, "contentType");
        copy(request, "Cache-Control", given, "cacheControl");
        copy(request, "Content-Disposition", given, "contentDisposition");
        JsonObject metadata = new JsonObject();
        request.headersAfter("x-goog-meta-").forEach(metadata::addProperty);
        given.add("metadata", metadata);
        String hash = request.header("x-goog-hash");
        if (hash != null && hash.startsWith("crc32c=")) {
            given.addProperty("crc32c", hash.substring("crc32c=".length()));
        }
        return given;
    }

    private static void copy(GcsRequest request, String header, JsonObject given, String property) {
        String value = request.header(header);
        if (value != null) {
            given.addProperty(property, value);
        }
    }

    private static @Nullable Long generation(GcsRequest request) {
        String value = request.header("x-goog-if-generation-match");
        return value == null ? null : Long.valueOf(value);
    }

    /** Lets a page of another origin see the answer, if a rule of the bucket does. */
    private void allowOrigin(GcsRequest request, String bucket) {
        String origin = request.header("Origin");
        JsonElement rules = settings.get(bucket).get("cors");
        if (origin == null || rules == null) {
            return;
        }
        String asked = request.header("Access-Control-Request-Method");
        String method = asked == null ? request.method() : asked;
        for (JsonElement element : rules.getAsJsonArray()) {
            JsonObject rule = element.getAsJsonObject();
            if ((holds(rule, "origin", origin) || holds(rule, "origin", "*")) && holds(rule, "method", method)) {
                String wanted = request.header("Access-Control-Request-Headers");
                if (wanted != null
                        && !Stream.of(wanted.split(",", -1))
                                .allMatch(name -> holds(rule, "responseHeader", name.strip()))) {
                    return;
                }
                String headers = texts(rule, "responseHeader");
                request.setHeader("Access-Control-Allow-Origin", holds(rule, "origin", "*") ? "*" : origin);
                request.setHeader(
                        asked == null ? "Access-Control-Expose-Headers" : "Access-Control-Allow-Headers", headers);
                if (asked != null) {
                    request.setHeader("Access-Control-Allow-Methods", texts(rule, "method"));
                    request.setHeader(
                            "Access-Control-Max-Age", rule.get("maxAgeSeconds").getAsString());
                }
                return;
            }
        }
    }

    private static boolean holds(JsonObject rule, String property, String value) {
        return (", " + texts(rule, property) + ",")
                .toLowerCase(Locale.ROOT)
                .contains(", " + value.toLowerCase(Locale.ROOT) + ",");
    }

    private static String texts(JsonObject rule, String property) {
        return rule.getAsJsonArray(property).asList().stream()
                .map(JsonElement::getAsString)
                .collect(Collectors.joining(", "));
    }
}
