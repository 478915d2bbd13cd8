package io.loist.storage.internal.gcs;

import com.google.api.client.http.GenericUrl;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that all calls of a store have. The address of an upload session has those of the call that started it, and is used
 * as the service gave it; the address of a batch has none, as each of its calls has its own.
 *
 * @param userProject the project that pays for the calls, or null for the owner of the bucket
 * @param kmsKeyName the key that encrypts new objects, or null for the bucket's default
 */
record GcsParameters(@Nullable String userProject, @Nullable String kmsKeyName) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Adds the parameters to the address of a call. */
    void addTo(GenericUrl url) {
        String path = String.valueOf(url.getRawPath());
        if (url.containsKey("upload_id") || path.startsWith("/batch/")) {
            return;
        }
        if (userProject != null) {
            url.set("userProject", userProject);
        }
        if (kmsKeyName != null && path.startsWith("/upload/")) {
            url.set("kmsKeyName", kmsKeyName);
        }
        if (kmsKeyName != null && path.contains("/rewriteTo/")) {
            url.set("destinationKmsKeyName", kmsKeyName);
        }
    }
}
