package io.loist.examples.mcp;

import io.loist.ingest.IngestSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.function.Predicate;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Audio of the public Internet, as a source to ingest. How much of it is read is a limit of the ingest pipeline. */
final class RemoteAudio {

    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration WHOLE_DOWNLOAD = Duration.ofMinutes(10);

    private final OkHttpClient client;

    RemoteAudio(Predicate<InetAddress> isAllowed) {
        client = new OkHttpClient.Builder()
                .socketFactory(new PublicSockets(isAllowed))
                .proxy(Proxy.NO_PROXY)
                .connectTimeout(IDLE)
                .readTimeout(IDLE)
                .callTimeout(WHOLE_DOWNLOAD)
                .build();
    }

    /**
     * Returns the source at a URL. It is requested when it is ingested.
     *
     * @throws IllegalArgumentException if the URL is not one of HTTP or HTTPS
     */
    IngestSource at(String url) {
        HttpUrl parsed = HttpUrl.get(url);
        String path = parsed.pathSegments().get(parsed.pathSize() - 1);
        return IngestSource.content(path.isEmpty() ? parsed.host() : path, () -> open(parsed));
    }

    private InputStream open(HttpUrl url) throws IOException {
        Response response =
                client.newCall(new Request.Builder().url(url).build()).execute();
        if (!response.isSuccessful()) {
            response.close();
            throw new IOException("The server of " + url.host() + " answers " + response.code() + ".");
        }
        return response.body().byteStream();
    }
}
