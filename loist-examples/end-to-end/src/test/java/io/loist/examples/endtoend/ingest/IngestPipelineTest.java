package io.loist.examples.endtoend.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loist.DatabaseException;
import io.loist.audio.AudioFileReader;
import io.loist.examples.demo.Samples;
import io.loist.ingest.IngestListener;
import io.loist.ingest.IngestOutcome;
import io.loist.ingest.IngestPipeline;
import io.loist.ingest.spi.IngestDatabase;
import io.loist.object.StoredObject;
import io.loist.testing.Integration;
import io.loist.testing.Intercepted;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pipeline with its real parts: PostgreSQL, a file-system store and jaudiotagger. */
@Integration
class IngestPipelineTest extends IngestLibraryBase {

    @Test
    void ingest_sample_storesItsBytesItsArtworkAndItsTrack() throws IOException {
        Path file = samples.resolve("tenshi.flac");

        IngestOutcome.Stored outcome = (IngestOutcome.Stored) pipeline(database).ingest(file);

        Track track = outcome.track();
        assertThat(database.tracks().findById(track.id())).contains(track);
        assertThat(objects.read(track.audioObject().ref())).hasBinaryContent(Files.readAllBytes(file));
        assertThat(track.audioObject().ref().name()).isEqualTo("audio/" + track.id() + "/audio.flac");
        assertThat(track.audioObject().contentType()).isEqualTo("audio/flac");
        assertThat(track.artworkObject()).isNotNull();
        assertThat(names()).hasSize(2);
    }

    @Test
    void ingest_trackCannotBeSaved_leavesNoObject() {
        IngestDatabase broken = failingCommits(database);

        assertThatThrownBy(() -> pipeline(broken).ingest(sample(".flac"))).isInstanceOf(DatabaseException.class);

        assertThat(names()).isEmpty();
    }

    @Test
    void ingestAll_databaseFails_stops() {
        assertThatThrownBy(() -> pipeline(failingCommits(database)).ingestAll(samples, IngestListener.NONE))
                .isInstanceOf(DatabaseException.class);
        assertThat(names()).isEmpty();
    }

    @Test
    void ingestAll_everySample_isFoundByItsHash() throws IOException {
        pipeline(database).ingestAll(samples, IngestListener.NONE);

        List<Track> tracks = database.tracks().list(TrackQuery.newest()).items();

        assertThat(tracks).hasSameSizeAs(Samples.names());
        for (Track track : tracks) {
            StoredObject audio = track.audioObject();
            TrackFilter sameBytes = TrackFilter.builder()
                    .sha256(Objects.requireNonNull(audio.sha256()))
                    .build();
            TrackQuery query = TrackQuery.builder().filter(sameBytes).build();
            assertThat(database.tracks().list(query).items()).containsExactly(track);
            assertThat(objects.stat(audio.ref())).contains(audio);
        }
    }

    private IngestPipeline pipeline(IngestDatabase tracks) {
        return IngestPipeline.builder(tracks, objects, AudioFileReader.create())
                .bucket(BUCKET)
                .build();
    }

    private Path sample(String extension) throws IOException {
        try (Stream<Path> files = Files.list(samples)) {
            return files.filter(file -> file.toString().endsWith(extension))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Returns a database that goes away just before a track is finished. */
    private static IngestDatabase failingCommits(IngestDatabase real) {
        return Intercepted.journal(real, call -> {
            if (call.equals("commit")) {
                throw new DatabaseException("DATABASE_UNAVAILABLE", true, "gone", "08006", null);
            }
        });
    }
}
