package io.loist.storage.internal.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.storage.internal.server.http.HttpErrorException;
import io.loist.storage.internal.server.http.MediaError;
import io.loist.storage.internal.server.http.MediaRequest;
import io.loist.storage.internal.server.http.MediaResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the requests of a local media server, tells web pages what they may do, passes the requests on,
 * and turns what goes wrong into answers.
 */
public final class MediaHandler implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(MediaHandler.class);

    private final CorsPolicy cors;
    private final MediaRouter router;
    private final IntConsumer progress;

    public MediaHandler(CorsPolicy cors, MediaRouter router, IntConsumer progress) {
        this.cors = cors;
        this.router = router;
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
            answerPage(request, response);
            router.answer(request, response);
        } catch (ObjectStoreException e) {
            refuseIfPossible(response, refusal(e));
        } catch (HttpErrorException e) {
            refuseIfPossible(response, e.error());
        } catch (IOException e) {
            LOG.debug("A client of the local media server is gone: {}", e.toString());
        } catch (RuntimeException e) {
            LOG.warn("The local media server failed to answer a request", e);
            refuseIfPossible(response, MediaError.INTERNAL);
        }
    }

    private void answerPage(MediaRequest request, MediaResponse response) {
        String page = request.header("Origin");
        if (page == null) {
            return;
        }
        String origin = router.decidingOrigin(request, page);
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
        HttpErrorException refusal = HttpErrorException.in(e);
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
