package io.loist.signing;

import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.signing.internal.v4.ContentDisposition;
import io.loist.signing.internal.v4.SignatureParameters;
import io.loist.upload.DirectUploads;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a URL is to be signed for. Immutable; make one with {@link #get}, {@link #head}, {@link #put},
 * {@link #startUpload} or {@link #builder}. */
public final class SignedUrlRequest {

    /** How long a URL works unless told otherwise: 15 minutes. */
    public static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(15);

    /** The shortest lifetime: 1 second. */
    public static final Duration MIN_LIFETIME = Duration.ofSeconds(1);

    /** The longest lifetime that Cloud Storage accepts: 7 days. */
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

    /** Starts a request to fetch an object. The URL is not good for HEAD, which needs a signature of its own. */
    public static Builder get(ObjectRef object) {
        return builder("GET", object);
    }

    /** Starts a request to ask for an object's size, type and other headers. */
    public static Builder head(ObjectRef object) {
        return builder("HEAD", object);
    }

    /**
     * Starts a request to begin a resumable upload: a {@code POST} whose answer has, in its {@code Location} header, the address
     * of a session that then takes the bytes, in pieces if need be. {@link DirectUploads#open} opens it for a browser..
     *
     * @see <a href="https://cloud.google.com/storage/docs/performing-resumable-uploads#initiate-session">Resumable uploads</a>
     */
    public static Builder startUpload(ObjectRef object) {
        return builder("POST", object).header("x-goog-resumable", "start");
    }

    /** Starts a request to store an object in one go. */
    public static Builder put(ObjectRef object) {
        return builder("PUT", object);
    }

    /**
     * Starts a request for an object.
     *
     * @param method GET, HEAD, PUT, POST or DELETE, in any case
     * @param object the object it is for
     * @throws IllegalArgumentException if the method is another one
     */
    public static Builder builder(String method, ObjectRef object) {
        return new Builder(method, object.bucket(), object);
    }

    /**
     * Starts a request for a bucket itself; GET lists its objects.
     *
     * @param method GET, HEAD, PUT, POST or DELETE, in any case
     * @param bucket the bucket's name
     * @throws IllegalArgumentException if the method is another one, or the name is not a bucket's
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

    /** Returns how long the URL is to work. */
    public Duration lifetime() {
        return lifetime;
    }

    /** Returns the headers the request must carry, by lower-case name; unmodifiable, in the order of their names. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Returns the query parameters the URL carries besides the signature's own; unmodifiable, in the order of their names. */
    public Map<String, String> queryParameters() {
        return queryParameters;
    }

    /** Returns whether the other is a request for the same, with the same lifetime. */
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
            this.object = object;
            if (!METHODS.contains(this.method)) {
                throw new IllegalArgumentException("method must be GET, HEAD, PUT, POST or DELETE, but is " + method);
            }
        }

        /**
         * Sets how long the URL works, counted in whole seconds; by default 15 minutes.
         *
         * @throws IllegalArgumentException if {@code lifetime} is not from 1 second to 7 days
         */
        public Builder lifetime(Duration lifetime) {
            this.lifetime = SigningLimits.requireLifetime(lifetime);
            return this;
        }

        /**
         * Sets a lifetime that lets a track be played to its end, with pauses: 15 minutes and twice the track's duration, but at
         * most 7 days. Half of it is still enough for a track that is started then, which is what a cache of URLs relies on.
         *
         * @throws IllegalArgumentException if {@code trackDuration} is negative
         */
        public Builder lifetimeToPlay(Duration trackDuration) {
            return lifetime(SigningLimits.lifetimeToPlay(trackDuration));
        }

        /**
         * Fetches this generation of the object alone: whoever plays it while it is replaced gets an error, never bytes of
         * both. It is the query parameter {@code generation}, as in {@link StoredObject#generation()}.
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
         * Demands that an upload says it is of this media type. It is the header {@code content-type}.
         *
         * @throws IllegalArgumentException if it is not written like {@code audio/mpeg}
         */
        public Builder contentType(String contentType) {
            return header("content-type", requireMediaType(contentType));
        }

        /**
         * Demands a size of an upload. It is the header {@code x-goog-content-length-range}.
         *
         * @param min the least number of bytes
         * @param max the greatest number of bytes
         * @throws IllegalArgumentException if {@code min} is negative or more than {@code max}
         */
        public Builder size(long min, long max) {
            SigningLimits.requireRange(min, max);
            return header("x-goog-content-length-range", min + "," + max);
        }

        /** Lets an upload make the object, but never replace one. It is the header {@code x-goog-if-generation-match: 0}. */
        public Builder ifAbsent() {
            return header("x-goog-if-generation-match", "0");
        }

        /**
         * Makes a browser save the object under this name instead of showing it. Any text is allowed; what a file name cannot
         * hold becomes {@code _}. It is the query parameter {@code response-content-disposition}.
         */
        public Builder downloadName(String downloadName) {
            return queryParameter("response-content-disposition", ContentDisposition.attachment(downloadName));
        }

        /**
         * Answers with this media type instead of the object's own. It is the query parameter {@code response-content-type}.
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
         * Requires a header; the request is refused unless it carries the header with this value. White space around the value
         * does not count, and any amount of it inside counts as one space.
         *
         * @throws IllegalArgumentException if the name is {@code host} or not a header's name, or the value has a control
         *     character other than a tab
         */
        public Builder header(String name, String value) {
            String lowerCase = HeaderRules.requireName(name);
            if (lowerCase.equals("host")) {
                throw new IllegalArgumentException("the host is that of the URL, no header that a request can set");
            }
            headers.put(lowerCase, HeaderRules.requireValue(name, value));
            return this;
        }

        /**
         * Adds a query parameter to the URL.
         *
         * @throws IllegalArgumentException if the name is empty or, in any case, one that the signature sets itself, such as
         *     {@code X-Goog-Date}; or if the name or the value has half of a surrogate pair, which no URL can carry
         */
        public Builder queryParameter(String name, String value) {
            if (name.isEmpty() || SignatureParameters.isReserved(name)) {
                throw new IllegalArgumentException("\"" + name + "\" is not a query parameter that a caller can set");
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
