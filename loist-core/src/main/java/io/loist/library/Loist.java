package io.loist.library;

import io.loist.AudioReadException;
import io.loist.DatabaseException;
import io.loist.DuplicateTrackException;
import io.loist.ObjectStoreException;
import io.loist.SigningException;
import io.loist.TrackNotFoundException;
import io.loist.catalog.Catalog;
import io.loist.ingest.IngestListener;
import io.loist.ingest.IngestPipeline;
import io.loist.ingest.IngestSource;
import io.loist.ingest.IngestSummary;
import io.loist.ingest.RecoverySchedule;
import io.loist.ingest.RecoverySummary;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.search.SearchQuery;
import io.loist.search.SearchResult;
import io.loist.search.Suggestions;
import io.loist.signing.SignedUrl;
import io.loist.signing.SignedUrlRequest;
import io.loist.signing.SignedUrlService;
import io.loist.track.Track;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A music library on a database and a bucket: ingests audio files, finds them by what people type, and signs URLs that play them.
 *
 * <pre>{@code
 * LoistDatabase database = LoistDatabase.create(dataSource);
 * database.migrate();
 * try (Loist loist = Loist.builder()
 *         .database(database)
 *         .objects(GcsObjectStore.create())
 *         .bucket("music")
 *         .signing(SigningKeys.discover())
 *         .build()) {
 *     Track track = loist.ingest(song);
 *     SignedUrl url = loist.playUrl(track);
 * }
 * }</pre>
 *
 * <p>It adds nothing to its parts, which {@link #database}, {@link #objects}, {@link #pipeline} and {@link #signedUrls} return. Safe for
 * use by several threads.
 */
public final class Loist implements AutoCloseable {

    private final LibraryDatabase database;
    private final ObjectStore objects;
    private final IngestPipeline pipeline;
    private final @Nullable SignedUrlService signedUrls;
    private final List<RecoverySchedule> schedules = new CopyOnWriteArrayList<>();

    Loist(
            LibraryDatabase database,
            ObjectStore objects,
            IngestPipeline pipeline,
            @Nullable SignedUrlService signedUrls) {
        this.database = database;
        this.objects = objects;
        this.pipeline = pipeline;
        this.signedUrls = signedUrls;
    }

    /** Creates a builder. It needs a database, an object store and a bucket. */
    public static LoistBuilder builder() {
        return new LoistBuilder();
    }

    /**
     * Ingests a file: reads it, stores its bytes and its cover, and saves its track. See {@link IngestPipeline#ingest(Path)}.
     *
     * @return the track with this audio, saved now or before; {@link #pipeline} also says which, and what is odd about the audio
     * @throws AudioReadException if the file cannot be opened, is not audio, is damaged, or changes meanwhile
     * @throws DuplicateTrackException if the duplicate policy is REJECT and a track has the same content
     * @throws ObjectStoreException if the bytes cannot be stored
     * @throws DatabaseException if the track cannot be saved
     */
    public Track ingest(Path file) {
        return pipeline.ingest(file).track();
    }

    /**
     * Ingests audio from any source, such as an upload; otherwise as {@link #ingest(Path)}.
     *
     * @throws AudioReadException as {@link #ingest(Path)} does, or if a stream cannot be read
     * @throws DuplicateTrackException as {@link #ingest(Path)} does, or if another track has the object that is to stay in its place
     * @throws ObjectStoreException if the bytes cannot be stored, or there is no such object ({@code NOT_FOUND})
     * @throws DatabaseException if the track cannot be saved
     */
    public Track ingest(IngestSource source) {
        return pipeline.ingest(source).track();
    }

    /**
     * Ingests every file of a folder and of the folders in it, several at a time. A file that cannot be ingested is reported to the
     * listener and does not stop the others. See {@link IngestPipeline#ingestAll(Path, IngestListener)}.
     *
     * @param folder a folder, or a single file
     * @throws AudioReadException if there is no such folder
     * @throws ObjectStoreException if the store cannot be used
     * @throws DatabaseException if the database cannot be used
     */
    public IngestSummary ingestAll(Path folder, IngestListener listener) {
        return pipeline.ingestAll(folder, listener);
    }

    /**
     * Finds the {@value SearchQuery#DEFAULT_LIMIT} completed tracks that match a text best.
     *
     * @param text the text as it was typed; any text is valid
     * @throws DatabaseException if the database cannot be reached or does not answer in time
     */
    public SearchResult search(String text) {
        return database.search().search(text);
    }

    /**
     * Finds the tracks that match a query.
     *
     * @throws IllegalArgumentException if the query's cursor was made for another query
     * @throws DatabaseException if the database cannot be reached or does not answer in time
     */
    public SearchResult search(SearchQuery query) {
        return database.search().search(query);
    }

    /**
     * Completes a text that is being typed.
     *
     * @throws DatabaseException if the database cannot be reached or does not answer in time
     */
    public Suggestions suggest(String beginning) {
        return database.search().suggest(beginning);
    }

    /**
     * Signs a URL that plays a track: 15 minutes plus twice its duration long, or as long as
     * {@link SignedUrlRequest#DEFAULT_LIFETIME} if its duration is unknown.
     *
     * @throws SigningException if the key cannot sign
     * @throws IllegalStateException if the library was built without a key
     */
    public SignedUrl playUrl(Track track) {
        SignedUrlRequest.Builder request =
                SignedUrlRequest.get(track.audioObject().ref());
        Duration duration = track.audio().duration();
        if (duration != null) {
            request.lifetimeToPlay(duration);
        }
        return signedUrls().sign(request.build());
    }

    /**
     * Signs a URL that plays the track with an id; otherwise as {@link #playUrl(Track)}.
     *
     * @throws TrackNotFoundException if there is no such track
     * @throws DatabaseException if the database cannot be reached or does not answer in time
     * @throws SigningException if the key cannot sign
     * @throws IllegalStateException if the library was built without a key
     */
    public SignedUrl playUrl(UUID id) {
        return playUrl(database.tracks().findById(id).orElseThrow(() -> new TrackNotFoundException(id)));
    }

    /**
     * Signs a URL of a track's cover, for {@link SignedUrlRequest#DEFAULT_LIFETIME}: of the smallest thumbnail that is large enough, else of
     * the cover as it was found.
     *
     * @param size the number of pixels that the longest side should have
     * @return the URL, or empty if there is no such track or it has no cover
     * @throws DatabaseException if the database cannot be reached or does not answer in time
     * @throws SigningException if the key cannot sign
     * @throws IllegalStateException if the library was built without a key
     */
    public Optional<SignedUrl> artworkUrl(UUID id, int size) {
        SortedMap<Integer, StoredObject> thumbnails =
                database.tracks().thumbnails(List.of(id)).getOrDefault(id, new TreeMap<>());
        return thumbnails.tailMap(size).values().stream()
                .findFirst()
                .or(() -> database.tracks().findById(id).map(Track::artworkObject))
                .map(cover ->
                        signedUrls().sign(SignedUrlRequest.get(cover.ref()).build()));
    }

    /**
     * Deletes a track, and those of its objects that this library stored. See {@link IngestPipeline#delete}.
     *
     * @return whether there was such a track
     * @throws DatabaseException if the database cannot be used; then it is unknown whether the track is deleted
     */
    public boolean delete(UUID id) {
        return pipeline.delete(id);
    }

    /**
     * Undoes what processes that died have left behind. See {@link IngestPipeline#recover}.
     *
     * @throws ObjectStoreException if the bucket cannot be listed
     * @throws DatabaseException if the database cannot be used
     */
    public RecoverySummary recover() {
        return pipeline.recover();
    }

    /**
     * Calls {@link #recover} in the background at this interval until the library is closed. See {@link IngestPipeline#recoverEvery}.
     *
     * @param interval the time between two calls, 1 second or more
     * @throws IllegalArgumentException if {@code interval} is shorter
     */
    public void recoverEvery(Duration interval) {
        schedules.add(pipeline.recoverEvery(interval));
    }

    /** Returns the catalogue: artists, albums, genres and more. */
    public Catalog catalog() {
        return database.catalog();
    }

    /** Returns the database, for everything that concerns rows only. */
    public LibraryDatabase database() {
        return database;
    }

    /** Returns the object store. */
    public ObjectStore objects() {
        return objects;
    }

    /** Returns the ingest pipeline, for workers, streams of sources and uploads by others. */
    public IngestPipeline pipeline() {
        return pipeline;
    }

    /**
     * Returns the service that signs URLs.
     *
     * @throws IllegalStateException if the library was built without a key
     */
    public SignedUrlService signedUrls() {
        if (signedUrls == null) {
            throw new IllegalStateException(
                    "This library has no key to sign URLs with; build it with signing(key) or signedUrls(service).");
        }
        return signedUrls;
    }

    /** Ends {@link #recoverEvery}, and closes the object store and the database. Closing again has no effect. */
    @Override
    public void close() {
        schedules.forEach(RecoverySchedule::close);
        try {
            objects.close();
        } finally {
            database.close();
        }
    }
}
