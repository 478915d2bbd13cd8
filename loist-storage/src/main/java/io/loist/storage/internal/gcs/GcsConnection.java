package io.loist.storage.internal.gcs;

import com.google.api.gax.retrying.RetrySettings;
import com.google.auth.Credentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.cloud.storage.HttpStorageOptions;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The address of Cloud Storage, the credentials and the time limits. */
public final class GcsConnection {

    /** Prevents the client from searching the environment for a project, which calls for objects do not need. */
    static final String NO_PROJECT = "loist-no-project";

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
                .setTransportOptions(new GcsTransport(connectTimeout, readTimeout))
                .setRetrySettings(retrySettings());
        if (endpoint != null) {
            options.setHost(endpoint.toString());
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
