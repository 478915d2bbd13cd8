package io.loist.examples.endtoend.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.LoistDatabase;
import io.loist.ingest.IngestPipeline;
import io.loist.ingest.LibraryCheck;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** What is promised of a library whatever was killed: what was acknowledged is there, and nothing else is. */
public final class Library {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final LoistDatabase database;
    private final ObjectStore objects;
    private final Map<UUID, Path> stored = new LinkedHashMap<>();
    private final Set<UUID> maybeDeleted = new LinkedHashSet<>();
    private final Set<UUID> deleted = new LinkedHashSet<>();
    private Runnable untilLeasesEnd = Library::pause;

    public Library(LoistDatabase database, ObjectStore objects) {
        this.database = database;
        this.objects = objects;
    }

    /** Has leases end at once when it recovers, instead of waiting until they do; no process may be at work then. */
    public Library endingLeases(DataSource connections) {
        untilLeasesEnd = () -> TestDatabase.endLeases(connections);
        return this;
    }

    public void acknowledgeStored(UUID track, Path file) {
        stored.put(track, file);
    }

    public void deleting(UUID track) {
        maybeDeleted.add(track);
    }

    public void acknowledgeDeleted(UUID track) {
        deleted.add(track);
    }

    /** Returns how many tracks are acknowledged. */
    public int size() {
        return stored.size();
    }

    /** Recovers until nothing is left to do, as the schedule of another process would, and looks at everything. */
    public void recoverAndCheck(String circumstances) throws IOException {
        IngestPipeline pipeline = IngestChildMain.pipeline(database, objects);
        Instant end = Instant.now().plus(PATIENCE);
        List<LibraryCheck.Finding> findings = check();
        // Until its lease has ended, what a killed process was doing is work in flight, and no fault either
        assertThat(findings).as("%s, before recovery", circumstances).isEmpty();
        while (!isSettled()) {
            assertThat(Instant.now()).as("%s: recovery ends", circumstances).isBefore(end);
            untilLeasesEnd.run();
            pipeline.recover();
        }
        assertThat(check()).as(circumstances).isEmpty();
        assertThat(names()).as(circumstances).noneMatch(name -> name.startsWith("temp/"));
        for (Map.Entry<UUID, Path> each : stored.entrySet()) {
            requireWhole(each.getKey(), each.getValue(), circumstances);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void requireWhole(UUID id, Path file, String circumstances) throws IOException {
        Track track = database.tracks().findById(id).orElse(null);
        if (track == null) {
            assertThat(maybeDeleted)
                    .as("%s: track %s is gone", circumstances, id)
                    .contains(id);
            return;
        }
        assertThat(deleted).as(circumstances).doesNotContain(id);
        assertThat(track.status()).isEqualTo(TrackStatus.COMPLETED);
        try (InputStream in = objects.read(track.audioObject().ref())) {
            assertThat(in).as(circumstances).hasSameContentAs(Files.newInputStream(file));
        }
    }

    private List<LibraryCheck.Finding> check() {
        List<LibraryCheck.Finding> findings = new ArrayList<>();
        LibraryCheck.create(database, objects, IngestChildMain.BUCKET).find(new LibraryCheck.Listener() {
            @Override
            public void found(LibraryCheck.Finding finding) {
                findings.add(finding);
            }
        });
        return findings;
    }

    private boolean isSettled() {
        TrackFilter open = TrackFilter.builder().status(TrackStatus.PROCESSING).build();
        try (Stream<Track> tracks = database.tracks().stream(open);
                Stream<?> noted = database.journal()
                        .expectedObjects(IngestChildMain.BUCKET)
                        .filter(each -> each.track() == null)) {
            return tracks.findAny().isEmpty() && noted.findAny().isEmpty();
        }
    }

    private List<String> names() {
        try (Stream<StoredObject> all = objects.list(IngestChildMain.BUCKET, "")) {
            return all.map(object -> object.ref().name()).toList();
        }
    }
}
