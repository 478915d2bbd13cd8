package io.loist.storage.internal.server;

import io.loist.storage.internal.server.http.HttpErrorException;
import io.loist.storage.internal.server.http.MediaRequest;
import io.loist.storage.internal.server.http.MediaResponse;
import io.loist.storage.internal.server.upload.FormUploads;
import io.loist.storage.internal.server.upload.ResumableUpload;
import io.loist.storage.internal.server.upload.ResumableUploads;
import java.io.IOException;

/** Passes requests on to what answers requests of their kind. */
public final class MediaRouter {

    private final SignedRequests signed;
    private final ResumableUploads sessions;
    private final FormUploads forms;

    public MediaRouter(SignedRequests signed, ResumableUploads sessions, FormUploads forms) {
        this.signed = signed;
        this.sessions = sessions;
        this.forms = forms;
    }

    /**
     * Returns the origin that decides what a web page may do. For all requests of an upload session it is that of the page which
     * started it, or an empty text if none did, as in Cloud Storage.
     */
    String decidingOrigin(MediaRequest request, String page) {
        return sessions.find(request).map(ResumableUpload::origin).orElse(page);
    }

    /**
     * Answers a request.
     *
     * @throws HttpErrorException if it is to be refused
     */
    void answer(MediaRequest request, MediaResponse response) throws IOException {
        if (request.isPreflight()) {
            response.done();
        } else if (ResumableUploads.concerns(request)) {
            sessions.answer(request, response);
        } else if (FormUploads.concerns(request)) {
            forms.answer(request, response);
        } else {
            signed.answer(request, response);
        }
    }
}
