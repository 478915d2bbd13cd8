package io.loist.examples.endtoend.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.audio.AudioFileReader;
import io.loist.db.LoistDatabase;
import io.loist.examples.demo.Samples;
import io.loist.ingest.IngestOutcome;
import io.loist.ingest.IngestPipeline;
import io.loist.ingest.LibraryCheck;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import io.loist.storage.FileSystemObjectStore;
import io.loist.testing.Integration;
import io.loist.track.AudioProperties;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A library to take files into: PostgreSQL, a file-system store, a pipeline and the samples. */
@Integration
public abstract class IngestLibraryBase {

    protected static final String BUCKET = IngestChildMain.BUCKET;

    protected static TestDatabase postgres;
    protected static LoistDatabase database;

    @TempDir
    protected Path folder;

    protected Path samples;
    protected FileSystemObjectStore objects;
    protected IngestPipeline pipeline;

    @BeforeAll
    static void startDatabase() {
        postgres = TestDatabase.create();
        database = LoistDatabase.create(postgres.dataSource());
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
        postgres.close();
    }

    @BeforeEach
    void open() throws IOException {
        samples = Samples.copyTo(Files.createDirectory(folder.resolve("samples")));
        objects = FileSystemObjectStore.create(folder.resolve("objects"));
        objects.createBucket(BUCKET);
        pipeline = IngestPipeline.builder(database, objects, AudioFileReader.create())
                .bucket(BUCKET)
                .build();
    }

    /** The faults that the test leaves on purpose. */
    protected final Set<LibraryCheck.Fault> faultsLeft = EnumSet.noneOf(LibraryCheck.Fault.class);

    @AfterEach
    void empty() {
        TestDatabase.endLeases(postgres.dataSource());
        pipeline.recover();
        Set<LibraryCheck.Fault> faults = LibraryCheck.create(database, store(), BUCKET)
                .find(LibraryCheck.Listener.NONE)
                .faults()
                .keySet();
        try (Stream<Track> all = database.tracks().stream(TrackFilter.all())) {
            all.toList().forEach(track -> database.tracks().deleteRow(track.id()));
        }
        objects.close();
        assertThat(faults).as("faults of the library after the test").isEqualTo(faultsLeft);
    }

    /** Returns the store that is ingested into. */
    protected ObjectStore store() {
        return objects;
    }

    protected SortedMap<Integer, StoredObject> thumbnails(Track track) {
        return database.tracks().thumbnails(List.of(track.id())).getOrDefault(track.id(), new TreeMap<>());
    }

    protected IngestPipeline pictured() {
        return IngestPipeline.builder(
                        database,
                        objects,
                        AudioFileReader.builder().thumbnails(64, 300).build())
                .bucket(BUCKET)
                .build();
    }

    protected StoredObject put(ObjectRef ref, String sample) {
        return objects.put(Upload.builder(ref, samples.resolve(sample))
                .contentType("audio/mpeg")
                .build());
    }

    protected Track pending(StoredObject object) {
        NewTrack track = NewTrack.builder(
                        TrackMetadata.builder("To come").build(),
                        AudioProperties.builder("mp3").build(),
                        object)
                .status(TrackStatus.PENDING)
                .build();
        return database.tracks().save(track);
    }

    protected void replace(ObjectRef ref, byte[] bytes) {
        objects.put(Upload.builder(ref, bytes)
                .precondition(Upload.Precondition.NONE)
                .build());
    }

    protected void assertClean() {
        assertThat(LibraryCheck.create(database, objects, BUCKET)
                        .find(LibraryCheck.Listener.NONE)
                        .faults())
                .isEmpty();
    }

    protected long count() {
        try (Stream<Track> all = database.tracks().stream(TrackFilter.all())) {
            return all.count();
        }
    }

    protected List<String> names() {
        try (Stream<StoredObject> all = objects.list(BUCKET, "")) {
            return all.map(object -> object.ref().name()).toList();
        }
    }

    protected static Track stored(IngestOutcome outcome) {
        return ((IngestOutcome.Stored) outcome).track();
    }
}
