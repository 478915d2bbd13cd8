package io.loist.media;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a URL is to be signed for. Immutable; make one with {@link #get}, {@link #put} or {@link #builder}. */
public final class SignedUrlRequest {

    /** How long a URL works unless told otherwise: 15 minutes. */
    public static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(15);

    /** The shortest lifetime: 1 second. */
    public static final Duration MIN_LIFETIME = Duration.ofSeconds(1);

    /** The longest lifetime that Cloud Storage accepts: 7 days. */
    public static final Duration MAX_LIFETIME = Duration.ofDays(7);

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "PUT", "POST", "DELETE");

    private final String method;
    private final ObjectRef object;
    private final Duration lifetime;
    private final @Nullable String downloadName;
    private final @Nullable String responseContentType;
    private final Map<String, String> headers;
    private final Map<String, String> queryParameters;

    private SignedUrlRequest(Builder builder) {
        this.method = builder.method;
        this.object = builder.object;
        this.lifetime = builder.lifetime;
        this.downloadName = builder.downloadName;
        this.responseContentType = builder.responseContentType;
        this.headers = java.util.Collections.unmodifiableMap(new TreeMap<>(builder.headers));
        this.queryParameters = java.util.Collections.unmodifiableMap(new TreeMap<>(builder.queryParameters));
    }

    /** Starts a request to fetch an object. */
    public static Builder get(ObjectRef object) {
        return builder("GET", object);
    }

    /** Starts a request to store an object. */
    public static Builder put(ObjectRef object) {
        return builder("PUT", object);
    }

    /**
     * Starts a request.
     *
     * @param method GET, HEAD, PUT, POST or DELETE
     * @param object the object it is for
     * @throws IllegalArgumentException if the method is another one
     */
    public static Builder builder(String method, ObjectRef object) {
        return new Builder(method, object);
    }

    /** Returns the HTTP method, in upper case. */
    public String method() {
        return method;
    }

    /** Returns the object. */
    public ObjectRef object() {
        return object;
    }

    /** Returns how long the URL is to work. */
    public Duration lifetime() {
        return lifetime;
    }

    /** Returns the file name a browser saves the object under, or null to leave it to the object's own disposition. */
    public @Nullable String downloadName() {
        return downloadName;
    }

    /** Returns the media type to answer with, or null for the object's own. */
    public @Nullable String responseContentType() {
        return responseContentType;
    }

    /** Returns the headers the request must carry, by lower-case name; unmodifiable, in the order of their names. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Returns the query parameters the URL carries besides the signature's own; unmodifiable, in the order of their names. */
    public Map<String, String> queryParameters() {
        return queryParameters;
    }

    /** Builds a {@link SignedUrlRequest}. Not safe for use by several threads at once. */
    public static final class Builder {

        private final String method;
        private final ObjectRef object;
        private final Map<String, String> headers = new TreeMap<>();
        private final Map<String, String> queryParameters = new TreeMap<>();
        private Duration lifetime = DEFAULT_LIFETIME;
        private @Nullable String downloadName;
        private @Nullable String responseContentType;

        private Builder(String method, ObjectRef object) {
            this.method = Objects.requireNonNull(method, "method").toUpperCase(Locale.ROOT);
            this.object = Objects.requireNonNull(object, "object");
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
            if (lifetime.compareTo(MIN_LIFETIME) < 0 || lifetime.compareTo(MAX_LIFETIME) > 0) {
                throw new IllegalArgumentException("lifetime must be from 1 second to 7 days, but is " + lifetime);
            }
            this.lifetime = lifetime.truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
            return this;
        }

        /** Makes a browser save the object under this name instead of showing it. Any text is allowed. */
        public Builder downloadName(@Nullable String downloadName) {
            this.downloadName = downloadName;
            return this;
        }

        /** Answers with this media type instead of the object's own. */
        public Builder responseContentType(@Nullable String responseContentType) {
            this.responseContentType = responseContentType;
            return this;
        }

        /**
         * Requires a header; the request is refused unless it carries the header with this value.
         *
         * @throws IllegalArgumentException if the name is {@code host} or not a header's name, or the value has a line break
         */
        public Builder header(String name, String value) {
            String lowerCase = name.toLowerCase(Locale.ROOT).strip();
            if (lowerCase.equals("host") || !lowerCase.matches("[!#$%&'*+.^_`|~0-9a-z-]+")) {
                throw new IllegalArgumentException("\"" + name + "\" is not a header that a URL can require");
            }
            if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("the value of header " + name + " must not have a line break");
            }
            headers.put(lowerCase, value);
            return this;
        }

        /**
         * Adds a query parameter to the URL.
         *
         * @throws IllegalArgumentException if the name is empty or begins with {@code X-Goog-} (in any case) and is one the
         *     signature sets itself
         */
        public Builder queryParameter(String name, String value) {
            Objects.requireNonNull(value, "value");
            if (name.isEmpty() || SignatureParameters.isReserved(name)) {
                throw new IllegalArgumentException("\"" + name + "\" is not a query parameter that a caller can set");
            }
            queryParameters.put(name, value);
            return this;
        }

        /** Returns the request. */
        public SignedUrlRequest build() {
            return new SignedUrlRequest(this);
        }
    }
}
