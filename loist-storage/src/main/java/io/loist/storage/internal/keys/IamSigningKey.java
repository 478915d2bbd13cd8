package io.loist.storage.internal.keys;

import com.google.auth.oauth2.GoogleCredentials;
import io.loist.SigningException;
import io.loist.signing.SigningAlgorithm;
import io.loist.signing.SigningKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Signs with a key that Google keeps, by the method {@code signBlob} of the IAM Service Account Credentials API. This process has no
 * key, only an access token.
 *
 * @see <a href="https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/signBlob">signBlob</a>
 */
final class IamSigningKey implements SigningKey {

    private final String account;
    private final IamCalls calls;
    private final URI uri;

    IamSigningKey(String account, GoogleCredentials caller, IamCalls.Settings settings) {
        this.account = account;
        this.uri = settings.endpoint().resolve("/v1/projects/-/serviceAccounts/" + account + ":signBlob");
        this.calls = new IamCalls(account, caller, settings);
    }

    @Override
    public String accessId() {
        return account;
    }

    @Override
    public SigningAlgorithm algorithm() {
        return SigningAlgorithm.GOOG4_RSA_SHA256;
    }

    @Override
    public boolean remote() {
        return true;
    }

    /**
     * Requests a signature, repeatedly until the deadline while the API is not available.
     *
     * @throws SigningException if the caller lacks a permission, or the API gave no signature in time
     */
    @Override
    public byte[] sign(String text, String scope) {
        String payload = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return calls.post(uri, "{\"payload\":\"" + payload + "\"}", "signedBlob");
    }

    @Override
    public String toString() {
        return "key of " + account + ", kept by Google";
    }
}
