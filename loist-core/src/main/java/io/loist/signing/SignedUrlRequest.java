package io.loist.signing;

import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.signing.internal.v4.ContentDisposition;
import io.loist.signing.internal.v4.SignatureParameters;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request to sign a URL: the HTTP method, the object, the lifetime, and the headers and parameters that the URL is restricted to.
 * Immutable and safe for use by several threads; create one with {@link #get}, {@link #head}, {@link #put}, {@link #startUpload} or
 * {@link #builder}.
 */
public final class SignedUrlRequest {

    /** The default lifetime: 15 minutes. */
    public static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(15);

    /** The minimum lifetime: 1 second. */
    public static final Duration MIN_LIFETIME = Duration.ofSeconds(1);

    /** The maximum lifetime that Cloud Storage accepts: 7 days. */
    public static final Duration MAX_LIFETIME = Duration.ofDays(7);

    static final String GENERATION = "generation";

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "PUT", "POST", "DELETE");

    private final String method;
    private final String bucket;
    private final @Nullable ObjectRef object;
    private final Duration lifetime;
    private final Map<String, String> headers;
    private final Map<String, String> queryParameters;
    private final int hashCode;

    private SignedUrlRequest(Builder builder) {
        this.method = builder.method;
        this.bucket = builder.bucket;
        this.object = builder.object;
        this.lifetime = builder.lifetime;
        this.headers = Collections.unmodifiableMap(new TreeMap<>(builder.headers));
        this.queryParameters = Collections.unmodifiableMap(new TreeMap<>(builder.queryParameters));
        this.hashCode = Objects.hash(method, bucket, object, lifetime, headers, queryParameters);
    }

    /** Creates a builder of a request that fetches an object. The URL is not valid for HEAD, which needs its own signature. */
    public static Builder get(ObjectRef object) {
        return builder("GET", object);
    }

    /** Creates a builder of a request for an object's size, type and other headers. */
    public static Builder head(ObjectRef object) {
        return builder("HEAD", object);
    }

    /**
     * Creates a builder of a request that starts a resumable upload: a {@code POST} whose response contains, in its {@code Location}
     * header, the URI of a session to which the bytes are sent, in one or several requests. {@code io.loist.upload.DirectUploads} starts
     * such uploads for browsers.
     *
     * @see <a href="https://cloud.google.com/storage/docs/performing-resumable-uploads#initiate-session">Resumable uploads</a>
     */
    public static Builder startUpload(ObjectRef object) {
        return builder("POST", object).header("x-goog-resumable", "start");
    }

    /** Creates a builder of a request that stores an object in a single upload. */
    public static Builder put(ObjectRef object) {
        return builder("PUT", object);
    }

    /**
     * Creates a builder of a request for an object.
     *
     * @param method GET, HEAD, PUT, POST or DELETE, in any case
     * @param object the object
     * @throws IllegalArgumentException if the method is another one, or a part of the object's name between slashes is {@code .} or
     *     {@code ..}, which clients remove from URLs
     */
    public static Builder builder(String method, ObjectRef object) {
        return new Builder(method, object.bucket(), object);
    }

    /**
     * Creates a builder of a request for a bucket itself; GET lists its objects.
     *
     * @param method GET, HEAD, PUT, POST or DELETE, in any case
     * @param bucket the bucket's name
     * @throws IllegalArgumentException if the method is another one, or the bucket's name is not valid
     */
    public static Builder forBucket(String method, String bucket) {
        return new Builder(method, ObjectRef.requireBucket(bucket), null);
    }

    /** Returns the HTTP method, in upper case. */
    public String method() {
        return method;
    }

    /** Returns the bucket's name. */
    public String bucket() {
        return bucket;
    }

    /** Returns the object, or null if the request is for the bucket itself. */
    public @Nullable ObjectRef object() {
        return object;
    }

    /** Returns the URL's lifetime, from 1 second to 7 days. */
    public Duration lifetime() {
        return lifetime;
    }

    /** Returns the headers that a client must send, by lower-case name; unmodifiable, in the order of their names. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Returns the query parameters of the URL, without those of the signature; unmodifiable, in the order of their names. */
    public Map<String, String> queryParameters() {
        return queryParameters;
    }

    /** Returns whether the other object is an equal request, lifetime included. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof SignedUrlRequest that
                        && hashCode == that.hashCode
                        && method.equals(that.method)
                        && bucket.equals(that.bucket)
                        && Objects.equals(object, that.object)
                        && lifetime.equals(that.lifetime)
                        && headers.equals(that.headers)
                        && queryParameters.equals(that.queryParameters));
    }

    @Override
    public int hashCode() {
        return hashCode;
    }

    /** Returns the method, the object or bucket, and the lifetime. */
    @Override
    public String toString() {
        return method + " " + (object == null ? "gs://" + bucket : object) + " for " + lifetime;
    }

    /** Builds a {@link SignedUrlRequest}. Not safe for use by several threads at once. */
    public static final class Builder {

        private static final Pattern MEDIA_TYPE = Pattern.compile("[!-~]+/[!-~][ -~]*");

        private final String method;
        private final String bucket;
        private final @Nullable ObjectRef object;
        private final Map<String, String> headers = new TreeMap<>();
        private final Map<String, String> queryParameters = new TreeMap<>();
        private Duration lifetime = DEFAULT_LIFETIME;

        private Builder(String method, String bucket, @Nullable ObjectRef object) {
            this.method = Objects.requireNonNull(method, "method").toUpperCase(Locale.ROOT);
            this.bucket = bucket;
            this.object = object == null ? null : SigningLimits.requireSignable(object);
            if (!METHODS.contains(this.method)) {
                throw new IllegalArgumentException("method must be GET, HEAD, PUT, POST or DELETE, but is " + method);
            }
        }

        /**
         * Sets the URL's lifetime, truncated to whole seconds; by default 15 minutes.
         *
         * @throws IllegalArgumentException if {@code lifetime} is not from 1 second to 7 days
         */
        public Builder lifetime(Duration lifetime) {
            this.lifetime = SigningLimits.requireLifetime(lifetime);
            return this;
        }

        /**
         * Sets a lifetime for playing a track to its end, with pauses: 15 minutes plus twice the track's duration, at most 7 days.
         * Half of this lifetime is still enough to play the track once, on which caches of URLs rely.
         *
         * @throws IllegalArgumentException if {@code trackDuration} is negative
         */
        public Builder lifetimeToPlay(Duration trackDuration) {
            return lifetime(SigningLimits.lifetimeToPlay(trackDuration));
        }

        /**
         * Restricts the URL to one {@linkplain StoredObject#generation() generation} of the object: if the object is replaced
         * during playback, a player gets an error instead of bytes of both. Sets the query parameter {@code generation}.
         *
         * @throws IllegalArgumentException if {@code generation} is not positive
         */
        public Builder generation(long generation) {
            if (generation <= 0) {
                throw new IllegalArgumentException("generation must be positive, but is " + generation);
            }
            return queryParameter(GENERATION, Long.toString(generation));
        }

        /**
         * Requires an upload to declare this media type. Sets the header {@code content-type}.
         *
         * @throws IllegalArgumentException if it is not written like {@code audio/mpeg}
         */
        public Builder contentType(String contentType) {
            return header("content-type", requireMediaType(contentType));
        }

        /**
         * Requires a size of an upload. Sets the header {@code x-goog-content-length-range}.
         *
         * @param min the minimum number of bytes, inclusive
         * @param max the maximum number of bytes, inclusive
         * @throws IllegalArgumentException if {@code min} is negative or more than {@code max}
         */
        public Builder size(long min, long max) {
            SigningLimits.requireRange(min, max);
            return header("x-goog-content-length-range", min + "," + max);
        }

        /** Restricts an upload to names without an object. Sets the header {@code x-goog-if-generation-match: 0}. */
        public Builder ifAbsent() {
            return header("x-goog-if-generation-match", "0");
        }

        /**
         * Makes a browser save the object under this name instead of displaying it. Any text is valid; characters that file names
         * cannot contain become {@code _}. Sets the query parameter {@code response-content-disposition}.
         */
        public Builder downloadName(String downloadName) {
            return queryParameter("response-content-disposition", ContentDisposition.attachment(downloadName));
        }

        /**
         * Overrides the media type of the response. Sets the query parameter {@code response-content-type}.
         *
         * @throws IllegalArgumentException if it is not written like {@code audio/mpeg}
         */
        public Builder responseContentType(String responseContentType) {
            return queryParameter("response-content-type", requireMediaType(responseContentType));
        }

        private static String requireMediaType(String mediaType) {
            if (!MEDIA_TYPE.matcher(mediaType).matches()) {
                throw new IllegalArgumentException(
                        "a media type is written like audio/mpeg, not \"" + mediaType + "\"");
            }
            return mediaType;
        }

        /**
         * Requires clients to send a header with this value. White space around the value is ignored, and white space inside counts
         * as one space.
         *
         * @throws IllegalArgumentException if the name is {@code host} or not valid, or the value contains a control character
         *     other than a tab
         */
        public Builder header(String name, String value) {
            String lowerCase = HeaderRules.requireName(name);
            if (lowerCase.equals("host")) {
                throw new IllegalArgumentException("the header host is set by the URL and cannot be required");
            }
            headers.put(lowerCase, HeaderRules.requireValue(name, value));
            return this;
        }

        /**
         * Adds a query parameter to the URL.
         *
         * @throws IllegalArgumentException if the name is empty or one that the signature uses itself, such as {@code X-Goog-Date};
         *     or if the name or the value contains an unpaired surrogate
         */
        public Builder queryParameter(String name, String value) {
            if (name.isEmpty() || SignatureParameters.isReserved(name)) {
                throw new IllegalArgumentException("\"" + name + "\" is not a query parameter that can be set");
            }
            queryParameters.put(
                    HeaderRules.requirePaired("a query parameter's name", name),
                    HeaderRules.requirePaired("the value of query parameter " + name, value));
            return this;
        }

        /** Returns the request. */
        public SignedUrlRequest build() {
            return new SignedUrlRequest(this);
        }
    }
}
