package io.loist.storage.internal.server.http;

import io.loist.ObjectStoreException;
import io.loist.signing.SignedUrlVerifier.FormVerdict;
import io.loist.signing.SignedUrlVerifier.Outcome;
import io.loist.signing.SignedUrlVerifier.Verdict;

/**
 * Why a local media server refuses a request, in the words of Cloud Storage's XML API. It never holds a signature.
 *
 * @param status the HTTP status
 * @param code the code clients go by; empty for the one refusal that comes without XML there
 * @param message one sentence for people
 * @see <a href="https://cloud.google.com/storage/docs/xml-api/reference-status">Status and error codes</a>
 */
public record MediaError(int status, String code, String message) {

    public static final MediaError METHOD_NOT_ALLOWED =
            new MediaError(405, "MethodNotAllowed", "This server answers GET, HEAD, PUT, POST and DELETE alone.");
    public static final MediaError NO_SUCH_KEY = new MediaError(404, "NoSuchKey", "The specified key does not exist.");
    static final MediaError NO_SUCH_BUCKET =
            new MediaError(404, "NoSuchBucket", "The specified bucket does not exist.");
    public static final MediaError NO_SUCH_UPLOAD =
            new MediaError(404, "NoSuchUpload", "There is no such upload session, or not any more; start another one.");
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
            400, "BadDigest", "A checksum you specified is not that of the bytes that arrived; nothing was stored.");
    public static final MediaError INVALID_DIGEST = new MediaError(
            400, "InvalidDigest", "A checksum is crc32c or md5, in Base64, and the same wherever it is given.");
    public static final MediaError INCOMPLETE_BODY =
            new MediaError(400, "IncompleteBody", "The body ended before its length was reached; nothing was stored.");
    public static final MediaError SEND_AGAIN = new MediaError(
            503, "ServiceUnavailable", "The object store broke off in the midst of the body; send it again.");
    public static final MediaError CANNOT_KEEP =
            new MediaError(503, "ServiceUnavailable", "The server cannot keep unfinished uploads; its log says why.");
    public static final MediaError NO_FILE = new MediaError(
            400,
            "IncorrectNumberOfFilesInPOSTRequest",
            "The form has no field named file; there must be one, behind all other fields.");
    public static final MediaError FORM_TOO_LARGE = new MediaError(
            400, "MaxPostPreDataLengthExceeded", "Your POST request fields preceding the upload file were too large.");
    public static final MediaError BUSY = new MediaError(
            503, "ServiceUnavailable", "Another request of this upload session is still being answered; try again.");
    public static final MediaError INTERNAL =
            new MediaError(500, "InternalError", "The server's log says what went wrong.");

    /** Returns the refusal of a request that is wrong in itself. */
    public static MediaError invalidArgument(String message) {
        return new MediaError(400, "InvalidArgument", message);
    }

    /**
     * Returns the refusal of bytes of a resumable upload that leave a gap. Clients go by its words, which are the service's own:
     * for some of them it means that bytes were lost for good.
     */
    public static MediaError gap(long first, long received) {
        return new MediaError(
                503,
                "",
                "Invalid request.  According to the Content-Range header, the upload offset is " + first
                        + " byte(s), which exceeds already uploaded size of " + received + " byte(s).");
    }

    /** Returns the refusal of a request whose signature is not good. An expired URL is a bad request there: 400. */
    public static MediaError of(Verdict verdict) {
        return of(verdict.outcome(), verdict.detail());
    }

    /** Returns the refusal of a form. */
    public static MediaError of(FormVerdict verdict) {
        return of(verdict.outcome(), verdict.detail());
    }

    private static MediaError of(Outcome outcome, String detail) {
        return switch (outcome) {
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
    public static MediaError of(ObjectStoreException e) {
        return switch (e.reason()) {
            case NOT_FOUND -> e.object().indexOf('/', "gs://".length()) < 0 ? NO_SUCH_BUCKET : NO_SUCH_KEY;
            case PRECONDITION_FAILED -> PRECONDITION_FAILED;
            case PERMISSION_DENIED -> new MediaError(403, "AccessDenied", "The server may not use the object.");
            case UNAVAILABLE ->
                new MediaError(503, "ServiceUnavailable", "The object store does not answer; try again.");
            case INTEGRITY, REFUSED -> INTERNAL;
        };
    }

    /** Returns the body: XML, or the sentence alone. */
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
