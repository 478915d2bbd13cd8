package io.loist.storage.internal.gcs;

import com.google.api.gax.retrying.RetrySettings;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageException;
import com.google.cloud.storage.spi.v1.StorageRpc;
import java.io.IOException;

/**
 * The client's calls for bytes, one level below {@link Storage}, whose own channels pass on 8 KiB at a time. Credentials, time-outs
 * and the rules for repeating calls are the client's. Safe for use by many threads.
 */
public final class GcsCalls {

    private final StorageRpc rpc;
    private final RetrySettings retries;

    public GcsCalls(Storage storage) {
        this.rpc = (StorageRpc) storage.getOptions().getRpc();
        this.retries = storage.getOptions().getRetrySettings();
    }

    /** One call; it may be repeated without harm. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws IOException;
    }

    StorageRpc rpc() {
        return rpc;
    }

    /** Returns the JSON API. */
    com.google.api.services.storage.Storage api() {
        return rpc.getStorage();
    }

    /** Returns how long to go on with something. */
    Patience patience() {
        return new Patience(retries);
    }

    /** Makes a call, and repeats it while the service cannot be reached or is busy. */
    <T> T patiently(Call<T> call) {
        Patience patience = patience();
        patience.start();
        while (true) {
            try {
                return once(call);
            } catch (StorageException | IllegalArgumentException e) {
                patience.await(e);
            }
        }
    }

    /** Makes a call, and leaves it to the caller to repeat it. */
    static <T> T once(Call<T> call) {
        try {
            return call.run();
        } catch (IOException e) {
            throw StorageException.translate(e);
        }
    }
}
