package io.loist.storage.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loist.signing.SignedForm;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sends forms with a file as a browser would, and as it never would. */
public final class MediaForm {

    public static final String BOUNDARY = "----WebKitFormBoundaryAbC123";

    private MediaForm() {}

    /** Sends a signed form with a file. */
    public static HttpResponse<byte[]> post(SignedForm form, byte[] file, String... headers) {
        return post(form.uri(), body(form.fields(), file), headers);
    }

    public static HttpResponse<byte[]> post(URI uri, Map<String, String> fields, byte[] file) {
        return post(uri, body(fields, file));
    }

    /** Sends a body that says it is a form. */
    public static HttpResponse<byte[]> post(URI uri, byte[] body, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Content-Type", "multipart/form-data; boundary=" + BOUNDARY));
        return MediaClient.send("POST", uri, BodyPublishers.ofByteArray(body), all.toArray(String[]::new));
    }

    /** Returns the fields of a form with one more, or with another value for one. */
    public static Map<String, String> with(SignedForm form, String name, String value) {
        Map<String, String> fields = new LinkedHashMap<>(form.fields());
        fields.put(name, value);
        return fields;
    }

    /** Returns a form with a file that was {@code C:\music\song.mp3} on the client's machine. */
    public static byte[] body(Map<String, String> fields, byte[] file) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes((fields(fields) + "--" + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\music\\song.mp3\"\r\n"
                        + "Content-Type: text/html\r\n\r\n")
                .getBytes(UTF_8));
        body.writeBytes(file);
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
        return body.toByteArray();
    }

    /** Returns the fields alone, without an end. */
    public static String fields(Map<String, String> fields) {
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) -> body.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n"));
        return body.toString();
    }
}
