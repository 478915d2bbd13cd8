package io.loist.storage.internal.server.upload;

import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.signing.SignedUrlVerifier;
import io.loist.signing.SignedUrlVerifier.FormVerdict;
import io.loist.storage.internal.server.http.EntityTag;
import io.loist.storage.internal.server.http.HttpErrorException;
import io.loist.storage.internal.server.http.MediaError;
import io.loist.storage.internal.server.http.MediaRequest;
import io.loist.storage.internal.server.http.MediaResponse;
import io.loist.storage.internal.server.http.MultipartBody;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers forms with which web pages upload files. The fields come before the file and are checked against the signed policy before
 * the file is read; fields after the file are ignored.
 *
 * @see <a href="https://cloud.google.com/storage/docs/xml-api/post-object-forms">POST object</a>
 */
public final class FormUploads {

    private static final int MAX_FIELDS = 100;
    private static final int MAX_FIELD_BYTES = 64 * 1024;
    private static final String FILE = "file";
    private static final String KEY = "key";
    private static final String STATUS = "success_action_status";
    private static final String REDIRECT = "success_action_redirect";
    private static final Set<String> SIGNATURE =
            Set.of("x-goog-algorithm", "x-goog-credential", "x-goog-date", "x-goog-signature");

    private final SignedUrlVerifier verifier;
    private final ObjectWriter writer;
    private final URI base;

    /**
     * Creates a handler of forms.
     *
     * @param base the base of the objects' URIs
     */
    public FormUploads(SignedUrlVerifier verifier, ObjectWriter writer, URI base) {
        this.verifier = verifier;
        this.writer = writer;
        this.base = base;
    }

    /** Returns whether a request is a form upload. */
    public static boolean concerns(MediaRequest request) {
        String type = request.header("Content-Type");
        return request.method().equals("POST")
                && type != null
                && type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")
                && !request.isSigned();
    }

    /**
     * Answers a form.
     *
     * @throws HttpErrorException if it is malformed, or does not meet its policy
     */
    public void answer(MediaRequest request, MediaResponse response) throws IOException {
        if (request.object().isPresent()) {
            throw new HttpErrorException(
                    MediaError.invalidArgument("A form is sent to its bucket's URL; its field key names the object."));
        }
        MultipartBody body = new MultipartBody(request.body(), String.valueOf(request.header("Content-Type")));
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        String fileName = readFields(body, fields);

        FormVerdict verdict = verifier.verifyForm(request.bucket(), fields);
        if (!verdict.accepted()) {
            throw new HttpErrorException(MediaError.of(verdict));
        }
        request.verified();
        SizeBounds size =
                new SizeBounds(verdict.minSize(), Math.min(verdict.maxSize(), SizeBounds.OF_ANY_OBJECT.max()));
        StoredObject stored = writer.write(
                target(request, fields, fileName), conditions(fields).withSize(size), body.content());
        answer(response, fields, stored);
    }

    /** Reads the fields up to the file, and returns the file's name on the client's machine. */
    private static String readFields(MultipartBody body, Map<String, String> fields) throws IOException {
        int left = MAX_FIELD_BYTES;
        for (MultipartBody.Field field = body.next(); field != null; field = body.next()) {
            if (field.name().equalsIgnoreCase(FILE)) {
                return field.fileName() == null ? "" : field.fileName();
            }
            String value = body.text(left);
            left -= value.length();
            if (fields.size() == MAX_FIELDS) {
                throw new HttpErrorException(MediaError.FORM_TOO_LARGE);
            }
            if (fields.put(field.name(), value) != null) {
                throw new HttpErrorException(
                        MediaError.invalidArgument("The form repeats a field; send each field once."));
            }
        }
        throw new HttpErrorException(MediaError.NO_FILE);
    }

    private static ObjectRef target(MediaRequest request, Map<String, String> fields, String fileName)
            throws HttpErrorException {
        String withoutFolder = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        try {
            String name = fields.getOrDefault(KEY, "").replace("${filename}", withoutFolder);
            return new ObjectRef(request.bucket(), name);
        } catch (IllegalArgumentException e) {
            throw new HttpErrorException(
                    MediaError.invalidArgument("The bucket or the field key is not a valid name."), e);
        }
    }

    /** Fields have the meaning of the headers of the same name. */
    private static UploadConditions conditions(Map<String, String> fields) throws HttpErrorException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fields.forEach((name, value) -> headers.put(name, Collections.singletonList(value)));
        SIGNATURE.forEach(headers::remove);
        return UploadConditions.parse(headers);
    }

    private void answer(MediaResponse response, Map<String, String> fields, StoredObject stored) throws IOException {
        URI redirect = redirect(fields.get(REDIRECT), stored);
        if (redirect != null) {
            response.seeOther(redirect, stored);
            return;
        }
        switch (fields.getOrDefault(STATUS, "")) {
            case "200" -> response.stored(stored);
            case "201" -> response.created(stored, xml(stored));
            default -> response.storedWithoutContent(stored);
        }
    }

    private static @Nullable URI redirect(@Nullable String wanted, StoredObject stored) {
        if (wanted == null || !wanted.matches("(?i)https?://.+")) {
            return null;
        }
        String query = "bucket=" + encode(stored.ref().bucket()) + "&key="
                + encode(stored.ref().name()) + "&etag="
                + encode(EntityTag.of(stored).text());
        try {
            return URI.create(wanted + (wanted.contains("?") ? "&" : "?") + query);
        } catch (IllegalArgumentException e) {
            return null; // ignored, as in Cloud Storage
        }
    }

    private String xml(StoredObject stored) {
        String bucket = stored.ref().bucket();
        String name = stored.ref().name();
        return "<?xml version='1.0' encoding='UTF-8'?><PostResponse><Location>"
                + base + "/" + bucket + "/" + encode(name).replace("%2F", "/")
                + "</Location><Bucket>" + bucket + "</Bucket><Key>" + MediaError.escaped(name)
                + "</Key><ETag>" + EntityTag.of(stored).text() + "</ETag></PostResponse>";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
