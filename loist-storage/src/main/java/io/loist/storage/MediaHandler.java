package io.loist.storage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives the requests of a local media server, sees to web pages and to what goes wrong, and passes them on. */
final class MediaHandler implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(MediaHandler.class);

    private final CorsPolicy cors;
    private final SignedRequests signed;
    private final ResumableUploads sessions;
    private final IntConsumer progress;

    MediaHandler(CorsPolicy cors, SignedRequests signed, ResumableUploads sessions, IntConsumer progress) {
        this.cors = cors;
        this.signed = signed;
        this.sessions = sessions;
        this.progress = progress;
    }

    @Override
    public void handle(HttpExchange exchange) {
        try (exchange) {
            answerOrRefuse(new MediaRequest(exchange, progress), new MediaResponse(exchange));
        }
    }

    private void answerOrRefuse(MediaRequest request, MediaResponse response) {
        try {
            answer(request, response);
        } catch (ObjectStoreException e) {
            refuseIfPossible(response, refusal(e));
        } catch (MediaRefusal e) {
            refuseIfPossible(response, e.error());
        } catch (IOException e) {
            LOG.debug("A client of the local media server is gone: {}", e.toString());
        } catch (RuntimeException e) {
            LOG.warn("The local media server failed to answer a request", e);
            refuseIfPossible(response, MediaError.INTERNAL);
        }
    }

    private void answer(MediaRequest request, MediaResponse response) throws IOException {
        answerPage(request, response);
        if (request.isPreflight()) {
            response.done();
        } else if (ResumableUploads.concerns(request)) {
            sessions.answer(request, response);
        } else {
            signed.answer(request, response);
        }
    }

    /** Tells a web page what it may do. The page that started an upload session counts for all of it, as in Cloud Storage. */
    private void answerPage(MediaRequest request, MediaResponse response) {
        String page = request.header("Origin");
        if (page == null) {
            return;
        }
        Optional<ResumableUpload> session = sessions.find(request);
        String origin = session.isPresent() ? session.get().origin() : page;
        String asked = request.header("Access-Control-Request-Method");
        if (request.isPreflight() && asked != null) {
            List<String> headers = request.names("Access-Control-Request-Headers");
            cors.answerPreflight(new CorsPolicy.Question(request.bucket(), origin, asked, headers), response.headers());
        } else {
            cors.answer(
                    new CorsPolicy.Question(request.bucket(), origin, request.method(), List.of()), response.headers());
        }
    }

    private static MediaError refusal(ObjectStoreException e) {
        MediaRefusal refusal = MediaRefusal.in(e);
        if (refusal != null) {
            return refusal.error();
        }
        if (e.reason() != Reason.NOT_FOUND && e.reason() != Reason.PRECONDITION_FAILED) {
            LOG.warn("The local media server could not serve {}", e.object(), e);
        }
        return MediaError.of(e);
    }

    private static void refuseIfPossible(MediaResponse response, MediaError error) {
        try {
            response.refuseUnlessBegun(error);
        } catch (IOException e) {
            LOG.debug("A client of the local media server is gone: {}", e.toString());
        }
    }
}
