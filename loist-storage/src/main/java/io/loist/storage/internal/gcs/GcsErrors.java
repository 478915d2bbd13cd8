package io.loist.storage.internal.gcs;

import com.google.api.gax.rpc.PermissionDeniedException;
import com.google.api.gax.rpc.UnauthenticatedException;
import com.google.auth.Retryable;
import com.google.cloud.storage.StorageException;
import io.loist.LoistException;
import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import java.io.IOException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Translates the exceptions of Google's clients into {@link ObjectStoreException}s: the only place that knows their codes. */
public final class GcsErrors {

    private static final Set<String> RATE_LIMITS =
            Set.of("rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "backendError");
    private static final int MAX_QUOTED = 300;

    private GcsErrors() {}

    /** Makes a call and translates its exceptions; {@code object} is the {@code gs://} name of the object or bucket. */
    public static <T> T translating(String object, Supplier<T> call) {
        try {
            return call.get();
        } catch (LoistException e) {
            throw e;
        } catch (RuntimeException e) {
            throw translate(object, e);
        }
    }

    /** Translates any exception of Google's client. */
    static ObjectStoreException translate(String object, RuntimeException e) {
        String remedy = remedy(e);
        if (remedy != null) {
            return failure(Reason.REFUSED, object, "The call for " + object + " failed: " + remedy + quote(e), e);
        }
        if (e instanceof StorageException refused) {
            return byCode(object, refused);
        }
        if (e instanceof UnauthenticatedException || e instanceof PermissionDeniedException) {
            return denied(object, "the credentials are missing, wrong or expired", e);
        }
        return unavailable(object, "the response of Cloud Storage could not be used", e);
    }

    /** Returns what mends a failure that would happen again however often the call is repeated, or null if a repetition may help. */
    static @Nullable String remedy(Exception e) {
        if (causes(e).anyMatch(cause -> String.valueOf(cause.getMessage()).contains("universe domain"))) {
            return "the credentials belong to another universe domain than the store does; use credentials of its own.";
        }
        if (causes(e)
                .anyMatch(cause -> cause instanceof CertificateException
                        || cause instanceof CertPathValidatorException
                        || cause instanceof SSLPeerUnverifiedException)) {
            return "the server's certificate is not trusted; correct the endpoint, or add the certificate's authority to the"
                    + " trust store of this process (javax.net.ssl.trustStore).";
        }
        return null;
    }

    /** Translates a failure to send or receive bytes. */
    static ObjectStoreException translate(String object, IOException e) {
        return e.getCause() instanceof StorageException cause
                ? translate(object, cause)
                : unavailable(object, "the connection to Cloud Storage broke", e);
    }

    private static ObjectStoreException byCode(String object, StorageException e) {
        return switch (e.getCode()) {
            case 400 -> refusedOrDamaged(object, e);
            case 401 -> denied(object, "the credentials are missing, wrong or expired", e);
            case 403 ->
                RATE_LIMITS.contains(String.valueOf(e.getReason()))
                        ? unavailable(object, "Cloud Storage limits the rate of calls", e)
                        : denied(
                                object,
                                "the credentials lack a permission on it, or a hold or retention policy protects it",
                                e);
            case 404 ->
                failure(
                        Reason.NOT_FOUND,
                        object,
                        "The object " + object + " or its bucket does not exist; check both names.",
                        e);
            case 412 -> replaced(object, e);
            case 408, 409, 410, 429 -> unavailable(object, "Cloud Storage is busy", e);
            default -> byCause(object, e);
        };
    }

    private static ObjectStoreException byCause(String object, StorageException e) {
        if (e.getCode() >= 400 && e.getCode() < 500) {
            return refusedOrDamaged(object, e);
        }
        boolean keyRefused = causes(e).anyMatch(cause -> cause instanceof Retryable token && !token.isRetryable());
        return keyRefused
                ? denied(object, "no access token could be obtained with the credentials", e)
                : unavailable(object, "Cloud Storage could not be reached or returned an error", e);
    }

    private static ObjectStoreException refusedOrDamaged(String object, StorageException e) {
        if (causes(e).map(Throwable::getMessage).anyMatch(GcsErrors::saysChecksumDiffers)) {
            return damaged(object, e);
        }
        return failure(Reason.REFUSED, object, "Cloud Storage refused the call for " + object + "." + quote(e), e);
    }

    /** Returns the exception of a stream that broke before its end. */
    static IOException readBroke(String object, long remaining, Exception e) {
        ObjectStoreException cause = e instanceof RuntimeException refused
                ? translate(object, refused)
                : unavailable(object, "the connection to Cloud Storage broke", e);
        return new IOException(
                "Reading " + object + " broke with " + remaining + " bytes left; it may have been replaced"
                        + " or deleted, or the connection is lost. Read it again." + quote(e),
                cause);
    }

    /** Returns the exception of a stream whose bytes differ from the stored ones. */
    static IOException readDamaged(String object) {
        String message = "The bytes of " + object + " were damaged in transit; read it again.";
        return new IOException(message, failure(Reason.INTEGRITY, object, message, null));
    }

    /** Returns the exception of a failed precondition: the object exists, or has been replaced. */
    static ObjectStoreException replaced(String object, @Nullable Throwable cause) {
        return failure(
                Reason.PRECONDITION_FAILED,
                object,
                "There is an object " + object + " already, or it has just been replaced; it was not changed. Use"
                        + " another name, delete it first, or upload with Precondition.NONE to replace it.",
                cause);
    }

    /** Returns the exception of an upload whose unfinished bytes the service no longer has. */
    static ObjectStoreException sessionLost(String object, StorageException e) {
        return unavailable(
                object, "Cloud Storage ended the upload before all bytes had arrived; nothing was stored", e);
    }

    /** Returns whether a request in an upload session failed, not the one that starts it. */
    static boolean isOfSession(StorageException e) {
        return causes(e).anyMatch(cause -> String.valueOf(cause.getMessage()).contains("upload_id"));
    }

    /** Returns the exception of an upload whose bytes were damaged. */
    static ObjectStoreException damaged(String object, @Nullable Throwable cause) {
        return failure(
                Reason.INTEGRITY,
                object,
                "The bytes of " + object + " were damaged in transit, and nothing was stored; upload it again.",
                cause);
    }

    public static ObjectStoreException noSuchObject(String object) {
        return failure(Reason.NOT_FOUND, object, "There is no object " + object + "; check its name.", null);
    }

    private static ObjectStoreException denied(String object, String why, Exception e) {
        return failure(
                Reason.PERMISSION_DENIED,
                object,
                "The call for " + object + " is not permitted: " + why
                        + ". Check which account is used, and grant it roles/storage.objectUser on the bucket."
                        + quote(e),
                e);
    }

    private static ObjectStoreException unavailable(String object, String why, Exception e) {
        return failure(
                Reason.UNAVAILABLE,
                object,
                "The call for " + object + " failed: " + why + "; try again." + quote(e),
                e);
    }

    private static ObjectStoreException failure(
            Reason reason, String object, String message, @Nullable Throwable cause) {
        boolean secret = causes(cause).anyMatch(GcsErrors::holdsCapability);
        return new ObjectStoreException(reason, object, message, secret ? null : cause);
    }

    private static String quote(Exception e) {
        if (causes(e).anyMatch(GcsErrors::holdsCapability)) {
            return "";
        }
        String firstLine = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return " Cause: " + firstLine.substring(0, Math.min(firstLine.length(), MAX_QUOTED));
    }

    private static boolean saysChecksumDiffers(@Nullable String message) {
        return message != null && message.contains("doesn't match calculated");
    }

    /** The address of an unfinished upload permits writing to it, so it must not appear in a log. */
    private static boolean holdsCapability(Throwable e) {
        String text = String.valueOf(e.getMessage());
        return text.contains("upload_id") || text.contains("X-Goog-Signature");
    }

    /** Returns an exception, its causes and its suppressed exceptions. */
    private static Stream<Throwable> causes(@Nullable Throwable e) {
        return e == null
                ? Stream.empty()
                : Stream.concat(
                        Stream.concat(Stream.of(e), causes(e.getCause())),
                        Stream.of(e.getSuppressed()).flatMap(GcsErrors::causes));
    }
}
