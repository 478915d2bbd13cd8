package io.loist.storage.internal.gcs;

import com.google.api.client.http.HttpContent;
import com.google.api.client.http.HttpExecuteInterceptor;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.cloud.ServiceOptions;
import com.google.cloud.http.HttpTransportOptions;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Google's transport, with the parameters that all calls of a store have, and with each request's body written to the connection in large blocks. The client passes on 8 KiB at a time,
 * which makes an upload a fifth slower; see the figures of this package.
 */
final class GcsTransport extends HttpTransportOptions {

    private static final long serialVersionUID = 1L;
    private static final int BLOCK_BYTES = 256 * 1024;

    private final GcsParameters parameters;

    GcsTransport(Duration connectTimeout, Duration readTimeout, GcsParameters parameters) {
        super(HttpTransportOptions.newBuilder()
                .setConnectTimeout(Math.toIntExact(connectTimeout.toMillis()))
                .setReadTimeout(Math.toIntExact(readTimeout.toMillis())));
        this.parameters = parameters;
    }

    /** Returns the parameters of all calls. */
    GcsParameters parameters() {
        return parameters;
    }

    @Override
    public HttpRequestInitializer getHttpRequestInitializer(ServiceOptions<?, ?> options) {
        HttpRequestInitializer google = super.getHttpRequestInitializer(options);
        return request -> {
            google.initialize(request);
            parameters.addTo(request.getUrl());
            HttpExecuteInterceptor before = request.getInterceptor();
            request.setInterceptor(execution -> {
                if (before != null) {
                    before.intercept(execution);
                }
                writeInBlocks(execution);
            });
        };
    }

    /** Leaves a body as it is that has been wrapped before a first try. */
    private static void writeInBlocks(HttpRequest request) {
        HttpContent content = request.getContent();
        if (content != null && !(content instanceof Blocks)) {
            request.setContent(new Blocks(content));
        }
    }

    private record Blocks(HttpContent content) implements HttpContent {

        @Override
        public long getLength() throws IOException {
            return content.getLength();
        }

        @Override
        public @Nullable String getType() {
            return content.getType();
        }

        @Override
        public boolean retrySupported() {
            return content.retrySupported();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            BufferedOutputStream blocks = new BufferedOutputStream(out, BLOCK_BYTES);
            content.writeTo(blocks);
            blocks.flush();
        }
    }
}
