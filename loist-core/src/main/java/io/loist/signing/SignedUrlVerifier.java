package io.loist.signing;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Verifies the V4 signatures of requests and uploaded forms, as Cloud Storage does: for servers that stand in for it, such as
 * loist's local media server, and for hosts that check URLs they have issued.
 *
 * <p>Implementations are safe for use by several threads and compare signatures in constant time.
 *
 * @see <a href="https://cloud.google.com/storage/docs/authentication/signatures">V4 signing process</a>
 */
public interface SignedUrlVerifier {

    /**
     * Verifies a request. No input makes this method throw: malformed requests give a verdict, too.
     *
     * @param method the HTTP method
     * @param rawTarget the path and query exactly as received, still percent-encoded. An encoded slash in the path counts as a slash,
     *     so a server must decode the path as a whole before it splits it
     * @param headers all headers by name, in any case, including {@code Host}
     * @return the verdict on whether to serve the request
     */
    Verdict verify(String method, String rawTarget, Map<String, List<String>> headers);

    /**
     * Verifies the signature of an uploaded form's policy, and the form's fields against the policy. No input makes this method throw.
     * The verdict contains the accepted sizes, because a file's size may be unknown until it has arrived: receive at most
     * {@link FormVerdict#maxSize()} bytes, and keep the file only if {@link FormVerdict#acceptsSize} returns true.
     *
     * @param bucket the bucket to whose URL the form was sent
     * @param fields the form's fields by name, in any case, without the file; a server must refuse a form that repeats a name
     * @return the verdict on whether to store the file under the name in the field {@code key}
     */
    FormVerdict verifyForm(String bucket, Map<String, String> fields);

    /** Returns a verifier that accepts the signatures of these keys and uses the system's clock. */
    static SignedUrlVerifier create(VerificationKey... keys) {
        return create(Clock.systemUTC(), keys);
    }

    /**
     * Returns a verifier that accepts the signatures of these keys. Several keys may have the same access id, for key rotation. It
     * remembers the last 1,024 accepted requests of which only the host is signed, and judges only the time of those anew; if a key is
     * not made by {@link VerificationKey}'s own methods, it remembers nothing.
     *
     * @param clock the clock that decides whether a URL has expired
     */
    static SignedUrlVerifier create(Clock clock, VerificationKey... keys) {
        return new V4Verifier(Objects.requireNonNull(clock, "clock"), List.of(keys));
    }

    /**
     * The verdict on a request.
     *
     * @param outcome the outcome
     * @param detail one sentence for the body of an error response; it contains no signature and no secret
     */
    record Verdict(Outcome outcome, String detail) {

        /** Returns whether to serve the request. */
        public boolean accepted() {
            return outcome == Outcome.ACCEPTED;
        }
    }

    /**
     * The verdict on a form.
     *
     * @param outcome the outcome
     * @param detail one sentence for the body of an error response; it contains no signature and no secret
     * @param minSize the minimum size of the file in bytes; 0 if the form is refused
     * @param maxSize the maximum size of the file in bytes, {@link Long#MAX_VALUE} if the policy sets none; 0 if the form is refused
     */
    record FormVerdict(Outcome outcome, String detail, long minSize, long maxSize) {

        /** Returns whether to store the file, provided that its size is accepted. */
        public boolean accepted() {
            return outcome == Outcome.ACCEPTED;
        }

        /** Returns whether to store a file of this size in bytes. */
        public boolean acceptsSize(long bytes) {
            return accepted() && minSize <= bytes && bytes <= maxSize;
        }
    }

    /** The outcomes of a verification. */
    enum Outcome {
        /** The signature is valid and has not expired. */
        ACCEPTED,
        /** There is no signature. */
        UNSIGNED,
        /** A parameter of the signature is malformed, or a signed header is missing. */
        MALFORMED,
        /** The verifier has no key with the signer's access id and algorithm. */
        UNKNOWN_KEY,
        /** The signature does not match the request. */
        SIGNATURE_MISMATCH,
        /** The signature of a form's policy is valid, but the form's fields or bucket do not meet the policy. */
        CONDITION_FAILED,
        /** The signature is valid, but has expired. */
        EXPIRED,
        /** The signature is valid, but its time of signing is in the future. */
        NOT_YET_VALID
    }
}
