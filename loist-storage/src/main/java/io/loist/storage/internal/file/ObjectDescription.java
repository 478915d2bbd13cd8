package io.loist.storage.internal.file;

import io.loist.internal.Checksums;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The description that a file-system store keeps of an object besides its bytes.
 *
 * @param generation the object's generation
 * @param metageneration the number of this state of the headers and metadata
 * @param size the number of bytes
 * @param crc32c the CRC32C of the bytes, as Cloud Storage formats it
 * @param sha256 the SHA-256 of the bytes
 * @param headers the headers to serve the object with, by lower-case name; always with {@code content-type}
 * @param metadata the object's custom metadata
 */
public record ObjectDescription(
        long generation,
        long metageneration,
        long size,
        String crc32c,
        String sha256,
        Map<String, String> headers,
        Map<String, String> metadata) {

    private static final String CONTENT_TYPE = "content-type";
    private static final String CACHE_CONTROL = "cache-control";
    private static final String CONTENT_DISPOSITION = "content-disposition";
    private static final String METADATA = "metadata.";

    public ObjectDescription {
        headers = Map.copyOf(headers);
        metadata = Map.copyOf(metadata);
    }

    /** Describes an upload whose bytes were just read. */
    public static ObjectDescription of(Upload upload, Checksums digest, long generation) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(CONTENT_TYPE, upload.contentType());
        putIfPresent(headers, CONTENT_DISPOSITION, upload.contentDisposition());
        putIfPresent(headers, CACHE_CONTROL, upload.cacheControl());
        return new ObjectDescription(
                generation, 1, digest.size(), digest.crc32c(), digest.sha256(), headers, upload.metadata());
    }

    private static void putIfPresent(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    /** Returns the description of a copy. */
    public ObjectDescription withGeneration(long other) {
        return new ObjectDescription(other, 1, size, crc32c, sha256, headers, metadata);
    }

    /** Returns whether this is the state of an object that an update asks for. */
    boolean isWhatIsToChange(ObjectStore.Details details) {
        long wanted = details.object().generation();
        long state = details.metageneration();
        return (wanted == 0 || wanted == generation) && (state == 0 || state == metageneration);
    }

    /** Returns the description of the same bytes with other headers and metadata. */
    ObjectDescription with(ObjectStore.Details details) {
        Map<String, String> changed = new LinkedHashMap<>();
        changed.put(CONTENT_TYPE, details.object().contentType());
        putIfPresent(changed, CONTENT_DISPOSITION, details.contentDisposition());
        putIfPresent(changed, CACHE_CONTROL, details.cacheControl());
        return new ObjectDescription(generation, metageneration + 1, size, crc32c, sha256, changed, details.metadata());
    }

    /** Returns the described object. */
    public StoredObject at(ObjectRef ref) {
        return new StoredObject(ref, generation, size, crc32c, headers.getOrDefault(CONTENT_TYPE, ""), sha256);
    }

    /** Returns the object with the headers it is served with. */
    public ObjectStore.Details detailsAt(ObjectRef ref) {
        return new ObjectStore.Details(
                at(ref), metageneration, headers.get(CACHE_CONTROL), headers.get(CONTENT_DISPOSITION), metadata);
    }

    /** Returns one line {@code name: value} for each value, in a fixed order. */
    String toText() {
        StringBuilder text = new StringBuilder();
        appendLine(text, "size", Long.toString(size));
        appendLine(text, "crc32c", crc32c);
        appendLine(text, "sha256", sha256);
        appendLine(text, "generation", Long.toString(generation));
        appendLine(text, "metageneration", Long.toString(metageneration));
        new TreeMap<>(headers).forEach((name, value) -> appendLine(text, name, value));
        new TreeMap<>(metadata).forEach((name, value) -> appendLine(text, METADATA + name, value));
        return text.toString();
    }

    /**
     * Parses the result of {@link #toText}.
     *
     * @throws IllegalArgumentException if the text is malformed
     */
    static ObjectDescription parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        for (String line : text.split("\n", -1)) {
            if (line.isEmpty()) {
                continue;
            }
            int colon = line.indexOf(": ");
            String name = unescape(colon < 0 ? line : line.substring(0, colon));
            String value = colon < 0 ? name : unescape(line.substring(colon + 2));
            if (name.startsWith(METADATA)) {
                metadata.put(name.substring(METADATA.length()), value);
            } else {
                values.put(name, value);
            }
        }
        return new ObjectDescription(
                Long.parseLong(take(values, "generation")),
                Long.parseLong(values.containsKey("metageneration") ? take(values, "metageneration") : "1"),
                Long.parseLong(take(values, "size")),
                take(values, "crc32c"),
                take(values, "sha256"),
                values,
                metadata);
    }

    private static String unescape(String text) {
        return text.indexOf('\\') < 0 ? text : text.translateEscapes();
    }

    private static String take(Map<String, String> values, String name) {
        String value = values.remove(name);
        if (value == null) {
            throw new IllegalArgumentException("the description has no " + name);
        }
        return value;
    }

    private static void appendLine(StringBuilder text, String name, String value) {
        text.append(escape(name).replace(":", "\\072"))
                .append(": ")
                .append(escape(value))
                .append('\n');
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }
}
