package io.loist.signing;

import io.loist.object.ObjectRef;
import io.loist.signing.internal.v4.PercentCoding;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The host of signed URLs, and the position of the bucket's name in them.
 *
 * @param base the scheme and host in lower case, with the port unless it is the scheme's default; without path, query and fragment
 * @param style the position of the bucket's name
 * @see <a href="https://cloud.google.com/storage/docs/request-endpoints">Request endpoints</a>
 */
public record UrlEndpoint(URI base, Style style) {

    /** Cloud Storage itself: {@code https://storage.googleapis.com/bucket/name}. */
    public static final UrlEndpoint GOOGLE_CLOUD_STORAGE = pathStyle(URI.create("https://storage.googleapis.com"));

    /**
     * Checks and normalises the base, so that {@code HTTPS://Media.example.com:443/} and {@code https://media.example.com} are equal.
     *
     * @throws IllegalArgumentException if {@code base} is not http or https with a host and no path
     */
    public UrlEndpoint {
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(style, "style");
        base = plain(base);
    }

    /** Returns an endpoint with the bucket in the path: {@code https://host/bucket/name}. */
    public static UrlEndpoint pathStyle(URI base) {
        return new UrlEndpoint(base, Style.PATH);
    }

    /** Returns an endpoint with the bucket in the host's name: {@code https://bucket.host/name}. */
    public static UrlEndpoint virtualHosted(URI base) {
        return new UrlEndpoint(base, Style.VIRTUAL_HOSTED);
    }

    /** Returns an endpoint whose host serves a single bucket, such as a CDN: {@code https://host/name}. */
    public static UrlEndpoint bucketBound(URI base) {
        return new UrlEndpoint(base, Style.BUCKET_BOUND);
    }

    /** Returns the {@code Host} header of requests for a bucket. */
    String authority(String bucket) {
        return style == Style.VIRTUAL_HOSTED ? bucket + "." + base.getRawAuthority() : base.getRawAuthority();
    }

    /** Returns the percent-encoded path of the URL of an object or, without one, of the bucket. */
    String path(String bucket, @Nullable ObjectRef object) {
        if (style == Style.PATH) {
            return object == null ? "/" + bucket : "/" + bucket + "/" + PercentCoding.encodePath(object.name());
        }
        return object == null ? "/" : "/" + PercentCoding.encodePath(object.name());
    }

    /** Returns the URI that forms for a bucket are sent to: the bucket's URL with a trailing slash. */
    URI formUri(String bucket) {
        return URI.create(
                base.getScheme() + "://" + authority(bucket) + (style == Style.PATH ? "/" + bucket + "/" : "/"));
    }

    private static URI plain(URI base) {
        String scheme = String.valueOf(base.getScheme()).toLowerCase(Locale.ROOT);
        String path = base.getRawPath();
        if (!(scheme.equals("http") || scheme.equals("https"))
                || base.getHost() == null
                || base.getRawUserInfo() != null
                || base.getRawQuery() != null
                || base.getRawFragment() != null
                || !(path == null || path.isEmpty() || path.equals("/"))) {
            throw new IllegalArgumentException(
                    "an endpoint is a scheme (http or https), a host and an optional port, such as https://media.example.com, not "
                            + base);
        }
        int port = base.getPort();
        boolean ownPort = port == -1 || port == (scheme.equals("https") ? 443 : 80);
        return URI.create(scheme + "://" + base.getHost().toLowerCase(Locale.ROOT) + (ownPort ? "" : ":" + port));
    }

    /** The position of the bucket's name in a URL. */
    public enum Style {
        /** {@code https://host/bucket/name}. */
        PATH,
        /** {@code https://bucket.host/name}. */
        VIRTUAL_HOSTED,
        /** {@code https://host/name}: the host implies the bucket. */
        BUCKET_BOUND
    }
}
