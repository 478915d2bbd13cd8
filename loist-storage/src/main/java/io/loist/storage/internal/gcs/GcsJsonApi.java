package io.loist.storage.internal.gcs;

import com.google.api.client.googleapis.batch.BatchRequest;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.gax.retrying.ResultRetryAlgorithm;
import com.google.api.gax.retrying.RetrySettings;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageException;
import com.google.cloud.storage.StorageOptions;
import com.google.cloud.storage.StorageRetryStrategy;
import io.loist.internal.Backoff;
import io.loist.internal.ThrowingSupplier;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Google's generated client of the JSON API, for the few calls that {@link Storage} does not offer in the form that is needed: a
 * download together with its headers, and bucket settings with all their fields. Address, credentials, time-outs and retry rules are
 * those of the {@code Storage} it is made from. Safe for use by many threads.
 */
public final class GcsJsonApi {

    private static final ResultRetryAlgorithm<?> RULES =
            StorageRetryStrategy.getDefaultStorageRetryStrategy().getIdempotentHandler();

    private final com.google.api.services.storage.Storage client;
    private final HttpRequestInitializer initializer;
    private final String projectId;
    private final @Nullable String userProject;
    private final Backoff.Delays delays;
    private final Duration retryFor;

    /** Makes a client that calls the same service as another one, in the same way. */
    public GcsJsonApi(Storage storage) {
        StorageOptions options = storage.getOptions();
        GcsTransport transport = (GcsTransport) options.getTransportOptions();
        this.initializer = transport.getHttpRequestInitializer(options);
        this.client = new com.google.api.services.storage.Storage.Builder(
                        transport.getHttpTransportFactory().create(), GsonFactory.getDefaultInstance(), initializer)
                .setRootUrl(options.getHost())
                .setApplicationName(options.getApplicationName())
                .build();
        this.projectId = options.getProjectId();
        this.userProject = transport.parameters().userProject();
        RetrySettings retries = options.getRetrySettings();
        this.delays = new Backoff.Delays(retries.getInitialRetryDelayDuration(), retries.getMaxRetryDelayDuration());
        this.retryFor = retries.getTotalTimeoutDuration();
    }

    /** Returns the client. Its calls are to be made within {@link #retrying}. */
    public com.google.api.services.storage.Storage client() {
        return client;
    }

    /** Starts a batch of calls, which is sent like a call. */
    BatchRequest batch() {
        return client.batch(initializer);
    }

    /** Returns the project in which buckets are created; a name that does not exist if the credentials name none. */
    public String projectId() {
        return projectId;
    }

    /** Returns whether the credentials or the application name a project. */
    public boolean hasProject() {
        return !projectId.equals(GcsConnection.NO_PROJECT);
    }

    /** Returns the project that pays for the calls, or null if the bucket's owner does. */
    public @Nullable String userProject() {
        return userProject;
    }

    /**
     * Makes a call, and repeats it while the service cannot be reached or is busy.
     *
     * @param call a call that may be repeated without harm
     * @throws StorageException if the call fails for another reason, or fails until the time is up
     */
    public <T> T retrying(ThrowingSupplier<T, IOException> call) {
        Backoff backoff = backoff();
        while (true) {
            RuntimeException failure;
            try {
                return call.get();
            } catch (IOException e) {
                failure = StorageException.translate(e);
            } catch (IllegalArgumentException e) {
                failure = e; // an answer that is not JSON
            }
            if (!isTransient(failure) || !backoff.awaitUnlessInterrupted()) {
                throw failure;
            }
        }
    }

    /** Returns the pauses between the tries of one call, from now on. */
    Backoff backoff() {
        return delays.start(retryFor);
    }

    /** Returns whether a repetition may succeed, by the client's own rules for calls that may be repeated. */
    @SuppressWarnings("NullAway") // the rules take no answer where there was none
    static boolean isTransient(RuntimeException failure) {
        return GcsErrors.remedy(failure) == null && RULES.shouldRetry(failure, null);
    }
}
