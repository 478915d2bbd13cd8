package io.loist.storage.testing.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A request to the test server, read whole, and its answer. */
public final class GcsRequest {

    private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

    private final HttpExchange exchange;
    private final List<String> path;
    private final Map<String, String> query = new HashMap<>();
    private final Map<String, List<String>> repeated = new HashMap<>();
    private final byte[] body;
    private boolean losesAnswer;

    public GcsRequest(HttpExchange exchange) throws IOException {
        this.exchange = exchange;
        String rawPath = exchange.getRequestURI().getRawPath();
        this.path = Arrays.stream(rawPath.substring(1).split("/", -1))
                .map(GcsRequest::decode)
                .toList();
        addParameters(exchange.getRequestURI().getRawQuery());
        byte[] read = readBody();
        boolean isForm = header("X-HTTP-Method-Override") != null
                && String.valueOf(header("Content-Type")).startsWith("application/x-www-form-urlencoded");
        if (isForm) {
            addParameters(new String(read, UTF_8).replace("+", "%20"));
        }
        this.body = isForm ? new byte[0] : read;
    }

    private void addParameters(@Nullable String rawQuery) {
        for (String pair : rawQuery == null || rawQuery.isEmpty() ? new String[0] : rawQuery.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            String value = parts.length == 2 ? decode(parts[1]) : "";
            query.put(decode(parts[0]), value);
            repeated.computeIfAbsent(decode(parts[0]), key -> new ArrayList<>()).add(value);
        }
    }

    private byte[] readBody() throws IOException {
        byte[] raw = exchange.getRequestBody().readAllBytes();
        if (!"gzip".equals(header("Content-Encoding"))) {
            return raw;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(raw))) {
            return in.readAllBytes();
        }
    }

    /** The client writes spaces as %20 and a plus sign as %2B in paths, so nothing is lost here. */
    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }

    /** Returns the method, also where the client hides it behind a POST. */
    public String method() {
        String override = header("X-HTTP-Method-Override");
        return override == null ? exchange.getRequestMethod() : override;
    }

    /** Returns the decoded parts of the path. */
    public List<String> path() {
        return path;
    }

    /** Returns the body, unpacked. */
    public byte[] body() {
        return body;
    }

    public JsonObject json() {
        return body.length == 0
                ? new JsonObject()
                : JsonParser.parseString(new String(body, UTF_8)).getAsJsonObject();
    }

    /** Returns the parameters in the address. */
    public Map<String, String> parameters() {
        return Map.copyOf(query);
    }

    @Nullable
    public String parameter(String name) {
        return query.get(name);
    }

    public String parameter(String name, String otherwise) {
        return query.getOrDefault(name, otherwise);
    }

    /** Returns all values of a parameter that may come more than once. */
    public List<String> parameters(String name) {
        return repeated.getOrDefault(name, List.of());
    }

    /** Returns the path and query as they were sent. */
    public String rawTarget() {
        return exchange.getRequestURI().toString();
    }

    public Map<String, List<String>> headers() {
        return exchange.getRequestHeaders();
    }

    /** Returns the headers that begin so, by what follows, in lower case. */
    public Map<String, String> headersAfter(String prefix) {
        Map<String, String> found = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            String lowerCase = name.toLowerCase(Locale.ROOT);
            if (lowerCase.startsWith(prefix)) {
                found.put(lowerCase.substring(prefix.length()), values.get(0));
            }
        });
        return found;
    }

    @Nullable
    public Long number(String name) {
        String value = query.get(name);
        return value == null ? null : Long.valueOf(value);
    }

    @Nullable
    public String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    public void setHeader(String name, String value) {
        exchange.getResponseHeaders().set(name, value);
    }

    public void answer(int status, JsonObject json) throws IOException {
        setHeader("Content-Type", "application/json; charset=UTF-8");
        answer(status, JSON.toJson(json).getBytes(UTF_8));
    }

    /** Hangs up when it is time to answer. */
    public void loseAnswer() {
        losesAnswer = true;
    }

    public void answer(int status, byte[] bytes) throws IOException {
        if (losesAnswer) {
            hangUp();
            return;
        }
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Promises all the bytes and gives half of them. */
    public void answerHalf(int status, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
        exchange.getResponseBody().flush();
        exchange.close();
    }

    /** Closes the connection without an answer. */
    public void hangUp() {
        exchange.close();
    }
}
