package io.loist.signing;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Tells whether a request or an uploaded form is one that somebody signed, as Cloud Storage would: for servers that stand in for it, such as the
 * local media server, and for hosts that want to check a URL they handed out.
 *
 * <p>Implementations are safe for use by many threads and compare signatures in constant time.
 */
public interface SignedUrlVerifier {

    /**
     * Checks a request against its signature and the clock. Whatever a client may send, the answer is a verdict.
     *
     * @param method the request's method
     * @param rawTarget the request's path and query exactly as they were sent, percent-encoding and all. An encoded slash in
     *     the path counts as a slash: whoever serves the request must decode the path as a whole before taking it apart
     * @param headers the request's headers by name, in any case, {@code Host} among them
     * @return whether the request is to be served, and if not, why
     */
    Verdict verify(String method, String rawTarget, Map<String, List<String>> headers);

    /**
     * Checks an uploaded form against its policy, the policy against its signature, and the clock. Whatever a client may send, the
     * answer is a verdict. The size of the file may not be known before it has arrived, so the verdict says which sizes are
     * accepted: receive no more than {@link FormVerdict#maxSize()} bytes, and keep the file only if
     * {@link FormVerdict#acceptsSize} says so.
     *
     * @param bucket the bucket whose URL the form was sent to
     * @param fields the form's fields by name, in any case, without the file; a server that finds a name twice must refuse the form
     * @return whether the file is to be stored under the name that the field {@code key} gives, and if not, why
     */
    FormVerdict verifyForm(String bucket, Map<String, String> fields);

    /** Returns a verifier that accepts what one of these keys signed, by the system's clock. */
    static SignedUrlVerifier create(VerificationKey... keys) {
        return create(Clock.systemUTC(), keys);
    }

    /**
     * Returns a verifier that accepts what one of these keys signed. Several keys may have the same access id, as while a key
     * is being replaced.
     */
    static SignedUrlVerifier create(Clock clock, VerificationKey... keys) {
        return new V4Verifier(Objects.requireNonNull(clock, "clock"), List.of(keys));
    }

    /**
     * What a verifier found.
     *
     * @param outcome whether the request is to be served
     * @param detail one sentence for the caller's error body; it holds no signature and no secret
     */
    record Verdict(Outcome outcome, String detail) {

        /** Returns whether the request is to be served. */
        public boolean accepted() {
            return outcome == Outcome.ACCEPTED;
        }
    }

    /**
     * What a verifier found of a form.
     *
     * @param outcome whether the file is to be stored
     * @param detail one sentence for the caller's error body; it holds no signature and no secret
     * @param minSize the least number of bytes that the file may have; 0 if the form is refused
     * @param maxSize the greatest, {@link Long#MAX_VALUE} if the policy has none; 0 if the form is refused
     */
    record FormVerdict(Outcome outcome, String detail, long minSize, long maxSize) {

        /** Returns whether the file is to be stored, if its size is right. */
        public boolean accepted() {
            return outcome == Outcome.ACCEPTED;
        }

        /** Returns whether the file is to be stored, now that its size in bytes is known. */
        public boolean acceptsSize(long bytes) {
            return accepted() && minSize <= bytes && bytes <= maxSize;
        }
    }

    /** What a verifier can find. */
    enum Outcome {
        /** The request is what was signed, and the URL is still good. */
        ACCEPTED,
        /** There is no signature. */
        UNSIGNED,
        /** The parameters of the signature are not of their form, or a signed header is missing. */
        MALFORMED,
        /** No key of the verifier is the one that is said to have signed. */
        UNKNOWN_KEY,
        /** The request is not the one that was signed. */
        SIGNATURE_MISMATCH,
        /** The policy of a form is what was signed, but the form's fields or its bucket are not what the policy allows. */
        CONDITION_FAILED,
        /** The request is what was signed, but the URL has expired. */
        EXPIRED,
        /** The request is what was signed, but the time of signing lies in the future. */
        NOT_YET_VALID
    }
}
