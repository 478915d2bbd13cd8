package io.loist.storage.internal.server;

import io.loist.signing.SignedUrlVerifier;
import io.loist.signing.SignedUrlVerifier.Verdict;
import io.loist.storage.internal.server.http.HttpErrorException;
import io.loist.storage.internal.server.http.MediaError;
import io.loist.storage.internal.server.http.MediaRequest;
import io.loist.storage.internal.server.http.MediaResponse;
import io.loist.storage.internal.server.upload.ResumableUploads;
import io.loist.storage.internal.server.upload.UploadConditions;
import io.loist.storage.internal.server.upload.UploadRange;
import java.io.IOException;

/** Answers requests that carry a signature: checks it, and lets those do the rest who know how. */
public final class SignedRequests {

    private final SignedUrlVerifier verifier;
    private final ObjectReader reader;
    private final ObjectWriter writer;
    private final ResumableUploads sessions;

    public SignedRequests(
            SignedUrlVerifier verifier, ObjectReader reader, ObjectWriter writer, ResumableUploads sessions) {
        this.verifier = verifier;
        this.reader = reader;
        this.writer = writer;
        this.sessions = sessions;
    }

    /**
     * Answers a request.
     *
     * @throws HttpErrorException if it is not signed, or not any more, or cannot be done
     */
    void answer(MediaRequest request, MediaResponse response) throws IOException {
        Verdict verdict = verifier.verify(request.method(), request.pathAndQuery(), request.headers());
        if (!verdict.accepted()) {
            throw new HttpErrorException(MediaError.of(verdict));
        }
        switch (request.method()) {
            case "GET", "HEAD" -> reader.answer(request, response);
            case "PUT" -> put(request, response);
            case "POST" -> sessions.start(request, response);
            case "DELETE" -> reader.delete(request, response);
            default -> throw new HttpErrorException(MediaError.METHOD_NOT_ALLOWED);
        }
    }

    private void put(MediaRequest request, MediaResponse response) throws IOException {
        if (request.header("x-goog-resumable") != null) {
            throw new HttpErrorException(
                    MediaError.invalidArgument("A resumable upload is started by POST, not by PUT."));
        }
        UploadConditions terms = UploadConditions.parse(request.headers());
        long length = request.length();
        if (length != UploadRange.UNKNOWN) {
            terms.size().check(length);
        }
        response.stored(writer.write(request.target(), terms, request.body()));
    }
}
