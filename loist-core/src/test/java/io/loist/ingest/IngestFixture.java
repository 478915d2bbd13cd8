package io.loist.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.ingest.IngestOutcome.Stored;
import io.loist.ingest.spi.IngestDatabase;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import io.loist.testing.ManualTicker;
import io.loist.testkit.SettableClock;
import io.loist.testkit.memory.InMemoryDatabase;
import io.loist.testkit.memory.InMemoryObjectStore;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A library in memory: database, store, clocks that stand still, and a pipeline that reads made-up audio. */
abstract class IngestFixture {

    static final String BUCKET = "music";

    @TempDir
    Path folder;

    SettableClock clock;
    ManualTicker ticker;
    InMemoryDatabase database;
    InMemoryObjectStore objects;
    IngestPipeline pipeline;

    @BeforeEach
    void open() {
        clock = new SettableClock(Instant.now());
        ticker = new ManualTicker();
        database = new InMemoryDatabase(clock);
        objects = new InMemoryObjectStore(BUCKET);
        pipeline = pipeline(database, objects).build();
    }

    final IngestPipeline.Builder pipeline(IngestDatabase database, ObjectStore objects) {
        return IngestPipeline.builder(database, objects, Song::read)
                .bucket(BUCKET)
                .clock(clock)
                .ticker(ticker)
                .parallelism(2);
    }

    /** Writes a file that has not changed for a minute. */
    final Path file(String name, byte[] content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            return Files.setLastModifiedTime(file, FileTime.from(clock.instant().minusSeconds(60)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    final StoredObject put(ObjectRef ref, byte[] content) {
        return objects.put(Upload.builder(ref, content)
                .contentType("audio/song")
                .precondition(Upload.Precondition.NONE)
                .build());
    }

    final StoredObject upload(byte[] content) {
        return put(pipeline.uploadTarget(), content);
    }

    /** Lets time pass for this process and for the database. */
    final void pass(Duration duration) {
        clock.advance(duration);
        ticker.advance(duration);
    }

    static Track stored(IngestOutcome outcome) {
        return ((Stored) outcome).track();
    }

    final byte[] bytes(StoredObject object) {
        try (var in = objects.read(object.ref())) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    final List<String> names() {
        try (Stream<StoredObject> all = objects.list(BUCKET, "")) {
            return all.map(object -> object.ref().name()).toList();
        }
    }

    final List<Track> tracks() {
        try (Stream<Track> all = database.tracks().stream(TrackFilter.all())) {
            return all.toList();
        }
    }

    final void assertConsistent(String circumstances) {
        assertThat(LibraryCheck.create(database, objects, BUCKET)
                        .clock(clock)
                        .find(LibraryCheck.Listener.NONE)
                        .faults())
                .as(circumstances)
                .isEmpty();
    }

    /** Collects the outcomes of a batch. */
    static final class Outcomes implements IngestListener {

        final List<IngestOutcome> all = new ArrayList<>();

        @Override
        public void finished(IngestOutcome outcome) {
            all.add(outcome);
        }
    }
}
