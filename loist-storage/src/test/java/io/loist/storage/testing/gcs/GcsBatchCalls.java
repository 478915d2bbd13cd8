package io.loist.storage.testing.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import io.loist.storage.testing.gcs.GcsFaults.Fault;
import java.net.URI;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Many calls in one request: what loist sends together, which is looking objects up and deleting them.
 *
 * @see <a href="https://cloud.google.com/storage/docs/batch">Batch requests</a>
 */
public final class GcsBatchCalls {

    public static final String BOUNDARY = "batch_of_answers";

    private static final int MAX_CALLS = 100;
    private static final Pattern CALL =
            Pattern.compile("(?m)^(GET|DELETE) (\\S*/storage/v1/b/([^/]+)/o/([^/?\\s]+)(?:\\?\\S*)?) HTTP/1.1\\r?$");
    private static final Pattern GENERATION = Pattern.compile("[?&]ifGenerationMatch=([0-9]+)");

    private final GcsTestBuckets buckets;
    private final GcsFaults faults;
    private final List<GcsCall> calls;
    private final boolean readersPay;

    public GcsBatchCalls(GcsTestBuckets buckets, GcsFaults faults, List<GcsCall> calls, boolean readersPay) {
        this.buckets = buckets;
        this.faults = faults;
        this.calls = calls;
        this.readersPay = readersPay;
    }

    /** Runs the calls in their order and returns their answers in one body. */
    public byte[] run(GcsRequest request) {
        Matcher call = CALL.matcher(new String(request.body(), UTF_8));
        StringBuilder answers = new StringBuilder();
        int count = 0;
        while (call.find()) {
            count++;
            answers.append("--").append(BOUNDARY).append("\r\nContent-Type: application/http\r\n\r\n");
            answers.append(answer(call, request)).append("\r\n");
        }
        if (count == 0 || count > MAX_CALLS) {
            throw GcsProblem.invalid("A batch holds 1 to 100 calls, not " + count);
        }
        return answers.append("--").append(BOUNDARY).append("--\r\n").toString().getBytes(UTF_8);
    }

    private String answer(Matcher call, GcsRequest batch) {
        try {
            boolean isGet = call.group(1).equals("GET");
            GcsCall inner = new GcsCall(
                    isGet ? GcsOperation.GET : GcsOperation.DELETE,
                    parameters(call.group(2)),
                    GcsCall.of(GcsOperation.BATCH, batch).headers());
            calls.add(inner);
            inner.requireDocumented();
            if (readersPay) {
                inner.requirePayer();
            }
            if (faults.next(isGet ? GcsOperation.GET : GcsOperation.DELETE) != Fault.NONE) {
                throw new GcsProblem(503, "backendError", "Service unavailable");
            }
            String bucket = decode(call.group(3));
            String name = decode(call.group(4));
            if (isGet) {
                return text("200 OK", buckets.get(bucket, name, null).toJson());
            }
            Matcher generation = GENERATION.matcher(URI.create(call.group(2)).toString());
            buckets.delete(bucket, name, generation.find() ? Long.valueOf(generation.group(1)) : null);
            return text("204 No Content", null);
        } catch (GcsProblem e) {
            return text(e.status() + " Error", e.toJson());
        }
    }

    private static Map<String, String> parameters(String target) {
        Map<String, String> parameters = new HashMap<>();
        String query = URI.create(target).getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            parameters.put(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
        }
        return parameters;
    }

    private static String text(String status, @Nullable JsonObject json) {
        String body = json == null ? "" : json.toString();
        return "HTTP/1.1 " + status + "\r\nContent-Type: application/json; charset=UTF-8\r\nContent-Length: "
                + body.getBytes(UTF_8).length + "\r\n\r\n" + body;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }
}
