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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of resumable uploads. A session's URI contains a secret and needs no signature. A session expires after a week; if
 * there are too many, the least recently used idle one of {@linkplain UploadShares those that have too many} is dropped.
 *
 * @see <a href="https://cloud.google.com/storage/docs/performing-resumable-uploads">Resumable uploads</a>
 */
public final class ResumableUploads {

    /** The lifetime of a session. */
    public static final Duration LIFETIME = Duration.ofDays(7);

    private static final String ID = "upload_id";
    private static final int SECRET_BYTES = 32;

    private final ObjectWriter writer;
    private final SpoolFolder spool;
    private final Clock clock;
    private final URI base;
    private final SecureRandom random = new SecureRandom();
    /** Guards the sessions. Not a monitor, since their files are made and deleted under it. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<String, ResumableUpload> sessions = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Creates a handler of sessions.
     *
     * @param spool stores the received bytes of unfinished uploads
     * @param base the base of the sessions' URIs
     */
    public ResumableUploads(ObjectWriter writer, SpoolFolder spool, Clock clock, URI base) {
        this.writer = writer;
        this.spool = spool;
        this.clock = clock;
        this.base = base;
    }

    /** Returns whether a request belongs to a session, existing or not. */
    public static boolean concerns(MediaRequest request) {
        return request.parameter(ID).isPresent();
    }

    /** Returns the existing session of a request, or empty. */
    public Optional<ResumableUpload> find(MediaRequest request) {
        return request.parameter(ID)
                .map(this::session)
                .filter(upload ->
                        request.object().filter(upload.target()::equals).isPresent());
    }

    private @Nullable ResumableUpload session(String id) {
        lock.lock();
        try {
            dropExpired();
            ResumableUpload upload = sessions.get(id);
            // One that is in use is not dropped, but no request begins in it any more
            return upload == null || isExpired(upload) ? null : upload;
        } finally {
            lock.unlock();
        }
    }

    /** Answers a signed POST: starts a session. */
    public void start(MediaRequest request, MediaResponse response) throws IOException {
        if (!"start".equalsIgnoreCase(request.header("x-goog-resumable"))) {
            throw new HttpErrorException(MediaError.invalidArgument(
                    "A signed POST must start a resumable upload: sign it with the header x-goog-resumable: start."));
        }
        UploadConditions conditions = UploadConditions.parse(request.headers());
        writer.check(request.target(), conditions);
        String id = add(request, conditions);
        response.started(URI.create(base + request.path() + "?" + ID + "=" + id));
    }

    private String add(MediaRequest request, UploadConditions conditions) throws HttpErrorException {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        lock.lock();
        try {
            dropExpired();
            makeRoom(request);
            Instant expiresAt = clock.instant().plus(LIFETIME);
            sessions.put(id, new ResumableUpload(request, conditions, expiresAt, newFile()));
            return id;
        } finally {
            lock.unlock();
        }
    }

    private Path newFile() throws HttpErrorException {
        try {
            return spool.newFile();
        } catch (IOException e) {
            throw cannotSpool(e);
        }
    }

    private void dropExpired() {
        sessions.values().removeIf(upload -> isExpired(upload) && discardIfIdle(upload));
    }

    private boolean isExpired(ResumableUpload upload) {
        return !clock.instant().isBefore(upload.expiresAt());
    }

    private void makeRoom(MediaRequest start) throws HttpErrorException {
        List<ResumableUpload> crowd = UploadShares.crowd(sessions.values(), start);
        for (ResumableUpload upload : crowd) {
            if (discardIfIdle(upload)) {
                sessions.values().remove(upload);
                return;
            }
        }
        if (!crowd.isEmpty()) {
            throw new HttpErrorException(MediaError.BUSY);
        }
    }

    private static boolean discardIfIdle(ResumableUpload upload) {
        if (!upload.lockIfFree()) {
            return false;
        }
        try {
            upload.discard();
            return true;
        } finally {
            upload.unlock();
        }
    }

    /** Answers a request of a session. */
    public void answer(MediaRequest request, MediaResponse response) throws IOException {
        ResumableUpload upload = find(request).orElseThrow(() -> new HttpErrorException(MediaError.NO_SUCH_UPLOAD));
        request.verified();
        upload.lock();
        try {
            switch (request.method()) {
                case "PUT" -> put(upload, request, response);
                case "DELETE" -> cancel(upload, response);
                default -> response.refuse(MediaError.METHOD_NOT_ALLOWED);
            }
        } finally {
            upload.unlock();
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
            upload.declare(range, ExpectedChecksums.parse(request.headers()));
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
            throw cannotSpool(e);
        }
    }

    private static HttpErrorException cannotSpool(IOException e) {
        return new HttpErrorException(MediaError.CANNOT_SPOOL, e);
    }

    /** Stores a complete upload. A permanent failure ends the session; after a failure of the store, the client may retry. */
    private StoredObject store(ResumableUpload upload) throws HttpErrorException {
        try {
            return upload.store(writer);
        } catch (HttpErrorException e) {
            end(upload);
            throw e;
        } catch (IOException e) {
            throw cannotSpool(e);
        } catch (ObjectStoreException e) {
            if (e.reason() == Reason.PRECONDITION_FAILED) {
                end(upload);
            }
            throw e;
        }
    }

    private void end(ResumableUpload upload) {
        lock.lock();
        try {
            sessions.values().remove(upload);
            upload.discard();
        } finally {
            lock.unlock();
        }
    }
}
