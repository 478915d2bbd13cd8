package io.loist.storage.internal.server.http;

import io.loist.ObjectStoreException;
import io.loist.signing.SignedUrlVerifier.FormVerdict;
import io.loist.signing.SignedUrlVerifier.Outcome;
import io.loist.signing.SignedUrlVerifier.Verdict;

/**
 * An error response of a local media server, as Cloud Storage's XML API formats it. It never contains a signature.
 *
 * @param status the HTTP status
 * @param code the code that clients evaluate; empty for the one error that Cloud Storage sends without XML
 * @param message one sentence for people
 * @see <a href="https://cloud.google.com/storage/docs/xml-api/reference-status">Status and error codes</a>
 */
public record MediaError(int status, String code, String message) {

    public static final MediaError METHOD_NOT_ALLOWED =
            new MediaError(405, "MethodNotAllowed", "This server supports only GET, HEAD, PUT, POST and DELETE.");
    public static final MediaError NO_SUCH_KEY = new MediaError(404, "NoSuchKey", "The specified key does not exist.");
    static final MediaError NO_SUCH_BUCKET =
            new MediaError(404, "NoSuchBucket", "The specified bucket does not exist.");
    public static final MediaError NO_SUCH_UPLOAD =
            new MediaError(404, "NoSuchUpload", "The upload session does not exist or has ended; start another one.");
    static final MediaError INVALID_RANGE =
            new MediaError(416, "InvalidRange", "The requested range cannot be satisfied.");
    public static final MediaError PRECONDITION_FAILED =
            new MediaError(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold.");
    static final MediaError MISSING_LENGTH =
            new MediaError(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
    public static final MediaError ENTITY_TOO_LARGE =
            new MediaError(400, "EntityTooLarge", "Your proposed upload is larger than the size that was signed.");
    public static final MediaError ENTITY_TOO_SMALL =
            new MediaError(400, "EntityTooSmall", "Your proposed upload is smaller than the size that was signed.");
    public static final MediaError BAD_DIGEST = new MediaError(
            400, "BadDigest", "A checksum you specified does not match the bytes received; nothing was stored.");
    public static final MediaError INVALID_DIGEST = new MediaError(
            400, "InvalidDigest", "A checksum must be crc32c or md5, in Base64, and the same in all headers.");
    public static final MediaError INCOMPLETE_BODY =
            new MediaError(400, "IncompleteBody", "The body ended before its length was reached; nothing was stored.");
    public static final MediaError SEND_AGAIN =
            new MediaError(503, "ServiceUnavailable", "The object store failed while reading the body; send it again.");
    public static final MediaError CANNOT_SPOOL = new MediaError(
            503, "ServiceUnavailable", "The server cannot store unfinished uploads; its log gives the reason.");
    public static final MediaError NO_FILE = new MediaError(
            400,
            "IncorrectNumberOfFilesInPOSTRequest",
            "The form has no field named file, which must come after all other fields.");
    public static final MediaError FORM_TOO_LARGE = new MediaError(
            400, "MaxPostPreDataLengthExceeded", "Your POST request fields preceding the upload file were too large.");
    public static final MediaError BUSY = new MediaError(
            503, "ServiceUnavailable", "Another request of this upload session is in progress; try again.");
    public static final MediaError MALFORMED =
            new MediaError(400, "InvalidRequest", "The request's line or headers are malformed or too large.");
    public static final MediaError TOO_MANY_UPLOADS =
            new MediaError(503, "ServiceUnavailable", "Too many uploads are in progress; try again.");
    public static final MediaError INTERNAL =
            new MediaError(500, "InternalError", "The server's log gives the reason.");

    /** Returns the error of an invalid request. */
    public static MediaError invalidArgument(String message) {
        return new MediaError(400, "InvalidArgument", message);
    }

    /**
     * Returns the error of bytes that would leave a gap in a resumable upload. The message is Cloud Storage's own, because clients
     * evaluate it: some treat it as a permanent loss of bytes.
     */
    public static MediaError gap(long first, long received) {
        return new MediaError(
                503,
                "",
                "Invalid request.  According to the Content-Range header, the upload offset is " + first
                        + " byte(s), which exceeds already uploaded size of " + received + " byte(s).");
    }

    /** Returns the error of a request whose signature was not accepted. As in Cloud Storage, an expired URL gives 400. */
    public static MediaError of(Verdict verdict) {
        return of(verdict.outcome(), verdict.detail());
    }

    /** Returns the error of a form that was not accepted. */
    public static MediaError of(FormVerdict verdict) {
        return of(verdict.outcome(), verdict.detail());
    }

    private static MediaError of(Outcome outcome, String detail) {
        return switch (outcome) {
            case ACCEPTED -> throw new IllegalArgumentException("an accepted request has no error");
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
    public static MediaError of(ObjectStoreException e) {
        return switch (e.reason()) {
            case NOT_FOUND -> e.object().indexOf('/', "gs://".length()) < 0 ? NO_SUCH_BUCKET : NO_SUCH_KEY;
            case PRECONDITION_FAILED -> PRECONDITION_FAILED;
            case PERMISSION_DENIED ->
                new MediaError(403, "AccessDenied", "The server has no permission to use the object.");
            case UNAVAILABLE ->
                new MediaError(503, "ServiceUnavailable", "The object store does not respond; try again.");
            case INTEGRITY, REFUSED -> INTERNAL;
        };
    }

    /** Returns the response body: XML, or only the message if there is no code. */
    String body() {
        return code.isEmpty()
                ? message
                : "<?xml version='1.0' encoding='UTF-8'?><Error><Code>" + code + "</Code><Message>" + escaped(message)
                        + "</Message></Error>";
    }

    String contentType() {
        return code.isEmpty() ? "text/plain; charset=utf-8" : MediaResponse.XML;
    }

    public static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
