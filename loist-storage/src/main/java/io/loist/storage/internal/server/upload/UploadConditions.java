package io.loist.storage.internal.server.upload;

import io.loist.object.ObjectRef;
import io.loist.object.Upload;
import io.loist.object.Upload.Precondition;
import io.loist.storage.internal.server.http.HttpErrorException;
import io.loist.storage.internal.server.http.MediaError;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The headers and metadata that an upload is stored with, and the conditions that it must meet.
 *
 * @param headers the headers to serve the object with: {@code content-type}, {@code content-disposition} and {@code cache-control},
 *     as far as they were sent
 * @param metadata the object's custom metadata
 * @param generation the generation that the existing object must have, 0 if there must be none, or null for any
 * @param size the accepted size
 * @param checksums the required checksums
 */
record UploadConditions(
        Map<String, String> headers,
        Map<String, String> metadata,
        @Nullable Long generation,
        SizeBounds size,
        ExpectedChecksums checksums) {

    private static final String CONTENT_TYPE = "content-type";
    private static final String METADATA = "x-goog-meta-";
    private static final Set<String> KEPT = Set.of(CONTENT_TYPE, "content-disposition", "cache-control");

    /** The headers that are supported, or can be ignored safely. */
    private static final Set<String> KNOWN = Set.of(
            "x-goog-content-length-range",
            "x-goog-content-sha256",
            "x-goog-date",
            "x-goog-hash",
            "x-goog-if-generation-match",
            "x-goog-resumable",
            "x-goog-storage-class",
            "x-goog-user-project");

    UploadConditions {
        headers = Map.copyOf(headers);
        metadata = Map.copyOf(metadata);
    }

    /**
     * Parses a request's headers.
     *
     * @throws HttpErrorException if one is malformed, or requires a feature that only Cloud Storage has
     */
    static UploadConditions parse(Map<String, List<String>> sent) throws HttpErrorException {
        Map<String, String> headers = new TreeMap<>();
        Map<String, String> metadata = new TreeMap<>();
        String generation = null;
        SizeBounds size = SizeBounds.OF_ANY_OBJECT;
        for (Map.Entry<String, List<String>> header : sent.entrySet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            String value = String.join(",", header.getValue()).strip();
            if (KEPT.contains(name)) {
                headers.put(name, servable(name, value));
            } else if (name.startsWith(METADATA)) {
                metadata.put(name.substring(METADATA.length()), servable(name, value));
            } else if (name.equals("x-goog-if-generation-match")) {
                generation = value;
            } else if (name.equals("x-goog-content-length-range")) {
                size = SizeBounds.parse(value);
            } else {
                requireKnown(name, value);
            }
        }
        return new UploadConditions(headers, metadata, generation(generation), size, ExpectedChecksums.parse(sent));
    }

    /** Form fields can contain characters that are not valid in the headers that the object will be served with. */
    private static String servable(String name, String value) throws HttpErrorException {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new HttpErrorException(
                    MediaError.invalidArgument("The value of " + name + " contains a control character."));
        }
        return value;
    }

    private static void requireKnown(String name, String value) throws HttpErrorException {
        boolean unknown = name.startsWith("x-goog-") && !KNOWN.contains(name);
        boolean encoded = name.equals("content-encoding") && !value.equalsIgnoreCase("identity");
        if (unknown || encoded) {
            throw new HttpErrorException(new MediaError(
                    501, "NotImplemented", "The local media server does not support the header " + name + "."));
        }
    }

    private static @Nullable Long generation(@Nullable String text) throws HttpErrorException {
        if (text == null) {
            return null;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw new HttpErrorException(MediaError.invalidArgument(
                    "The header x-goog-if-generation-match must be a generation, or 0 for none."));
        }
        return Long.valueOf(text);
    }

    /** Returns a copy with more required checksums. */
    UploadConditions withChecksums(ExpectedChecksums more) {
        return new UploadConditions(headers, metadata, generation, size, checksums.and(more));
    }

    /** Returns a copy with another accepted size. */
    UploadConditions withSize(SizeBounds other) {
        return new UploadConditions(headers, metadata, generation, other, checksums);
    }

    /** Returns the upload of a content on these conditions. */
    Upload upload(ObjectRef target, Upload.Content content) {
        Upload.Builder upload = Upload.builder(target, content)
                .contentType(headers.getOrDefault(CONTENT_TYPE, "application/octet-stream"))
                .contentDisposition(headers.get("content-disposition"))
                .cacheControl(headers.get("cache-control"))
                .metadata(metadata);
        if (generation != null && generation > 0) {
            upload.replacing(generation);
        } else {
            upload.precondition(generation == null ? Precondition.NONE : Precondition.ABSENT);
        }
        return upload.build();
    }
}
