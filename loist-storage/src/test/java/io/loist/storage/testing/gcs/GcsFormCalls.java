package io.loist.storage.testing.gcs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import io.loist.signing.SignedUrlVerifier;
import io.loist.signing.SignedUrlVerifier.FormVerdict;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Uploads through forms with a signed policy. A form is taken apart once all of it is there, so this shares nothing with the local
 * media server but the verifier.
 *
 * @see <a href="https://cloud.google.com/storage/docs/xml-api/post-object-forms">POST object</a>
 */
public final class GcsFormCalls {

    private static final Pattern NAME = Pattern.compile("(?i)form-data;\\s*name=\"([^\"]*)\"");
    private static final Pattern FILE_NAME = Pattern.compile("(?i)filename=\"(?:[^\"]*[/\\\\])?([^\"/\\\\]*)\"");
    private static final String FILE = "file";
    private static final String METADATA = "x-goog-meta-";
    private static final Map<String, String> PROPERTIES = Map.of(
            "content-type", "contentType",
            "cache-control", "cacheControl",
            "content-disposition", "contentDisposition");

    private final GcsTestBuckets buckets;
    private final GcsBucketCalls settings;
    private final SignedUrlVerifier verifier;

    public GcsFormCalls(GcsTestBuckets buckets, GcsBucketCalls settings, SignedUrlVerifier verifier) {
        this.buckets = buckets;
        this.settings = settings;
        this.verifier = verifier;
    }

    /** Returns whether a request is a form. */
    public static boolean concerns(GcsRequest request) {
        String type = String.valueOf(request.header("Content-Type")).toLowerCase(Locale.ROOT);
        return request.method().equals("POST") && type.startsWith("multipart/form-data");
    }

    /** Stores the file of a form, if its policy allows that, and answers as the form wishes. */
    public void run(GcsRequest request, String endpoint, String bucket) throws IOException {
        Form form = Form.of(request);
        FormVerdict verdict = verifier.verifyForm(bucket, form.fields);
        if (!verdict.accepted()) {
            throw GcsXmlCalls.refusal(verdict.outcome(), verdict.detail());
        }
        if (!verdict.acceptsSize(form.file.length)) {
            String code = form.file.length < verdict.minSize() ? "EntityTooSmall" : "EntityTooLarge";
            throw new GcsProblem(400, code, "The policy does not allow a file of " + form.file.length + " bytes.");
        }
        settings.require(GcsOperation.INSERT);
        answer(request, endpoint, form, buckets.put(bucket, form.properties(), form.file, form.generation()));
    }

    private static void answer(GcsRequest request, String endpoint, Form form, GcsTestObject stored)
            throws IOException {
        String tag = "\"" + stored.generation() + "\"";
        GcsXmlCalls.describe(request, stored);
        String page = form.fields.get("success_action_redirect");
        if (page != null && page.matches("https?://.+")) {
            String query =
                    "bucket=" + encoded(stored.bucket()) + "&key=" + encoded(stored.name()) + "&etag=" + encoded(tag);
            request.setHeader("Location", page + (page.contains("?") ? "&" : "?") + query);
            request.answer(303, new byte[0]);
            return;
        }
        switch (form.fields.getOrDefault("success_action_status", "204")) {
            case "200" -> request.answer(200, new byte[0]);
            case "201" -> {
                String address = endpoint + "/" + stored.bucket() + "/"
                        + encoded(stored.name()).replace("%2F", "/");
                request.setHeader("Content-Type", "application/xml; charset=UTF-8");
                String xml = "<?xml version='1.0' encoding='UTF-8'?><PostResponse><Location>" + address
                        + "</Location><Bucket>" + stored.bucket() + "</Bucket><Key>" + stored.name() + "</Key><ETag>"
                        + tag + "</ETag></PostResponse>";
                request.answer(201, xml.getBytes(UTF_8));
            }
            default -> request.answer(204, new byte[0]);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private static final class Form {

        private final Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private byte[] file = new byte[0];
        private String fileName = "";

        /** Takes a form apart. What comes behind the file does not count. */
        static Form of(GcsRequest request) {
            String type = String.valueOf(request.header("Content-Type"));
            if (!type.contains("boundary=")) {
                throw malformed();
            }
            String boundary = "\r\n--" + type.replaceAll(".*boundary=\"?([^\";]+)\"?.*", "$1");
            String rest = "\r\n" + new String(request.body(), ISO_8859_1);
            Form form = new Form();
            for (String part : rest.split(Pattern.quote(boundary), -1)) {
                if (part.startsWith("--")) {
                    break;
                }
                if (part.startsWith("\r\n") && form.add(part)) {
                    return form;
                }
            }
            throw new GcsProblem(400, "IncorrectNumberOfFilesInPOSTRequest", "POST requires exactly one file upload.");
        }

        /** Adds a part, and returns whether it was the file. */
        private boolean add(String part) {
            int end = part.indexOf("\r\n\r\n");
            String headers = new String(part.substring(0, Math.max(0, end)).getBytes(ISO_8859_1), UTF_8);
            Matcher name = NAME.matcher(headers);
            if (!name.find()) {
                throw malformed();
            }
            byte[] value = part.substring(end + 4).getBytes(ISO_8859_1);
            if (name.group(1).equalsIgnoreCase(FILE)) {
                Matcher named = FILE_NAME.matcher(headers);
                fileName = named.find() ? named.group(1) : "";
                file = value;
                return true;
            }
            if (fields.put(name.group(1), new String(value, UTF_8)) != null) {
                throw new GcsProblem(400, "InvalidArgument", "A field is in the form twice.");
            }
            return false;
        }

        private static GcsProblem malformed() {
            return new GcsProblem(400, "MalformedPOSTRequest", "The body is not well-formed multipart/form-data.");
        }

        JsonObject properties() {
            JsonObject properties = new JsonObject();
            properties.addProperty("name", fields.getOrDefault("key", "").replace("${filename}", fileName));
            JsonObject metadata = new JsonObject();
            fields.forEach((name, value) -> {
                String lowerCase = name.toLowerCase(Locale.ROOT);
                if (PROPERTIES.containsKey(lowerCase)) {
                    properties.addProperty(PROPERTIES.get(lowerCase), value);
                } else if (lowerCase.startsWith(METADATA)) {
                    metadata.addProperty(lowerCase.substring(METADATA.length()), value);
                }
            });
            properties.add("metadata", metadata);
            return properties;
        }

        @Nullable
        Long generation() {
            String value = fields.get("x-goog-if-generation-match");
            return value == null ? null : Long.valueOf(value);
        }
    }
}
