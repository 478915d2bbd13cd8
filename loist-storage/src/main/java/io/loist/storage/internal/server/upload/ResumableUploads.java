package io.loist.storage.internal.server.upload;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.object.StoredObject;
import io.loist.storage.internal.server.http.HttpErrorException;
import io.loist.storage.internal.server.http.MediaError;
import io.loist.storage.internal.server.http.MediaRequest;
import io.loist.storage.internal.server.http.MediaResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of resumable uploads. Whoever knows a session's URI may go on with it, signature or not, so it holds a secret. A
 * session ends after a week, or when there are too many and nobody used any other one for longer.
 *
 * @see <a href="https://cloud.google.com/storage/docs/performing-resumable-uploads">Resumable uploads</a>
 */
public final class ResumableUploads {

    private static final Logger LOG = LoggerFactory.getLogger(ResumableUploads.class);

    public static final Duration LIFETIME = Duration.ofDays(7);
    public static final int MAX_SESSIONS = 256;

    private static final String ID = "upload_id";
    private static final int SECRET_BYTES = 32;

    private final ObjectWriter writer;
    private final SpoolFolder spool;
    private final Clock clock;
    private final URI base;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, ResumableUpload> sessions = new LinkedHashMap<>(16, 0.75f, true);

    /** Keeps what has come in a folder until a writer takes it; the sessions' URIs begin with {@code base}. */
    public ResumableUploads(ObjectWriter writer, SpoolFolder spool, Clock clock, URI base) {
        this.writer = writer;
        this.spool = spool;
        this.clock = clock;
        this.base = base;
    }

    /** Returns whether a request is one of a session. */
    public static boolean concerns(MediaRequest request) {
        return request.parameter(ID).isPresent();
    }

    /** Returns the session of a request, if it is one of a session that there is. */
    public Optional<ResumableUpload> find(MediaRequest request) {
        return request.parameter(ID)
                .map(this::session)
                .filter(upload ->
                        request.object().filter(upload.target()::equals).isPresent());
    }

    private synchronized @Nullable ResumableUpload session(String id) {
        dropExpired();
        return sessions.get(id);
    }

    /** Answers a signed POST: starts a session. */
    public void start(MediaRequest request, MediaResponse response) throws IOException {
        if (!"start".equalsIgnoreCase(request.header("x-goog-resumable"))) {
            throw new HttpErrorException(MediaError.invalidArgument(
                    "A signed POST starts a resumable upload: sign it with the header x-goog-resumable: start."));
        }
        UploadConditions terms = UploadConditions.parse(request.headers());
        writer.check(request.target(), terms);
        String id = add(request, terms);
        response.started(URI.create(base + request.path() + "?" + ID + "=" + id));
    }

    private synchronized String add(MediaRequest request, UploadConditions terms) throws HttpErrorException {
        dropExpired();
        if (sessions.size() >= MAX_SESSIONS) {
            dropLongestIdle();
        }
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        Instant expiresAt = clock.instant().plus(LIFETIME);
        sessions.put(id, new ResumableUpload(request, terms, expiresAt, newFile()));
        return id;
    }

    private Path newFile() throws HttpErrorException {
        try {
            return spool.newFile();
        } catch (IOException e) {
            throw cannotKeep(e);
        }
    }

    private void dropExpired() {
        Instant now = clock.instant();
        sessions.values().removeIf(upload -> !now.isBefore(upload.expiresAt()) && discardIfIdle(upload));
    }

    private void dropLongestIdle() throws HttpErrorException {
        for (Iterator<ResumableUpload> idle = sessions.values().iterator(); idle.hasNext(); ) {
            if (discardIfIdle(idle.next())) {
                idle.remove();
                return;
            }
        }
        throw new HttpErrorException(MediaError.BUSY);
    }

    private static boolean discardIfIdle(ResumableUpload upload) {
        if (!upload.takeTurnIfFree()) {
            return false;
        }
        try {
            upload.discard();
            return true;
        } finally {
            upload.giveTurn();
        }
    }

    /** Answers a request of a session. */
    public void answer(MediaRequest request, MediaResponse response) throws IOException {
        ResumableUpload upload = find(request).orElseThrow(() -> new HttpErrorException(MediaError.NO_SUCH_UPLOAD));
        upload.takeTurn();
        try {
            switch (request.method()) {
                case "PUT" -> put(upload, request, response);
                case "DELETE" -> cancel(upload, response);
                default -> response.refuse(MediaError.METHOD_NOT_ALLOWED);
            }
        } finally {
            upload.giveTurn();
        }
    }

    private void cancel(ResumableUpload upload, MediaResponse response) throws IOException {
        if (upload.result() != null) {
            throw new HttpErrorException(MediaError.NO_SUCH_UPLOAD);
        }
        end(upload);
        response.cancelled();
    }

    private void put(ResumableUpload upload, MediaRequest request, MediaResponse response) throws IOException {
        StoredObject stored = upload.result();
        if (stored == null) {
            UploadRange range = UploadRange.parse(request.header("Content-Range"), request.length());
            upload.note(range, ExpectedChecksums.parse(request.headers()));
            if (!range.query()) {
                receive(upload, range, request.body());
            }
            if (!upload.isComplete()) {
                response.incomplete(upload.received());
                return;
            }
            stored = store(upload);
        }
        response.stored(stored);
    }

    private static void receive(ResumableUpload upload, UploadRange range, InputStream body) throws HttpErrorException {
        try {
            upload.receive(range, body);
        } catch (HttpErrorException e) {
            throw e;
        } catch (IOException e) {
            throw cannotKeep(e);
        }
    }

    private static HttpErrorException cannotKeep(IOException e) {
        LOG.warn("The local media server cannot keep an unfinished upload; is there room in its spool folder?", e);
        return new HttpErrorException(MediaError.CANNOT_KEEP, e);
    }

    /** Stores a complete upload. One that can never be stored ends here; if the store is in trouble, the client may ask again. */
    private StoredObject store(ResumableUpload upload) throws HttpErrorException {
        try {
            return upload.store(writer);
        } catch (HttpErrorException e) {
            end(upload);
            throw e;
        } catch (IOException e) {
            throw cannotKeep(e);
        } catch (ObjectStoreException e) {
            if (e.reason() == Reason.PRECONDITION_FAILED) {
                end(upload);
            }
            throw e;
        }
    }

    private synchronized void end(ResumableUpload upload) {
        sessions.values().remove(upload);
        upload.discard();
    }
}
