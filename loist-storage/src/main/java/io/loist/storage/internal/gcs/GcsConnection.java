package io.loist.storage.internal.gcs;

import com.google.api.gax.retrying.RetrySettings;
import com.google.api.gax.rpc.FixedHeaderProvider;
import com.google.auth.Credentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.cloud.storage.HttpStorageOptions;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import io.loist.internal.UserAgent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The address of Cloud Storage, the credentials and the time limits. */
public final class GcsConnection {

    /** Prevents the client from searching the environment for a project, which calls for objects do not need. */
    static final String NO_PROJECT = "loist-no-project";

    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9-]++(\\.[a-z0-9-]++)+");
    private static final Pattern PROJECT = Pattern.compile("[a-z0-9.:-]++");
    private static final Pattern KMS_KEY =
            Pattern.compile("projects/[^/?\\s]++/locations/[^/?\\s]++/keyRings/[^/?\\s]++/cryptoKeys/[^/?\\s]++");

    private static final Duration MAX_RETRY_DELAY = Duration.ofSeconds(8);
    private static final int DELAYS_IN_A_RETRY = 256;

    @Nullable
    public Credentials credentials;

    @Nullable
    public Path keyFile;

    @Nullable
    public Map<String, String> environment;

    @Nullable
    public String projectId;

    @Nullable
    public URI endpoint;

    @Nullable
    public String universeDomain;

    @Nullable
    public String quotaProject;

    @Nullable
    public String userProject;

    @Nullable
    public String kmsKeyName;

    public Duration retryFor = Duration.ofSeconds(50);
    public Duration connectTimeout = Duration.ofSeconds(20);
    public Duration readTimeout = Duration.ofSeconds(20);

    public GcsIdentity identity() {
        return GcsIdentity.choose(credentials, keyFile, environment);
    }

    public Storage open(GcsIdentity identity) {
        Credentials chosen = identity.credentials();
        HttpStorageOptions.Builder options = StorageOptions.http()
                .setCredentials(chosen)
                .setTransportOptions(
                        new GcsTransport(connectTimeout, readTimeout, new GcsParameters(userProject, kmsKeyName)))
                .setHeaderProvider(FixedHeaderProvider.create("User-Agent", UserAgent.VALUE))
                .setRetrySettings(retrySettings());
        if (universeDomain != null) {
            options.setUniverseDomain(universeDomain).setHost("https://storage." + universeDomain);
        }
        if (endpoint != null) {
            options.setHost(endpoint.toString());
        }
        if (quotaProject != null) {
            options.setQuotaProjectId(quotaProject);
        }
        if (projectId != null) {
            options.setProjectId(projectId);
        } else if (!(chosen instanceof ServiceAccountCredentials account) || account.getProjectId() == null) {
            options.setProjectId(NO_PROJECT);
        }
        return options.build().getService();
    }

    private RetrySettings retrySettings() {
        Duration firstDelay = min(Duration.ofSeconds(1), retryFor.dividedBy(DELAYS_IN_A_RETRY));
        return RetrySettings.newBuilder()
                .setTotalTimeoutDuration(retryFor)
                .setInitialRetryDelayDuration(firstDelay)
                .setRetryDelayMultiplier(2.0)
                .setMaxRetryDelayDuration(min(MAX_RETRY_DELAY, retryFor))
                .setInitialRpcTimeoutDuration(retryFor)
                .setMaxRpcTimeoutDuration(retryFor)
                .build();
    }

    public static URI requireHttp(URI endpoint) {
        String scheme = endpoint.getScheme();
        if (endpoint.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException("endpoint must be like http://localhost:9000, but is " + endpoint);
        }
        return endpoint;
    }

    public static String requireDomain(String universeDomain) {
        if (!DOMAIN.matcher(universeDomain).matches()) {
            throw new IllegalArgumentException(
                    "universeDomain must be a domain such as googleapis.com, but is \"" + universeDomain + "\"");
        }
        return universeDomain;
    }

    public static String requireProject(String what, String project) {
        if (!PROJECT.matcher(project).matches()) {
            throw new IllegalArgumentException(
                    what + " must be the id or number of a project, such as my-project, but is \"" + project + "\"");
        }
        return project;
    }

    public static String requireKmsKey(String kmsKeyName) {
        if (!KMS_KEY.matcher(kmsKeyName).matches()) {
            throw new IllegalArgumentException(
                    "kmsKeyName must be like projects/P/locations/L/keyRings/R/cryptoKeys/K, but is \"" + kmsKeyName
                            + "\"");
        }
        return kmsKeyName;
    }

    public static Duration requirePositive(String what, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(what + " must be positive, but is " + duration);
        }
        return duration;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
