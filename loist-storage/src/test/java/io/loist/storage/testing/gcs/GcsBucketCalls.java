package io.loist.storage.testing.gcs;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the test server's buckets, and who may do what with them. They are kept as they come, unknown fields too.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1/buckets">Buckets</a>
 */
public final class GcsBucketCalls {

    private final GcsTestBuckets buckets;
    private final Map<String, JsonObject> settings = new HashMap<>();
    private final Map<String, JsonObject> policies = new HashMap<>();
    private final Set<String> denied = new TreeSet<>();

    public GcsBucketCalls(GcsTestBuckets buckets) {
        this.buckets = buckets;
    }

    public synchronized JsonObject create(JsonObject given) {
        String bucket = given.get("name").getAsString();
        if (settings.containsKey(bucket)) {
            throw new GcsProblem(409, "conflict", "You already own this bucket. Please select another name.");
        }
        buckets.create(bucket);
        JsonObject created = given.deepCopy();
        created.addProperty("kind", "storage#bucket");
        created.addProperty("metageneration", "1");
        if (!created.has("location")) {
            created.addProperty("location", "US");
        }
        if (!created.has("storageClass")) {
            created.addProperty("storageClass", "STANDARD");
        }
        settings.put(bucket, created);
        JsonObject policy = new JsonObject();
        policy.addProperty("version", 1);
        policy.addProperty("etag", "etag0");
        policies.put(bucket, policy);
        return created;
    }

    public synchronized JsonObject get(String bucket) {
        JsonObject found = settings.get(bucket);
        if (found == null) {
            throw GcsProblem.noSuchBucket();
        }
        return found.deepCopy();
    }

    public synchronized JsonObject patch(String bucket, JsonObject changes, @Nullable Long ifMetagenerationMatch) {
        JsonObject changed = get(bucket);
        long metageneration = changed.get("metageneration").getAsLong();
        if (ifMetagenerationMatch != null && ifMetagenerationMatch != metageneration) {
            throw GcsProblem.conditionNotMet();
        }
        merge(changed, changes);
        changed.addProperty("name", bucket);
        changed.addProperty("metageneration", Long.toString(metageneration + 1));
        settings.put(bucket, changed);
        return changed;
    }

    private static void merge(JsonObject into, JsonObject changes) {
        for (Map.Entry<String, JsonElement> change : changes.entrySet()) {
            JsonElement old = into.get(change.getKey());
            if (change.getValue() instanceof JsonNull) {
                into.remove(change.getKey());
            } else if (change.getValue() instanceof JsonObject part && old instanceof JsonObject whole) {
                merge(whole, part);
            } else {
                into.add(change.getKey(), change.getValue());
            }
        }
    }

    public synchronized JsonObject policy(String bucket) {
        get(bucket);
        return Objects.requireNonNull(policies.get(bucket)).deepCopy();
    }

    public synchronized JsonObject setPolicy(String bucket, JsonObject given) {
        String etag = policy(bucket).get("etag").getAsString();
        if (given.has("etag") && !given.get("etag").getAsString().equals(etag)) {
            throw GcsProblem.conditionNotMet();
        }
        JsonObject policy = given.deepCopy();
        policy.addProperty("etag", etag + "1");
        policies.put(bucket, policy);
        return policy;
    }

    /** Takes permissions away from all callers. */
    public synchronized void deny(List<String> permissions) {
        denied.clear();
        denied.addAll(permissions);
    }

    public synchronized JsonObject permitted(String bucket, List<String> permissions) {
        get(bucket);
        JsonArray permitted = new JsonArray();
        permissions.stream().filter(permission -> !denied.contains(permission)).forEach(permitted::add);
        JsonObject answer = new JsonObject();
        answer.addProperty("kind", "storage#testIamPermissionsResponse");
        answer.add("permissions", permitted);
        return answer;
    }

    public synchronized void require(GcsOperation operation) {
        String permission = switch (operation) {
            case INSERT, START, CHUNK -> "storage.objects.create";
            case GET, MEDIA -> "storage.objects.get";
            case LIST -> "storage.objects.list";
            case DELETE -> "storage.objects.delete";
            case BUCKET_GET -> "storage.buckets.get";
            case BUCKET_PATCH -> "storage.buckets.update";
            default -> "";
        };
        if (denied.contains(permission)) {
            throw new GcsProblem(
                    403,
                    "forbidden",
                    "The caller does not have " + permission + " access to the Google Cloud Storage bucket.");
        }
    }
}
