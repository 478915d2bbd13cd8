package io.loist.library;

import io.loist.ingest.IngestPipeline;
import io.loist.ingest.spi.AudioReader;
import io.loist.object.ObjectStore;
import io.loist.observe.LoistObserver;
import io.loist.signing.SignedUrlService;
import io.loist.signing.SigningKey;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Loist}. Not safe for use by several threads at once. */
public final class LoistBuilder {

    private @Nullable LibraryDatabase database;
    private @Nullable ObjectStore objects;
    private @Nullable String bucket;
    private @Nullable AudioReader audioReader;
    private @Nullable SignedUrlService signedUrls;
    private Consumer<IngestPipeline.Builder> ingest = pipeline -> {};
    private @Nullable LoistObserver observer;

    LoistBuilder() {}

    /** Sets the database, which the library closes. Required. */
    public LoistBuilder database(LibraryDatabase database) {
        this.database = Objects.requireNonNull(database, "database");
        return this;
    }

    /** Sets the object store, which the library closes. Required. */
    public LoistBuilder objects(ObjectStore objects) {
        this.objects = Objects.requireNonNull(objects, "objects");
        return this;
    }

    /** Sets the bucket to store audio in, which must exist. Required. */
    public LoistBuilder bucket(String bucket) {
        this.bucket = Objects.requireNonNull(bucket, "bucket");
        return this;
    }

    /**
     * Sets the reader of audio files. By default it is the one that the class path provides through {@link ServiceLoader}; with
     * {@code loist-storage} that is {@code AudioFileReader} with its default limits.
     */
    public LoistBuilder audioReader(AudioReader audioReader) {
        this.audioReader = Objects.requireNonNull(audioReader, "audioReader");
        return this;
    }

    /** Signs URLs of Cloud Storage with a key. Without a key or a service, the library signs no URLs. */
    public LoistBuilder signing(SigningKey key) {
        return signedUrls(SignedUrlService.create(key));
    }

    /** Signs URLs with a service, such as one that caches, or that of a local media server. */
    public LoistBuilder signedUrls(SignedUrlService signedUrls) {
        this.signedUrls = Objects.requireNonNull(signedUrls, "signedUrls");
        return this;
    }

    /** Sets options of the ingest pipeline, such as {@code ingest(pipeline -> pipeline.parallelism(4))}. */
    public LoistBuilder ingest(Consumer<IngestPipeline.Builder> options) {
        this.ingest = Objects.requireNonNull(options, "options");
        return this;
    }

    /**
     * Sets the observer of the calls of the object store, the signing service and the pipeline. The database has an observer of its
     * own, which its builder sets.
     */
    public LoistBuilder observer(LoistObserver observer) {
        this.observer = Objects.requireNonNull(observer, "observer");
        return this;
    }

    /**
     * Returns the library. It connects to nothing.
     *
     * @throws IllegalStateException if the database, the object store or the bucket is not set, or no audio reader is set and the class
     *     path does not provide exactly one
     * @throws IllegalArgumentException if the bucket's name is malformed
     */
    public Loist build() {
        LibraryDatabase rows = required(database, "a database", "database(LoistDatabase.create(dataSource))");
        ObjectStore bytes = required(objects, "an object store", "objects(GcsObjectStore.create())");
        SignedUrlService signing = signedUrls;
        if (observer != null) {
            bytes = observer.watch(ObjectStore.class, bytes);
            signing = signing == null ? null : observer.watch(SignedUrlService.class, signing);
        }
        String name = required(bucket, "a bucket", "bucket(name)");
        AudioReader reader = audioReader == null ? provided() : audioReader;
        IngestPipeline.Builder pipeline = IngestPipeline.builder(rows, bytes, reader);
        if (observer != null) {
            pipeline.observer(observer);
        }
        ingest.accept(pipeline);
        return new Loist(rows, bytes, pipeline.bucket(name).build(), signing);
    }

    private static <T> T required(@Nullable T value, String what, String call) {
        if (value == null) {
            throw new IllegalStateException("A library needs " + what + "; call " + call + ".");
        }
        return value;
    }

    private static AudioReader provided() {
        List<AudioReader> readers = ServiceLoader.load(AudioReader.class, AudioReader.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        if (readers.size() != 1) {
            throw new IllegalStateException("The class path provides " + readers.size()
                    + " audio readers instead of one; add loist-storage, or call audioReader(reader).");
        }
        return readers.get(0);
    }
}
