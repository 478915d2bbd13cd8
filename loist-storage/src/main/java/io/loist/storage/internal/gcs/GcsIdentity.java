package io.loist.storage.internal.gcs;

import com.google.auth.Credentials;
import com.google.auth.ServiceAccountSigner;
import com.google.auth.oauth2.ExternalAccountCredentials;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.cloud.NoCredentials;
import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of a store, chosen once, and the reason for the choice.
 *
 * @param credentials the credentials of all calls
 * @param reason their origin, and the alternatives that were not given, in words
 */
public record GcsIdentity(Credentials credentials, String reason) {

    static final String VARIABLE = "GOOGLE_APPLICATION_CREDENTIALS";

    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
    private static final String UNKNOWN = "unknown";

    /** Chooses the first of: credentials, a key file, the file that the environment names, Application Default Credentials. */
    static GcsIdentity choose(
            @Nullable Credentials credentials, @Nullable Path keyFile, @Nullable Map<String, String> environment) {
        if (credentials != null) {
            return new GcsIdentity(credentials, "given to credentials(); nothing else was looked at");
        }
        if (keyFile != null) {
            return new GcsIdentity(
                    readKeyFile(keyFile),
                    "from the key file " + keyFile + " given to keyFile(); credentials() gave none");
        }
        String named = environment == null ? null : environment.get(VARIABLE);
        if (named != null && !named.isBlank()) {
            return new GcsIdentity(
                    readNamed(Path.of(named)),
                    "from " + named + ", which " + VARIABLE
                            + " names in the environment; credentials() and keyFile() gave none");
        }
        return new GcsIdentity(
                applicationDefault(),
                "the Application Default Credentials of this process; credentials(), keyFile() and environment() gave none");
    }

    /** Returns the service account's e-mail address, {@code anonymous} or {@code unknown}. It may call the metadata server. */
    public String account() {
        if (credentials instanceof NoCredentials) {
            return "anonymous";
        }
        try {
            String account =
                    credentials instanceof ServiceAccountSigner signer ? signer.getAccount() : federatedAccount();
            return account == null ? UNKNOWN : account;
        } catch (RuntimeException e) {
            return UNKNOWN;
        }
    }

    private @Nullable String federatedAccount() {
        return credentials instanceof ExternalAccountCredentials federated ? federated.getServiceAccountEmail() : null;
    }

    private static Credentials readKeyFile(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return ServiceAccountCredentials.fromStream(in).createScoped(SCOPE);
        } catch (IOException | RuntimeException e) {
            throw noCredentials(
                    "The key file " + file + " is not a readable JSON key of a service account ("
                            + e.getClass().getSimpleName()
                            + "); make a new one with \"gcloud iam service-accounts keys create\".",
                    null);
        }
    }

    private static Credentials readNamed(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return GoogleCredentials.fromStream(in).createScoped(SCOPE);
        } catch (IOException | RuntimeException e) {
            throw noCredentials(
                    VARIABLE + " names " + file + ", which holds no readable credentials ("
                            + e.getClass().getSimpleName() + "); correct the path, or unset the variable.",
                    null);
        }
    }

    private static Credentials applicationDefault() {
        try {
            return GoogleCredentials.getApplicationDefault().createScoped(SCOPE);
        } catch (IOException | RuntimeException e) {
            throw noCredentials(
                    "This process has no Application Default Credentials; run \"gcloud auth application-default login\", set "
                            + VARIABLE + " to a key file, or give credentials to GcsObjectStore.builder().",
                    e instanceof IOException ? e : null);
        }
    }

    private static ObjectStoreException noCredentials(String message, @Nullable Throwable cause) {
        return new ObjectStoreException(Reason.PERMISSION_DENIED, "gs://", message, cause);
    }

    /** Returns the reason. Credentials are not for logs. */
    @Override
    public String toString() {
        return reason;
    }
}
