package io.loist.storage.internal.gcs;

import com.google.api.client.googleapis.json.GoogleJsonError;
import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.EmptyContent;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpContent;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import com.google.api.services.storage.model.StorageObject;
import com.google.cloud.storage.StorageException;
import com.google.cloud.storage.spi.v1.StorageRpc.Option;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A resumable upload. If a part breaks off, the service is asked how far it got, and the rest is sent. No exception tells the
 * upload's address, as whoever has it can write to it.
 *
 * @see <a href="https://cloud.google.com/storage/docs/performing-resumable-uploads">Resumable uploads</a>
 */
final class GcsSession {

    /** The length of every part but the last is a multiple of this. */
    static final int UNIT_BYTES = 256 * 1024;

    private static final int RESUME_INCOMPLETE = 308;
    private static final Pattern RECEIVED = Pattern.compile("bytes=0-([0-9]+)");

    private final GcsCalls calls;
    private final String address;

    private GcsSession(GcsCalls calls, String address) {
        this.calls = calls;
        this.address = address;
    }

    /**
     * Starts an upload; nothing is stored before it is finished.
     *
     * @param generation what is to be replaced, or 0 if there must be no object
     */
    static GcsSession start(GcsCalls calls, StorageObject object, long generation) {
        return new GcsSession(
                calls, calls.patiently(() -> calls.rpc().open(object, Map.of(Option.IF_GENERATION_MATCH, generation))));
    }

    /** Gives bytes. After a failure it is asked again, perhaps for bytes that it gave before. */
    @FunctionalInterface
    interface Source {
        /** Writes the object's bytes from one index to before another. */
        void write(long from, long to, OutputStream out) throws IOException;
    }

    /** Sends more bytes. */
    void append(long from, long to, Source source) {
        send(new Part(from, to, null), source);
    }

    /**
     * Sends the last bytes, or none. The service makes the object, unless the checksum of all bytes is another than that of the ones
     * it has.
     */
    StorageObject finish(long from, long to, String crc32c, Source source) {
        return Objects.requireNonNull(send(new Part(from, to, crc32c), source).object, "only an object ends it");
    }

    private Progress send(Part part, Source source) {
        Patience patience = calls.patience();
        long position = part.from;
        while (true) {
            long start = position;
            StorageException failure = null;
            Progress progress;
            try {
                progress =
                        GcsCalls.once(() -> put(part.contentRange(start), part.crc32c, content(start, part, source)));
            } catch (StorageException e) {
                if (!Patience.mayPass(e)) {
                    throw e;
                }
                failure = e;
                progress = calls.patiently(() -> put("bytes */*", null, new EmptyContent()));
            }
            if (part.isDone(progress)) {
                return progress;
            }
            if (progress.received < part.from || progress.received > part.to) {
                throw new StorageException(
                        0, "the service has " + progress.received + " bytes though " + part.from + " had arrived");
            }
            position = progress.received;
            if (position > start) {
                patience.renew();
            } else {
                patience.await(failure == null ? new StorageException(503, "the service took no byte") : failure);
            }
        }
    }

    private Progress put(String contentRange, @Nullable String crc32c, HttpContent content) throws IOException {
        HttpRequest request = calls.api().getRequestFactory().buildPutRequest(new GenericUrl(address), content);
        request.setParser(calls.api().getObjectParser());
        request.setThrowExceptionOnExecuteError(false);
        request.getHeaders().setContentRange(contentRange);
        if (crc32c != null) {
            request.getHeaders().set("x-goog-hash", "crc32c=" + crc32c);
        }
        HttpResponse response = request.execute();
        try {
            if (response.isSuccessStatusCode()) {
                return new Progress(0, response.parseAs(StorageObject.class));
            }
            if (response.getStatusCode() != RESUME_INCOMPLETE) {
                throw refusal(response);
            }
            Matcher received =
                    RECEIVED.matcher(String.valueOf(response.getHeaders().getRange()));
            return new Progress(received.matches() ? Long.parseLong(received.group(1)) + 1 : 0, null);
        } finally {
            response.ignore();
        }
    }

    /** Keeps what the service says and leaves out what was called, as that is the upload's address. */
    private StorageException refusal(HttpResponse response) {
        GoogleJsonError error = GoogleJsonResponseException.from(calls.api().getJsonFactory(), response)
                .getDetails();
        if (error == null) {
            return new StorageException(response.getStatusCode(), response.getStatusMessage());
        }
        String reason = error.getErrors() == null || error.getErrors().isEmpty()
                ? null
                : error.getErrors().get(0).getReason();
        return new StorageException(response.getStatusCode(), error.getMessage(), reason, null);
    }

    private static HttpContent content(long from, Part part, Source source) {
        return from == part.to ? new EmptyContent() : new Content(from, part.to, source);
    }

    /** What to send in one request; the last part has the checksum of all. */
    private record Part(long from, long to, @Nullable String crc32c) {

        String contentRange(long start) {
            String bytes = start == to ? "*" : start + "-" + (to - 1);
            return "bytes " + bytes + "/" + (crc32c == null ? "*" : Long.toString(to));
        }

        boolean isDone(Progress progress) {
            return progress.object != null || (crc32c == null && progress.received == to);
        }
    }

    /** How many bytes the service has, or the object once it has all. */
    private record Progress(long received, @Nullable StorageObject object) {}

    private record Content(long from, long to, Source source) implements HttpContent {

        @Override
        public long getLength() {
            return to - from;
        }

        @Override
        public @Nullable String getType() {
            return null;
        }

        @Override
        public boolean retrySupported() {
            return false;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            source.write(from, to, out);
        }
    }
}
