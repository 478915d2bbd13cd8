package io.loist.storage.internal.keys;

import com.google.auth.ServiceAccountSigner;
import com.google.auth.oauth2.ComputeEngineCredentials;
import com.google.auth.oauth2.ExternalAccountCredentials;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ImpersonatedCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import io.loist.SigningException;
import io.loist.signing.SigningKey;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses the key that credentials can sign with. */
public final class KeyDiscovery {

    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
    private static final String REMOTE =
            " by signBlob of the IAM Service Account Credentials API: each signature is a call, and no"
                    + " URL works for more than 12 hours";

    private final IamCalls.Settings settings;

    public KeyDiscovery(IamCalls.Settings settings) {
        this.settings = settings;
    }

    /** Returns the key that Google keeps for an account as which these credentials may sign. */
    public DiscoveredKey impersonating(String account, GoogleCredentials credentials) {
        return remote(account, credentials, "impersonation of " + account + " was asked for");
    }

    /** Returns the key that these credentials contain, or that Google keeps for their account. */
    public DiscoveredKey of(GoogleCredentials credentials) {
        if (credentials instanceof ServiceAccountCredentials account) {
            return local(account);
        }
        if (credentials instanceof ImpersonatedCredentials impersonated) {
            return remote(
                    impersonated.getAccount(),
                    impersonated.getSourceCredentials(),
                    "the credentials impersonate " + impersonated.getAccount());
        }
        if (credentials instanceof ComputeEngineCredentials machine) {
            String account = accountOf(machine);
            return remote(account, credentials, "the metadata server says that this process runs as " + account);
        }
        if (credentials instanceof ExternalAccountCredentials federated && federated.getServiceAccountEmail() != null) {
            String account = federated.getServiceAccountEmail();
            return remote(account, credentials, "the federated credentials act as " + account);
        }
        throw new SigningException(
                false,
                "The credentials are of a kind that cannot sign ("
                        + credentials.getClass().getSimpleName()
                        + "). Name a service account to sign as with impersonate(EMAIL), and let yourself do so with \""
                        + IamErrors.grant("EMAIL")
                        + "\" (a person is --member=user:YOU); or give a key file or an HMAC key.",
                null);
    }

    /** Returns the Application Default Credentials. */
    public static GoogleCredentials applicationDefault() {
        try {
            return GoogleCredentials.getApplicationDefault();
        } catch (IOException e) {
            throw new SigningException(
                    false,
                    "There is no key to sign with: this process has no Application Default Credentials. On Google Cloud, attach"
                            + " a service account to the service; elsewhere give a key file or an HMAC key, or run \"gcloud auth"
                            + " application-default login --impersonate-service-account=EMAIL\".",
                    e);
        }
    }

    private static DiscoveredKey local(ServiceAccountCredentials account) {
        PrivateKey key = account.getPrivateKey();
        Provider provider = RsaProvider.faster();
        SigningKey signing = provider == null
                ? SigningKey.rsa(account.getClientEmail(), key)
                : SigningKey.rsa(account.getClientEmail(), ServiceAccountKey.translate(key), provider);
        return new DiscoveredKey(
                signing,
                "the private key that the credentials of " + account.getClientEmail()
                        + " come with, in this process by " + RsaProvider.name());
    }

    private DiscoveredKey remote(String account, GoogleCredentials caller, String reason) {
        GoogleCredentials scoped = caller.createScopedRequired() ? caller.createScoped(SCOPE) : caller;
        return new DiscoveredKey(
                new IamSigningKey(account, scoped, settings),
                "the key of " + account + " that Google keeps," + REMOTE + "; since " + reason
                        + identity(caller).map(user -> ", requested as " + user).orElse(""));
    }

    private static Optional<String> identity(@Nullable GoogleCredentials caller) {
        return caller instanceof ServiceAccountCredentials account
                ? Optional.of(account.getClientEmail())
                : Optional.empty();
    }

    private static String accountOf(ServiceAccountSigner machine) {
        try {
            return machine.getAccount();
        } catch (RuntimeException e) {
            throw new SigningException(
                    true,
                    "The metadata server does not say which service account this process runs as; check that one is attached"
                            + " (on GKE: that Workload Identity is set up for the pod), and try again.",
                    e);
        }
    }
}
