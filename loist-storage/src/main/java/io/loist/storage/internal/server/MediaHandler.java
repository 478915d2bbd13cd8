package io.loist.storage.internal.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.signing.SignedUrlVerifier;
import io.loist.signing.SignedUrlVerifier.Verdict;
import io.loist.storage.internal.server.http.HttpErrorException;
import io.loist.storage.internal.server.http.MediaError;
import io.loist.storage.internal.server.http.MediaRequest;
import io.loist.storage.internal.server.http.MediaResponse;
import io.loist.storage.internal.server.upload.FormUploads;
import io.loist.storage.internal.server.upload.ObjectWriter;
import io.loist.storage.internal.server.upload.ResumableUpload;
import io.loist.storage.internal.server.upload.ResumableUploads;
import io.loist.storage.internal.server.upload.SpoolFolder;
import java.io.IOException;
import java.util.List;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the requests of a local media server: adds the CORS headers, verifies the signature, routes the request to the class that
 * answers its kind, and turns exceptions into error responses.
 */
final class MediaHandler implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(MediaHandler.class);

    private final CorsPolicy cors;
    private final SignedUrlVerifier verifier;
    private final ObjectReader reader;
    private final ObjectWriter writer;
    private final ResumableUploads sessions;
    private final FormUploads forms;
    private final IntConsumer progress;
    private final TraceLimit traces;

    /**
     * Wires the classes that answer requests.
     *
     * @param progress receives the number of bytes each time some were moved
     */
    MediaHandler(MediaServer.Settings settings, SpoolFolder spool, IntConsumer progress) {
        this.cors = settings.cors();
        this.verifier = settings.verifier();
        this.reader = new ObjectReader(settings.store(), progress);
        this.writer = new ObjectWriter(settings.store(), progress);
        this.sessions = new ResumableUploads(writer, spool, settings.clock(), settings.uri());
        this.forms = new FormUploads(verifier, writer, settings.uri());
        this.progress = progress;
        this.traces = new TraceLimit(settings.clock());
    }

    @Override
    public void handle(HttpExchange exchange) {
        try (exchange) {
            answerOrRefuse(exchange, new MediaResponse(exchange));
        }
    }

    private void answerOrRefuse(HttpExchange exchange, MediaResponse response) {
        try {
            MediaRequest request = new MediaRequest(exchange, progress);
            request.requireOwnTarget();
            addCorsHeaders(request, response);
            route(request, response);
        } catch (ObjectStoreException e) {
            refuseIfPossible(response, errorOf(e));
        } catch (HttpErrorException e) {
            refuseIfPossible(response, e.error());
        } catch (IOException e) {
            LOG.debug("A client of the local media server disconnected: {}", e.toString());
        } catch (RuntimeException e) {
            if (traces.permits()) {
                LOG.warn("The local media server failed to answer a request", e);
            } else {
                LOG.debug("The local media server failed to answer a request", e);
            }
            refuseIfPossible(response, MediaError.INTERNAL);
        }
    }

    private void addCorsHeaders(MediaRequest request, MediaResponse response) {
        String page = request.header("Origin");
        if (page == null) {
            return;
        }
        // As in Cloud Storage, the origin that started an upload session decides for all its requests; "" if none did
        String origin = sessions.find(request).map(ResumableUpload::origin).orElse(page);
        String asked = request.header("Access-Control-Request-Method");
        if (request.isPreflight() && asked != null) {
            List<String> headers = request.names("Access-Control-Request-Headers");
            cors.answerPreflight(new CorsPolicy.Access(request.bucket(), origin, asked, headers), response.headers());
        } else {
            cors.answer(
                    new CorsPolicy.Access(request.bucket(), origin, request.method(), List.of()), response.headers());
        }
    }

    private void route(MediaRequest request, MediaResponse response) throws IOException {
        if (request.isPreflight()) {
            response.done();
        } else if (ResumableUploads.concerns(request)) {
            sessions.answer(request, response);
        } else if (FormUploads.concerns(request)) {
            forms.answer(request, response);
        } else {
            routeSigned(request, response);
        }
    }

    private void routeSigned(MediaRequest request, MediaResponse response) throws IOException {
        Verdict verdict = verifier.verify(request.method(), request.pathAndQuery(), request.headers());
        if (!verdict.accepted()) {
            throw new HttpErrorException(MediaError.of(verdict));
        }
        switch (request.method()) {
            case "GET", "HEAD" -> reader.answer(request, response);
            case "PUT" -> writer.answer(request, response);
            case "POST" -> sessions.start(request, response);
            case "DELETE" -> reader.delete(request, response);
            default -> throw new HttpErrorException(MediaError.METHOD_NOT_ALLOWED);
        }
    }

    private static MediaError errorOf(ObjectStoreException e) {
        if (e.reason() != Reason.NOT_FOUND && e.reason() != Reason.PRECONDITION_FAILED) {
            LOG.warn("The local media server could not serve {}", e.object(), e);
        }
        return MediaError.of(e);
    }

    private static void refuseIfPossible(MediaResponse response, MediaError error) {
        try {
            response.refuseUnlessStarted(error);
        } catch (IOException e) {
            LOG.debug("A client of the local media server disconnected: {}", e.toString());
        }
    }
}
