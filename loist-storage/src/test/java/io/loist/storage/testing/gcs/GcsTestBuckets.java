package io.loist.storage.testing.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The buckets of the test server, in memory. Every change is one step. */
public final class GcsTestBuckets {

    private final NavigableMap<String, NavigableMap<String, GcsTestObject>> buckets = new TreeMap<>();
    private boolean ignoresPreconditions;
    private long lastGeneration = 1_700_000_000_000_000L;

    /** Does what it is asked whatever is there, from now on. */
    public synchronized void ignorePreconditions() {
        ignoresPreconditions = true;
    }

    public synchronized void create(String bucket) {
        buckets.computeIfAbsent(
                bucket, key -> new TreeMap<>((a, b) -> Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8))));
    }

    /** Returns an object, of a certain generation if one is named. */
    public synchronized GcsTestObject get(String bucket, String name, @Nullable Long generation) {
        GcsTestObject object = bucket(bucket).get(name);
        if (object == null || (generation != null && generation != object.generation())) {
            throw GcsProblem.noSuchObject(bucket, name);
        }
        return object;
    }

    /** Fails if an object is not of the generation that is named, 0 meaning that there must be none. */
    public synchronized void check(String bucket, String name, @Nullable Long ifGenerationMatch) {
        GcsTestObject object = bucket(bucket).get(name);
        if (ifGenerationMatch != null
                && !ignoresPreconditions
                && ifGenerationMatch != (object == null ? 0 : object.generation())) {
            throw GcsProblem.conditionNotMet();
        }
    }

    public synchronized GcsTestObject put(
            String bucket, JsonObject given, byte[] bytes, @Nullable Long ifGenerationMatch) {
        JsonObject properties = given.deepCopy();
        String name = properties.remove("name").getAsString();
        check(bucket, name, ifGenerationMatch);
        GcsTestObject object = new GcsTestObject(bucket, name, ++lastGeneration, bytes, properties);
        if (given.has("crc32c") && !given.get("crc32c").getAsString().equals(object.crc32c())) {
            throw GcsProblem.invalid("Provided CRC32C \"" + given.get("crc32c").getAsString()
                    + "\" doesn't match calculated CRC32C \"" + object.crc32c() + "\".");
        }
        bucket(bucket).put(name, object);
        return object;
    }

    /** Changes properties of an object that is of the generation and metageneration that are named. */
    public synchronized GcsTestObject patch(
            String bucket,
            String name,
            JsonObject changes,
            @Nullable Long ifGeneration,
            @Nullable Long ifMetageneration) {
        GcsTestObject found = get(bucket, name, null);
        check(bucket, name, ifGeneration);
        if (ifMetageneration != null && !ignoresPreconditions && ifMetageneration != found.metageneration()) {
            throw GcsProblem.conditionNotMet();
        }
        GcsTestObject patched = found.patched(changes);
        bucket(bucket).put(name, patched);
        return patched;
    }

    public synchronized GcsTestObject move(
            String bucket, String name, @Nullable Long ifSource, String target, @Nullable Long ifTarget) {
        GcsTestObject source = get(bucket, name, null);
        check(bucket, name, ifSource);
        if (name.equals(target)) {
            throw GcsProblem.invalid("The source and the destination object names must be different.");
        }
        JsonObject given = source.given().deepCopy();
        given.addProperty("name", target);
        GcsTestObject moved = put(bucket, given, source.bytes(), ifTarget);
        bucket(bucket).remove(name);
        return moved;
    }

    public synchronized void delete(String bucket, String name, @Nullable Long ifGenerationMatch) {
        get(bucket, name, null);
        check(bucket, name, ifGenerationMatch);
        bucket(bucket).remove(name);
    }

    /** Returns the objects whose names begin with a prefix and come after another name. */
    public synchronized List<GcsTestObject> list(String bucket, String prefix, String after) {
        return bucket(bucket).tailMap(after, false).entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .map(java.util.Map.Entry::getValue)
                .toList();
    }

    private NavigableMap<String, GcsTestObject> bucket(String bucket) {
        NavigableMap<String, GcsTestObject> objects = buckets.get(bucket);
        if (objects == null) {
            throw GcsProblem.noSuchBucket();
        }
        return objects;
    }
}
