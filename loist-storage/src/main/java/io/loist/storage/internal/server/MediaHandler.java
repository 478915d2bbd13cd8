package io.loist.storage.internal.server;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.signing.SignedUrlVerifier;
import io.loist.signing.SignedUrlVerifier.Verdict;
import io.loist.storage.internal.server.http.ClientPace;
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
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the requests of a local media server: adds the CORS headers, verifies the signature, routes the request to the class that
 * answers its kind, and turns exceptions into error responses.
 */
final class MediaHandler extends Handler.Abstract {

    private static final Logger LOG = LoggerFactory.getLogger(MediaHandler.class);

    /** How many uploads may occupy a thread each, so that slow ones leave enough threads to all other requests. */
    private static final int MAX_UPLOADS = MediaServer.MAX_THREADS / 2;

    private final CorsPolicy cors;
    private final SignedUrlVerifier verifier;
    private final ObjectReader reader;
    private final ObjectWriter writer;
    private final ResumableUploads sessions;
    private final FormUploads forms;
    private final ConnectionWatch watch;
    private final TraceLimit traces;
    private final Semaphore uploads = new Semaphore(MAX_UPLOADS);

    /** Wires the classes that answer requests. */
    MediaHandler(MediaServer.Settings settings, SpoolFolder spool, ConnectionWatch watch) {
        this.cors = settings.cors();
        this.verifier = settings.verifier();
        this.reader = new ObjectReader(settings.store(), settings.opener());
        this.writer = new ObjectWriter(settings.store());
        this.sessions = new ResumableUploads(writer, spool, settings.clock(), settings.uri());
        this.forms = new FormUploads(verifier, writer, settings.uri());
        this.watch = watch;
        this.traces = new TraceLimit(settings.clock());
    }

    /** What answers a request, or a part of it. */
    private interface Step {
        void run() throws IOException;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        ClientPace pace = watch.pace(request);
        pace.begin();
        MediaResponse answer = new MediaResponse(response, ending(callback, pace), pace);
        answerOrRefuse(answer, () -> {
            MediaRequest media = new MediaRequest(request, pace);
            addCorsHeaders(media, answer);
            route(media, answer);
        });
        return true;
    }

    /** Answers a request that did not reach {@link #handle}, or made it fail. */
    boolean refuse(Request request, Response response, Callback callback) {
        boolean internal = response.getStatus() == MediaError.INTERNAL.status();
        ClientPace pace = watch.pace(request);
        new MediaResponse(response, ending(callback, pace), pace)
                .refuse(internal ? MediaError.INTERNAL : MediaError.MALFORMED);
        return true;
    }

    private Callback ending(Callback callback, ClientPace pace) {
        return new Callback() {
            @Override
            public void succeeded() {
                pace.end(); // first, because the next request may begin at once
                callback.succeeded();
            }

            @Override
            public void failed(Throwable failure) {
                if (failure instanceof ObjectStoreException e) {
                    log(e);
                } else {
                    LOG.debug("A client of the local media server disconnected: {}", failure.toString());
                }
                pace.end();
                callback.failed(failure);
            }
        };
    }

    private void answerOrRefuse(MediaResponse response, Step step) {
        try {
            step.run();
        } catch (ObjectStoreException e) {
            log(e);
            response.refuseUnlessStarted(MediaError.of(e));
        } catch (HttpErrorException e) {
            if (e.error().equals(MediaError.CANNOT_SPOOL)) {
                warn(
                        "The local media server cannot store an unfinished upload; check the free space of its spool folder",
                        e);
            }
            response.refuseUnlessStarted(e.error());
        } catch (IOException | RuntimeException e) {
            warn("The local media server failed to answer a request", e);
            response.refuseUnlessStarted(MediaError.INTERNAL);
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
            upload(() -> sessions.answer(request, response));
        } else if (FormUploads.concerns(request)) {
            request.collectForm(() -> answerOrRefuse(response, () -> upload(() -> forms.answer(request, response))));
        } else {
            routeSigned(request, response);
        }
    }

    private void routeSigned(MediaRequest request, MediaResponse response) throws IOException {
        Verdict verdict = verifier.verify(request.method(), request.pathAndQuery(), request.headers());
        if (!verdict.accepted()) {
            throw new HttpErrorException(MediaError.of(verdict));
        }
        request.verified();
        switch (request.method()) {
            case "GET", "HEAD" -> reader.answer(request, response);
            case "PUT" -> upload(() -> writer.answer(request, response));
            case "POST" -> sessions.start(request, response);
            case "DELETE" -> reader.delete(request, response);
            default -> throw new HttpErrorException(MediaError.METHOD_NOT_ALLOWED);
        }
    }

    private void upload(Step step) throws IOException {
        if (!uploads.tryAcquire()) {
            throw new HttpErrorException(MediaError.TOO_MANY_UPLOADS);
        }
        try {
            step.run();
        } finally {
            uploads.release();
        }
    }

    private void log(ObjectStoreException e) {
        if (e.reason() != Reason.NOT_FOUND && e.reason() != Reason.PRECONDITION_FAILED) {
            warn("The local media server could not serve " + e.object(), e);
        }
    }

    /** Logs what went wrong here, not at the client. */
    private void warn(String what, Exception e) {
        if (traces.permits()) {
            LOG.warn(what, e);
        } else {
            LOG.debug(what, e);
        }
    }
}
