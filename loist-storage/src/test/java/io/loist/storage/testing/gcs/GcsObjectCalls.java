package io.loist.storage.testing.gcs;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the test server does with objects that are there.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1/objects">Objects</a>
 */
public final class GcsObjectCalls {

    /** Small, so that every list of some length has several pages. */
    private static final int MAX_PAGE = 10;

    /** Longer objects take more than one call to rewrite. */
    private static final int REWRITE_AT_ONCE = 100_000;

    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-([0-9]*)");

    private final GcsTestBuckets buckets;

    public GcsObjectCalls(GcsTestBuckets buckets) {
        this.buckets = buckets;
    }

    public JsonObject get(GcsRequest request, String bucket, String name) {
        return buckets.get(bucket, name, request.number("generation")).toJson();
    }

    public void media(GcsRequest request, String bucket, String name, GcsFaults.Fault fault) throws IOException {
        GcsTestObject object = buckets.get(bucket, name, request.number("generation"));
        int size = object.bytes().length;
        Matcher range = RANGE.matcher(String.valueOf(request.header("Range")));
        boolean isPart = range.matches();
        int from = isPart ? (int) Math.min(Long.parseLong(range.group(1)), size) : 0;
        int to = isPart && !range.group(2).isEmpty() ? (int) Math.min(Long.parseLong(range.group(2)) + 1, size) : size;
        if (isPart && from >= size) {
            throw new GcsProblem(416, "requestedRangeNotSatisfiable", "Request range not satisfiable");
        }
        byte[] bytes = Arrays.copyOfRange(object.bytes(), from, to);
        request.setHeader("Content-Type", object.contentType());
        request.setHeader("x-goog-generation", Long.toString(object.generation()));
        request.setHeader("x-goog-metageneration", Long.toString(object.metageneration()));
        request.setHeader("x-goog-hash", "crc32c=" + object.crc32c());
        request.setHeader("x-goog-stored-content-length", Integer.toString(size));
        if (isPart) {
            request.setHeader("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + size);
        }
        int status = isPart ? 206 : 200;
        if (fault == GcsFaults.Fault.BROKEN_STREAM) {
            request.answerHalf(status, bytes);
        } else {
            if (fault == GcsFaults.Fault.CHANGED_BYTE) {
                bytes[bytes.length / 2] ^= 1;
            }
            request.answer(status, bytes);
        }
    }

    public JsonObject list(GcsRequest request, String bucket) {
        String prefix = request.parameter("prefix", "");
        String delimiter = request.parameter("delimiter", "");
        String token = request.parameter("pageToken", "");
        Long wanted = request.number("maxResults");
        int most = wanted == null ? MAX_PAGE : (int) Math.min(wanted, MAX_PAGE);
        Set<String> folders = new LinkedHashSet<>();
        JsonArray items = new JsonArray();
        JsonObject page = new JsonObject();
        String last = "";
        for (GcsTestObject object : buckets.list(bucket, prefix, token)) {
            int end = delimiter.isEmpty() ? -1 : object.name().indexOf(delimiter, prefix.length());
            String folder = end < 0 ? "" : object.name().substring(0, end + delimiter.length());
            if (!folder.isEmpty() && (folders.contains(folder) || folder.equals(token))) {
                continue;
            }
            if (items.size() + folders.size() == most) {
                page.addProperty("nextPageToken", last);
                break;
            }
            if (folder.isEmpty()) {
                items.add(object.toJson());
                last = object.name();
            } else {
                folders.add(folder);
                last = folder;
            }
        }
        page.addProperty("kind", "storage#objects");
        page.add("items", items);
        if (request.parameter("fields", "prefixes").contains("prefixes")) {
            JsonArray prefixes = new JsonArray();
            folders.forEach(prefixes::add);
            page.add("prefixes", prefixes);
        }
        return page;
    }

    /** Copies an object; a long one takes two calls, the second with the token that the first one gives. */
    public JsonObject rewrite(GcsRequest request) {
        List<String> path = request.path();
        GcsTestObject source = buckets.get(path.get(3), path.get(5), request.number("sourceGeneration"));
        int size = source.bytes().length;
        boolean isDone = size <= REWRITE_AT_ONCE || "half-way".equals(request.parameter("rewriteToken"));
        String bucket = path.get(8);
        String name = path.get(10);
        buckets.check(bucket, name, request.number("ifGenerationMatch"));
        JsonObject answer = new JsonObject();
        answer.addProperty("kind", "storage#rewriteResponse");
        answer.addProperty("objectSize", Integer.toString(size));
        answer.addProperty("totalBytesRewritten", Integer.toString(isDone ? size : size / 2));
        answer.addProperty("done", isDone);
        if (isDone) {
            JsonObject given = request.body().length == 0 ? source.given().deepCopy() : request.json();
            given.addProperty("name", name);
            GcsUploadCalls.encrypt(given, request.parameter("destinationKmsKeyName"));
            answer.add(
                    "resource",
                    buckets.put(bucket, given, source.bytes(), request.number("ifGenerationMatch"))
                            .toJson());
        } else {
            answer.addProperty("rewriteToken", "half-way");
        }
        return answer;
    }

    /** Renames an object within its bucket, in one step. */
    public JsonObject move(GcsRequest request) {
        List<String> path = request.path();
        return buckets.move(
                        path.get(3),
                        path.get(5),
                        request.number("ifSourceGenerationMatch"),
                        path.get(8),
                        request.number("ifGenerationMatch"))
                .toJson();
    }

    /** Changes the properties of an object that a client may write. */
    public JsonObject patch(GcsRequest request) {
        JsonObject changes = request.json();
        List.of("bucket", "name", "generation", "metageneration", "size", "crc32c", "kind", "id")
                .forEach(changes::remove);
        return buckets.patch(
                        request.path().get(3),
                        request.path().get(5),
                        changes,
                        request.number("ifGenerationMatch"),
                        request.number("ifMetagenerationMatch"))
                .toJson();
    }

    public void delete(GcsRequest request, String bucket, String name) {
        buckets.delete(bucket, name, request.number("ifGenerationMatch"));
    }
}
