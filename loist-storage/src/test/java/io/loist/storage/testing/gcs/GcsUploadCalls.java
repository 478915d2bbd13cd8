package io.loist.storage.testing.gcs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.loist.storage.testing.gcs.GcsFaults.Fault;
import io.loist.testkit.TestContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Uploads to the test server, in one request or in chunks.
 *
 * @see <a href="https://cloud.google.com/storage/docs/performing-resumable-uploads">Resumable uploads</a>
 */
public final class GcsUploadCalls {

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (?:([0-9]+)-([0-9]+)|\\*)/([0-9]+|\\*)");
    private static final int CHUNK_MULTIPLE = 256 * 1024;
    private static final int RESUME_INCOMPLETE = 308;

    private final GcsTestBuckets buckets;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    public GcsUploadCalls(GcsTestBuckets buckets) {
        this.buckets = buckets;
    }

    /** Takes an object whose properties and bytes come in one request. */
    public JsonObject insert(GcsRequest request, boolean changeAByte) {
        String type = String.valueOf(request.header("Content-Type"));
        String boundary = "--" + type.replaceAll(".*boundary=\"?([^\";]+)\"?.*", "$1");
        String body = new String(request.body(), ISO_8859_1);
        int first = body.indexOf("\r\n\r\n") + 4;
        int firstEnd = body.indexOf("\r\n" + boundary, first);
        int second = body.indexOf("\r\n\r\n", firstEnd) + 4;
        int secondEnd = body.lastIndexOf("\r\n" + boundary);
        String properties = new String(body.substring(first, firstEnd).getBytes(ISO_8859_1), UTF_8);
        byte[] bytes = body.substring(second, secondEnd).getBytes(ISO_8859_1);
        if (changeAByte) {
            bytes[bytes.length / 2] ^= 1;
        }
        JsonObject given = JsonParser.parseString(properties).getAsJsonObject();
        encrypt(given, request.parameter("kmsKeyName"));
        return buckets.put(request.path().get(4), given, bytes, request.number("ifGenerationMatch"))
                .toJson();
    }

    /** Starts a resumable upload and returns its address. */
    public String start(GcsRequest request, String endpoint) {
        JsonObject given = request.json();
        encrypt(given, request.parameter("kmsKeyName"));
        String bucket = request.path().get(4);
        return endpoint + "/upload/storage/v1/b/" + bucket + "/o?uploadType=resumable&upload_id="
                + start(bucket, given, request.number("ifGenerationMatch"));
    }

    /** Notes the version of the key that an object is encrypted with. */
    static void encrypt(JsonObject given, @Nullable String kmsKeyName) {
        if (kmsKeyName != null) {
            given.addProperty("kmsKeyName", kmsKeyName + "/cryptoKeyVersions/1");
        }
    }

    /** Starts a resumable upload and returns its id. */
    public String start(String bucket, JsonObject given, @Nullable Long ifGenerationMatch) {
        buckets.check(bucket, given.get("name").getAsString(), ifGenerationMatch);
        String id = UUID.randomUUID().toString();
        sessions.put(id, new Session(bucket, given, ifGenerationMatch));
        return id;
    }

    /** Returns which bytes come: all there are, if the request does not say. */
    private static String range(GcsRequest request) {
        String given = request.header("Content-Range");
        int length = request.body().length;
        if (given != null) {
            return given;
        }
        return "bytes " + (length == 0 ? "*" : "0-" + (length - 1)) + "/" + length;
    }

    /** Takes a chunk, or says how far an upload is. */
    public void chunk(GcsRequest request, Fault fault) throws IOException {
        Session session = sessions.get(String.valueOf(request.parameter("upload_id")));
        Matcher range = CONTENT_RANGE.matcher(range(request));
        if (session == null || !range.matches()) {
            throw new GcsProblem(410, "gone", "The upload session is not available.");
        }
        JsonObject stored = session.accept(request, range, fault);
        if (fault == Fault.LOST_ANSWER || fault == Fault.BROKEN_STREAM) {
            request.hangUp();
        } else if (stored != null) {
            request.answer(200, stored);
        } else {
            int received = session.received();
            if (received > 0) {
                request.setHeader("Range", "bytes=0-" + (received - 1));
            }
            request.answer(RESUME_INCOMPLETE, new byte[0]);
        }
    }

    private final class Session {

        private final String bucket;
        private final JsonObject given;
        private final @Nullable Long ifGenerationMatch;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private @Nullable JsonObject stored;

        Session(String bucket, JsonObject given, @Nullable Long ifGenerationMatch) {
            this.bucket = bucket;
            this.given = given;
            this.ifGenerationMatch = ifGenerationMatch;
        }

        synchronized int received() {
            return bytes.size();
        }

        /** Returns the object once it is complete. */
        synchronized @Nullable JsonObject accept(GcsRequest request, Matcher range, Fault fault) {
            byte[] chunk = request.body();
            boolean isLast = !range.group(3).equals("*");
            if (stored != null) {
                return stored;
            }
            if (range.group(1) != null) {
                append(chunk, Long.parseLong(range.group(1)), isLast, fault);
            }
            if (isLast && Long.parseLong(range.group(3)) == bytes.size()) {
                checkHash(request.header("x-goog-hash"));
                stored = buckets.put(bucket, given, bytes.toByteArray(), ifGenerationMatch)
                        .toJson();
            }
            return stored;
        }

        private void append(byte[] chunk, long from, boolean isLast, Fault fault) {
            if (from > bytes.size() || (!isLast && chunk.length % CHUNK_MULTIPLE != 0)) {
                throw GcsProblem.invalid("A chunk is missing, or is not a multiple of 256 KiB.");
            }
            int known = (int) (bytes.size() - from);
            if (fault == Fault.CHANGED_BYTE) {
                chunk[chunk.length - 1] ^= 1;
            }
            int kept = fault == Fault.BROKEN_STREAM ? chunk.length / 2 / CHUNK_MULTIPLE * CHUNK_MULTIPLE : chunk.length;
            bytes.write(chunk, known, Math.max(0, kept - known));
        }

        private void checkHash(@Nullable String hash) {
            String actual = "crc32c=" + TestContent.crc32c(bytes.toByteArray());
            if (hash != null && !hash.equals(actual)) {
                throw GcsProblem.invalid(
                        "Provided CRC32C \"" + hash + "\" doesn't match calculated CRC32C \"" + actual + "\".");
            }
        }
    }
}
