package io.loist.storage.testing.gcs;

import com.google.gson.JsonObject;
import io.loist.testkit.TestContent;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** An object of the test server. */
public final class GcsTestObject {

    private final String bucket;
    private final String name;
    private final long generation;
    private final long metageneration;
    private final byte[] bytes;
    private final JsonObject given;
    private final String crc32c;

    /**
     * Creates an object.
     *
     * @param given the writable properties that came with the upload
     */
    public GcsTestObject(String bucket, String name, long generation, byte[] bytes, JsonObject given) {
        this(bucket, name, new long[] {generation, 1}, bytes, given);
    }

    private GcsTestObject(String bucket, String name, long[] generations, byte[] bytes, JsonObject given) {
        this.bucket = bucket;
        this.name = name;
        this.generation = generations[0];
        this.metageneration = generations[1];
        this.bytes = bytes;
        this.given = given;
        this.crc32c = TestContent.crc32c(bytes);
    }

    public String bucket() {
        return bucket;
    }

    public String name() {
        return name;
    }

    public long generation() {
        return generation;
    }

    public long metageneration() {
        return metageneration;
    }

    /** Returns the same bytes with other properties: what is null is taken away, within the metadata too. */
    public GcsTestObject patched(JsonObject changes) {
        JsonObject merged = given.deepCopy();
        merge(merged, changes);
        return new GcsTestObject(bucket, name, new long[] {generation, metageneration + 1}, bytes, merged);
    }

    private static void merge(JsonObject into, JsonObject changes) {
        changes.entrySet().forEach(change -> {
            String key = change.getKey();
            if (change.getValue().isJsonNull()) {
                into.remove(key);
            } else if (change.getValue().isJsonObject() && into.has(key)) {
                merge(into.getAsJsonObject(key), change.getValue().getAsJsonObject());
            } else {
                into.add(key, change.getValue());
            }
        });
    }

    public byte[] bytes() {
        return bytes;
    }

    public String crc32c() {
        return crc32c;
    }

    /** Returns the writable properties. */
    public JsonObject given() {
        return given;
    }

    public String contentType() {
        return given.has("contentType") ? given.get("contentType").getAsString() : "application/octet-stream";
    }

    /** Returns the Objects resource. */
    public JsonObject toJson() {
        JsonObject json = given.deepCopy();
        json.addProperty("kind", "storage#object");
        json.addProperty("id", bucket + "/" + name + "/" + generation);
        json.addProperty("bucket", bucket);
        json.addProperty("name", name);
        json.addProperty("generation", Long.toString(generation));
        json.addProperty("metageneration", Long.toString(metageneration));
        json.addProperty("size", Integer.toString(bytes.length));
        json.addProperty("crc32c", crc32c);
        json.addProperty("md5Hash", md5());
        json.addProperty("etag", "etag-" + generation);
        json.addProperty("storageClass", "STANDARD");
        return json;
    }

    private String md5() {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has MD5", e);
        }
    }
}
