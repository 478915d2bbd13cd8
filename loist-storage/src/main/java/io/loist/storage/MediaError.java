package io.loist.storage;

import io.loist.ObjectStoreException;
import io.loist.media.SignedUrlVerifier.Verdict;
import java.nio.charset.StandardCharsets;

/**
 * Why a local media server refuses a request, in the words of Cloud Storage's XML API. It never holds a signature.
 *
 * @param status the HTTP status
 * @param code the code clients go by
 * @param message one sentence for people
 * @see <a href="https://cloud.google.com/storage/docs/xml-api/reference-status">Status and error codes</a>
 */
record MediaError(int status, String code, String message) {

    static final MediaError METHOD_NOT_ALLOWED =
            new MediaError(405, "MethodNotAllowed", "This server answers GET and HEAD alone.");
    static final MediaError NO_SUCH_KEY = new MediaError(404, "NoSuchKey", "The specified key does not exist.");
    static final MediaError INVALID_RANGE =
            new MediaError(416, "InvalidRange", "The requested range cannot be satisfied.");
    static final MediaError INTERNAL = new MediaError(500, "InternalError", "The server's log says what went wrong.");

    /** Returns the refusal of a request whose signature is not good. An expired URL is a bad request there: 400. */
    static MediaError of(Verdict verdict) {
        String detail = verdict.detail();
        return switch (verdict.outcome()) {
            case ACCEPTED -> throw new IllegalArgumentException("the request is not to be refused");
            case UNSIGNED -> new MediaError(403, "AccessDenied", detail);
            case MALFORMED -> new MediaError(400, "MalformedSecurityHeader", detail);
            case UNKNOWN_KEY -> new MediaError(403, "InvalidSecurity", detail);
            case SIGNATURE_MISMATCH -> new MediaError(403, "SignatureDoesNotMatch", detail);
            case CONDITION_FAILED -> new MediaError(400, "InvalidPolicyDocument", detail);
            case EXPIRED -> new MediaError(400, "ExpiredToken", detail);
            case NOT_YET_VALID -> new MediaError(403, "RequestTimeTooSkewed", detail);
        };
    }

    /** Returns the refusal of a request that the store could not answer. What the store says is for the log alone. */
    static MediaError of(ObjectStoreException e) {
        return switch (e.reason()) {
            case NOT_FOUND -> NO_SUCH_KEY;
            case PERMISSION_DENIED -> new MediaError(403, "AccessDenied", "The server may not read the object.");
            case UNAVAILABLE ->
                new MediaError(503, "ServiceUnavailable", "The object store does not answer; try again.");
            case PRECONDITION_FAILED, INTEGRITY, REFUSED -> INTERNAL;
        };
    }

    /** Returns the body. */
    byte[] xml() {
        return ("<?xml version='1.0' encoding='UTF-8'?><Error><Code>" + code + "</Code><Message>" + escaped(message)
                        + "</Message></Error>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
