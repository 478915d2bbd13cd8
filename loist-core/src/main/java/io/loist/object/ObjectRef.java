package io.loist.object;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A reference to an object: its bucket and its name, written {@code gs://bucket/name}. All stores use the same form; in a file-system
 * store a bucket is a folder.
 *
 * @param bucket 3 to 222 lower-case letters, digits, dots, dashes and underscores, as Cloud Storage names buckets
 * @param name 1 to 1,024 bytes of UTF-8, without control characters; not {@code .} or {@code ..}
 * @see <a href="https://cloud.google.com/storage/docs/buckets#naming">Bucket names</a>
 * @see <a href="https://cloud.google.com/storage/docs/objects#naming">Object names</a>
 */
public record ObjectRef(String bucket, String name) {

    private static final String SCHEME = "gs://";
    private static final int MAX_NAME_BYTES = 1_024;
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]");

    /**
     * Checks both names.
     *
     * @throws IllegalArgumentException if the bucket or the name breaks the rules above
     */
    public ObjectRef {
        requireBucket(bucket);
        Objects.requireNonNull(name, "name");
        if (name.isEmpty() || isTooLong(name)) {
            throw new IllegalArgumentException("an object's name must have 1 to " + MAX_NAME_BYTES + " bytes of UTF-8");
        }
        if (name.equals(".") || name.equals("..") || holdsForbidden(name)) {
            throw new IllegalArgumentException(
                    "an object's name must not be '.' or '..', or contain control characters or unpaired surrogates");
        }
    }

    /**
     * Parses {@code gs://bucket/name}.
     *
     * @throws IllegalArgumentException if the text has another form, or a name breaks the rules
     */
    public static ObjectRef parse(String uri) {
        int slash = uri.startsWith(SCHEME) ? uri.indexOf('/', SCHEME.length()) : -1;
        if (slash < 0) {
            throw new IllegalArgumentException("an object is written gs://bucket/name, not \"" + uri + "\"");
        }
        return new ObjectRef(uri.substring(SCHEME.length(), slash), uri.substring(slash + 1));
    }

    /**
     * Checks a bucket's name and returns it.
     *
     * @throws IllegalArgumentException if it breaks the rules above
     */
    public static String requireBucket(String bucket) {
        if (!BUCKET.matcher(Objects.requireNonNull(bucket, "bucket")).matches() || bucket.contains("..")) {
            throw new IllegalArgumentException(
                    "a bucket's name must be 3 to 222 characters of a-z, 0-9, '.', '-' and '_',"
                            + " begin and end with a letter or digit, and not contain '..', but is \"" + bucket + "\"");
        }
        return bucket;
    }

    private static boolean isTooLong(String name) {
        // A char takes at most three bytes
        return 3 * name.length() > MAX_NAME_BYTES && name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES;
    }

    private static boolean holdsForbidden(String name) {
        for (int i = 0; i < name.length(); i++) {
            int codePoint = name.codePointAt(i);
            if (Character.isISOControl(codePoint)
                    || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE)) {
                return true;
            }
            i += Character.charCount(codePoint) - 1;
        }
        return false;
    }

    /** Returns {@code gs://bucket/name}, which {@link #parse} accepts. The name is not percent-encoded. */
    public String uri() {
        return SCHEME + bucket + "/" + name;
    }

    /** Returns {@link #uri()}. */
    @Override
    public String toString() {
        return uri();
    }
}
