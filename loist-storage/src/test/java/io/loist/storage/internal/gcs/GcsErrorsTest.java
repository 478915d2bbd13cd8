package io.loist.storage.internal.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.api.gax.rpc.StatusCode;
import com.google.api.gax.rpc.UnauthenticatedException;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.cloud.storage.StorageException;
import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.object.ObjectRef;
import io.loist.object.Upload;
import io.loist.storage.GcsObjectStore;
import java.io.IOException;
import java.net.URI;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every exception of Google's client becomes one of loist's, and says truly whether a repetition may help. */
final class GcsErrorsTest {

    private static final ObjectRef REF = new ObjectRef("bucket", "a");

    static Stream<RuntimeException> exceptionsOfTheClient() {
        return Stream.of(
                new NullPointerException("size"),
                new IllegalStateException("closed"),
                new IllegalArgumentException("no JSON"),
                new ClassCastException("no text"),
                unauthenticated());
    }

    @ParameterizedTest
    @MethodSource("exceptionsOfTheClient")
    void translating_anyExceptionOfTheClient_throwsOneOfLoist(RuntimeException thrown) {
        assertThat(failure(thrown)).hasCause(thrown);
    }

    @Test
    void translating_anExceptionOfLoist_throwsIt() {
        ObjectStoreException thrown = GcsErrors.noSuchObject("gs://bucket/a");

        assertThat(failure(thrown)).isSameAs(thrown);
    }

    @Test
    void translating_refusedCredentials_isNotRetryable() {
        assertThat(failure(unauthenticated()).reason()).isEqualTo(Reason.PERMISSION_DENIED);
    }

    @Test
    void translating_unknownCertificateAuthority_isNotRetryable() {
        IOException handshake = new SSLHandshakeException("PKIX path building failed");
        handshake.initCause(new CertificateException("unable to find valid certification path to requested target"));

        ObjectStoreException failure = failure(StorageException.translate(handshake));

        assertThat(failure.reason()).isEqualTo(Reason.REFUSED);
        assertThat(failure.retryable()).isFalse();
        assertThat(failure).hasMessageContaining("trust store");
        assertThat(GcsJsonApi.isTransient(StorageException.translate(handshake)))
                .isFalse();
    }

    @Test
    void anyCall_credentialsOfAnotherUniverse_isRefusedAtOnce() {
        AccessToken token = new AccessToken("token", Date.from(Instant.now().plus(Duration.ofHours(1))));
        try (GcsObjectStore store = GcsObjectStore.builder()
                .credentials(GoogleCredentials.newBuilder()
                        .setAccessToken(token)
                        .setUniverseDomain("example.org")
                        .build())
                .endpoint(URI.create("http://localhost:9"))
                .retryFor(Duration.ofSeconds(2))
                .build()) {
            List<ThrowingCallable> calls = List.of(
                    () -> store.put(Upload.builder(REF, new byte[9]).build()),
                    () -> store.put(Upload.builder(REF, new byte[GcsUpload.CHUNK_BYTES + 1])
                            .build()),
                    () -> store.stat(REF),
                    () -> store.read(REF),
                    () -> store.list("bucket", "").findFirst(),
                    () -> store.delete(REF));
            for (ThrowingCallable call : calls) {
                ObjectStoreException failure = catchThrowableOfType(ObjectStoreException.class, call);
                assertThat(failure).isNotNull();
                assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(Reason.REFUSED);
                assertThat(failure).hasMessageContaining("another universe domain");
            }
        }
    }

    private static UnauthenticatedException unauthenticated() {
        StatusCode status = new StatusCode() {
            @Override
            public Code getCode() {
                return Code.UNAUTHENTICATED;
            }

            @Override
            public Object getTransportCode() {
                return 401;
            }
        };
        return new UnauthenticatedException("refused", new IOException("refused"), status, false);
    }

    private static ObjectStoreException failure(RuntimeException thrown) {
        return catchThrowableOfType(
                ObjectStoreException.class,
                () -> GcsErrors.translating("gs://bucket/a", () -> {
                    throw thrown;
                }));
    }
}
