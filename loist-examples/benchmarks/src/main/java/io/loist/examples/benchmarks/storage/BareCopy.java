package io.loist.examples.benchmarks.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/** The same bytes to and from the same server in one plain PUT or GET each: nothing is summed up, and nothing can be resumed. */
final class BareCopy implements TransferSystem {

    private final URI server;

    BareCopy(URI endpoint) {
        this.server = endpoint.resolve("/bare");
    }

    @Override
    public String name() {
        return "copy";
    }

    @Override
    public void upload(String object, long size) throws IOException {
        try (InputStream in = new GeneratedBytes(0, size)) {
            put(in, size);
        }
    }

    @Override
    public void upload(String object, byte[] bytes) throws IOException {
        put(new ByteArrayInputStream(bytes), bytes.length);
    }

    @Override
    public void download(String object, long size) throws IOException {
        try (InputStream in = URI.create(server + "?" + size).toURL().openStream()) {
            TransferSystem.drain(in, size);
        }
    }

    private void put(InputStream in, long size) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) server.toURL().openConnection();
        connection.setRequestMethod("PUT");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(size);
        byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, size)];
        try (OutputStream out = connection.getOutputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
            }
        }
        try (InputStream answer = connection.getInputStream()) {
            answer.readAllBytes();
        }
    }
}
