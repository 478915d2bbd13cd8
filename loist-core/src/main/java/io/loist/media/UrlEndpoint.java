package io.loist.media;

import java.net.URI;
import java.util.Objects;

/**
 * Where signed URLs point to, and where in them the bucket stands.
 *
 * @param base the scheme, host and, where it is not the scheme's own, port; without path, query and fragment
 * @param style where in the URL the bucket stands
 */
public record UrlEndpoint(URI base, Style style) {

    /** Cloud Storage itself: {@code https://storage.googleapis.com/bucket/name}. */
    public static final UrlEndpoint GOOGLE_CLOUD_STORAGE = pathStyle(URI.create("https://storage.googleapis.com"));

    /**
     * Checks the base.
     *
     * @throws IllegalArgumentException if {@code base} is not http or https with a host and nothing behind the port
     */
    public UrlEndpoint {
        Objects.requireNonNull(style, "style");
        String scheme = base.getScheme();
        boolean bare = base.getRawPath() == null
                || base.getRawPath().isEmpty()
                || base.getRawPath().equals("/");
        if (scheme == null
                || !(scheme.equals("http") || scheme.equals("https"))
                || base.getHost() == null
                || base.getRawUserInfo() != null
                || base.getRawQuery() != null
                || base.getRawFragment() != null
                || !bare) {
            throw new IllegalArgumentException(
                    "an endpoint is http or https, a host and maybe a port, such as https://media.example.com, not "
                            + base);
        }
    }

    /** Returns an endpoint with the bucket in the path: {@code https://host/bucket/name}. */
    public static UrlEndpoint pathStyle(URI base) {
        return new UrlEndpoint(base, Style.PATH);
    }

    /** Returns an endpoint with the bucket in the host's name: {@code https://bucket.host/name}. */
    public static UrlEndpoint virtualHosted(URI base) {
        return new UrlEndpoint(base, Style.VIRTUAL_HOSTED);
    }

    /** Returns an endpoint whose host serves one bucket alone, such as a CDN: {@code https://host/name}. */
    public static UrlEndpoint bucketBound(URI base) {
        return new UrlEndpoint(base, Style.BUCKET_BOUND);
    }

    /** Returns the host, and the port where it is not the scheme's own, of URLs for a bucket: the {@code Host} header. */
    String authority(String bucket) {
        int port = base.getPort();
        boolean ownPort = port == -1 || port == (base.getScheme().equals("https") ? 443 : 80);
        String host = ownPort ? base.getHost() : base.getHost() + ":" + port;
        return style == Style.VIRTUAL_HOSTED ? bucket + "." + host : host;
    }

    /** Returns the percent-encoded path of an object's URL. */
    String path(ObjectRef object) {
        String name = "/" + PercentCoding.encodePath(object.name());
        return style == Style.PATH ? "/" + PercentCoding.encodePath(object.bucket()) + name : name;
    }

    /** Where in a URL the bucket stands. */
    public enum Style {
        /** {@code https://host/bucket/name}. */
        PATH,
        /** {@code https://bucket.host/name}. */
        VIRTUAL_HOSTED,
        /** {@code https://host/name}: the host stands for the bucket. */
        BUCKET_BOUND
    }
}
