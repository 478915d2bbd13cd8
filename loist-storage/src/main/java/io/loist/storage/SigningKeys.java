package io.loist.storage;

import com.google.auth.oauth2.GoogleCredentials;
import io.loist.SigningException;
import io.loist.signing.SigningKey;
import io.loist.storage.internal.gcs.GcsConnection;
import io.loist.storage.internal.keys.DiscoveredKey;
import io.loist.storage.internal.keys.IamCalls;
import io.loist.storage.internal.keys.KeyDiscovery;
import io.loist.storage.internal.keys.RsaProvider;
import io.loist.storage.internal.keys.ServiceAccountKey;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds and reads the keys that URLs are signed with. No exception and no {@code toString} contains a private key or a secret. */
public final class SigningKeys {

    private static final Pattern SERVICE_ACCOUNT = Pattern.compile("[A-Za-z0-9._-]+@[A-Za-z0-9.:-]+");

    private SigningKeys() {}

    /**
     * Reads the JSON key file of a service account, as {@code gcloud iam service-accounts keys create} writes it. The key signs in
     * this process, without any network call.
     *
     * @throws SigningException if the file cannot be read, or is not such a file; the message names it and says what to do
     */
    public static SigningKey fromServiceAccountFile(Path file) {
        String what = "The key file " + file;
        try (Reader json = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return ServiceAccountKey.read(json, what);
        } catch (CharacterCodingException e) {
            throw ServiceAccountKey.unusable(what, "is not a text in UTF-8");
        } catch (IOException e) {
            throw new SigningException(
                    false, what + " cannot be read (" + e + "); check its path and its permissions.", e);
        }
    }

    /**
     * Reads the text of a service account's JSON key, as a secret manager gives it.
     *
     * @throws SigningException if it is not such a text; the message says what is wrong with it and what to do
     */
    public static SigningKey fromServiceAccountJson(String json) {
        return ServiceAccountKey.read(new StringReader(json), "The service account's key");
    }

    /**
     * Finds the key of this process among the Application Default Credentials, and proves that it can sign; short for
     * {@code discovery().find().key()}. Use {@link #discovery} to name a key or an account.
     *
     * @throws SigningException if there is no key, or it cannot sign; the message names the missing permission and the command that
     *     grants it
     */
    public static SigningKey discover() {
        return discovery().find().key();
    }

    /**
     * Creates a search for the key of this process. It takes the first of these that exists:
     *
     * <ol>
     *   <li>an HMAC key given to {@link Discovery#hmac};
     *   <li>a key file given to {@link Discovery#keyFile};
     *   <li>the key that Google keeps for the account given to {@link Discovery#impersonate};
     *   <li>what the credentials given to {@link Discovery#credentials}, else the Application Default Credentials, can sign with: a
     *       service account's own key; on Cloud Run, GKE and Compute Engine, and with impersonated or federated credentials, the
     *       key that Google keeps for their account.
     * </ol>
     */
    public static Discovery discovery() {
        return new Discovery();
    }

    /**
     * A key that has been tried, and its origin.
     *
     * @param key the key
     * @param explain which key it is and why it was chosen, in one sentence without secrets
     */
    public record Found(SigningKey key, String explain) {}

    /** Searches for a key. Not safe for use by several threads. */
    public static final class Discovery {

        private static final URI IAM = URI.create("https://iamcredentials.googleapis.com");
        private static final Duration DEADLINE = Duration.ofSeconds(15);
        private static final String PROBE = "loist tests whether it can sign";
        private static final String PROBE_SCOPE = "19700101/auto/storage/goog4_request";

        private @Nullable SigningKey hmac;
        private @Nullable Path keyFile;
        private @Nullable String impersonated;
        private @Nullable GoogleCredentials credentials;
        private URI iamEndpoint = IAM;
        private Duration deadline = DEADLINE;

        private Discovery() {}

        /**
         * Sets an HMAC key.
         *
         * @throws IllegalArgumentException if either is blank
         */
        public Discovery hmac(String accessId, String secret) {
            this.hmac = SigningKey.hmac(accessId, secret);
            return this;
        }

        /** Sets the JSON key file of a service account. */
        public Discovery keyFile(Path keyFile) {
            this.keyFile = Objects.requireNonNull(keyFile, "keyFile");
            return this;
        }

        /**
         * Sets the service account to sign as; the credentials need the role Service Account Token Creator on it.
         *
         * @throws IllegalArgumentException if it is not the e-mail address of a service account
         */
        public Discovery impersonate(String serviceAccount) {
            if (!SERVICE_ACCOUNT.matcher(serviceAccount).matches()) {
                throw new IllegalArgumentException(
                        "a service account is written name@project.iam.gserviceaccount.com, not " + serviceAccount);
            }
            this.impersonated = serviceAccount;
            return this;
        }

        /** Sets the credentials; by default the Application Default Credentials. */
        public Discovery credentials(GoogleCredentials credentials) {
            this.credentials = Objects.requireNonNull(credentials, "credentials");
            return this;
        }

        /**
         * Sets the address of the IAM Service Account Credentials API; by default {@code https://iamcredentials.googleapis.com}.
         *
         * @throws IllegalArgumentException if it is not an {@code http} or {@code https} address of a host
         */
        public Discovery iamEndpoint(URI iamEndpoint) {
            this.iamEndpoint = GcsConnection.requireHttp(iamEndpoint);
            return this;
        }

        /**
         * Sets the universe domain, whose IAM Service Account Credentials API is at {@code iamcredentials.} before it; short for
         * {@link #iamEndpoint}.
         *
         * @throws IllegalArgumentException if it is not a domain in lower case
         */
        public Discovery universeDomain(String universeDomain) {
            return iamEndpoint(URI.create("https://iamcredentials." + GcsConnection.requireDomain(universeDomain)));
        }

        /**
         * Sets the time that all tries for one signature of a key that Google keeps may take together; by default 15 seconds.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Discovery deadline(Duration deadline) {
            this.deadline = GcsConnection.requirePositive("deadline", deadline);
            return this;
        }

        /**
         * Finds the key and signs a test text with it, so that a missing permission shows now and not at the first URL.
         *
         * @throws SigningException if there is no key, or it cannot sign; the message names the missing permission and the command
         *     that grants it
         */
        public Found find() {
            DiscoveredKey found = choose();
            found.key().sign(PROBE, PROBE_SCOPE);
            return new Found(found.key(), found.origin());
        }

        private DiscoveredKey choose() {
            if (hmac != null) {
                return new DiscoveredKey(hmac, "the HMAC key " + hmac.accessId() + " that was given, in this process");
            }
            if (keyFile != null) {
                SigningKey key = fromServiceAccountFile(keyFile);
                return new DiscoveredKey(
                        key,
                        "the private key of " + key.accessId() + " in the key file that was given, in this process by "
                                + RsaProvider.name());
            }
            KeyDiscovery discovery = new KeyDiscovery(new IamCalls.Settings(iamEndpoint, deadline));
            GoogleCredentials given = credentials != null ? credentials : KeyDiscovery.applicationDefault();
            return impersonated != null ? discovery.impersonating(impersonated, given) : discovery.of(given);
        }
    }
}
