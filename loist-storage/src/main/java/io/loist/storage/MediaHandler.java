package io.loist.storage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.media.ByteRange;
import io.loist.media.ObjectStore;
import io.loist.media.SignedUrlVerifier;
import io.loist.media.SignedUrlVerifier.Verdict;
import io.loist.media.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the requests of a local media server: checks who signed, finds the object, and sends what was asked for. */
final class MediaHandler implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(MediaHandler.class);
    private static final int CHUNK = 64 * 1024;

    private final ObjectStore store;
    private final SignedUrlVerifier verifier;
    private final HttpWorkers workers;

    MediaHandler(ObjectStore store, SignedUrlVerifier verifier, HttpWorkers workers) {
        this.store = store;
        this.verifier = verifier;
        this.workers = workers;
    }

    @Override
    public void handle(HttpExchange exchange) {
        try (exchange) {
            answerOrRefuse(new MediaRequest(exchange), new MediaResponse(exchange));
        }
    }

    private void answerOrRefuse(MediaRequest request, MediaResponse response) {
        try {
            answer(request, response);
        } catch (ObjectStoreException e) {
            if (e.reason() != Reason.NOT_FOUND) {
                LOG.warn("The local media server could not serve {}", e.object(), e);
            }
            refuseIfPossible(response, MediaError.of(e));
        } catch (IOException e) {
            LOG.debug("A client of the local media server is gone: {}", e.toString());
        } catch (RuntimeException e) {
            LOG.warn("The local media server failed to answer a request", e);
            refuseIfPossible(response, MediaError.INTERNAL);
        }
    }

    private void answer(MediaRequest request, MediaResponse response) throws IOException {
        if (request.isPreflight()) {
            response.allowPreflight();
            return;
        }
        if (!request.isGet() && !request.isHead()) {
            response.refuse(MediaError.METHOD_NOT_ALLOWED);
            return;
        }
        Verdict verdict = verifier.verify(request.method(), request.target(), request.headers());
        if (!verdict.accepted()) {
            response.refuse(MediaError.of(verdict));
            return;
        }
        Optional<StoredObject> object =
                request.object().flatMap(store::stat).filter(found -> request.asksForGeneration(found.generation()));
        if (object.isEmpty()) {
            response.refuse(MediaError.NO_SUCH_KEY);
            return;
        }
        serve(request, response, object.get());
    }

    private void serve(MediaRequest request, MediaResponse response, StoredObject object) throws IOException {
        EntityTag tag = EntityTag.of(object);
        response.describe(object, tag, request);
        if (request.knows(tag)) {
            response.notModified();
            return;
        }
        RequestedRange range = request.range(tag, object.size());
        if (range.kind() == RequestedRange.Kind.UNSATISFIABLE) {
            response.refuseRange(object.size());
        } else if (request.isHead()) {
            response.headersOf(object.size());
        } else if (object.size() == 0) {
            response.empty();
        } else {
            send(response, object, range);
        }
    }

    private void send(MediaResponse response, StoredObject object, RequestedRange range) throws IOException {
        try (InputStream in = store.read(object.ref(), new ByteRange(range.offset(), range.length()))) {
            OutputStream out = response.begin(range, object.size());
            byte[] buffer = new byte[CHUNK];
            long left = range.length();
            while (left > 0) {
                int count = read(in, buffer, left, object);
                out.write(buffer, 0, count);
                workers.progressed();
                left -= count;
            }
            out.close();
        }
    }

    /** Reads at least one byte. Trouble with the store must not look like a client that is gone. */
    private static int read(InputStream in, byte[] buffer, long left, StoredObject object) {
        String uri = object.ref().uri();
        try {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count > 0) {
                return count;
            }
            throw new ObjectStoreException(
                    Reason.INTEGRITY, uri, uri + " ended " + left + " bytes early; was it replaced?", null);
        } catch (IOException e) {
            throw new ObjectStoreException(
                    Reason.UNAVAILABLE, uri, uri + " could not be read to its end; try again.", e);
        }
    }

    private static void refuseIfPossible(MediaResponse response, MediaError error) {
        try {
            response.refuseUnlessBegun(error);
        } catch (IOException e) {
            LOG.debug("A client of the local media server is gone: {}", e.toString());
        }
    }
}
