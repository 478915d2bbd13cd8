package io.loist.examples.endtoend.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loist.DatabaseException;
import io.loist.audio.AudioFileReader;
import io.loist.db.ConnectionProvider;
import io.loist.db.LoistDatabase;
import io.loist.ingest.IngestPipeline;
import io.loist.ingest.LibraryCheck;
import io.loist.ingest.LibraryCheck.Fault;
import io.loist.ingest.RecoverySchedule;
import io.loist.ingest.spi.IngestDatabase;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.testing.Integration;
import io.loist.testing.Intercepted;
import io.loist.track.AudioProperties;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The check, its repairs, and recovery from processes that died. */
@Integration
class IngestUpkeepTest extends IngestLibraryBase {

    /** Long enough to store a few objects on a busy machine. */
    private static final Duration LEASE_OF_THE_DYING = Duration.ofSeconds(1);

    @Test
    void find_everyFault_isFoundAndRepaired() throws IOException {
        Track lost = stored(pipeline.ingest(samples.resolve("ping.mp3")));
        Track changed = stored(pipeline.ingest(samples.resolve("tenshi.flac")));
        Track again = stored(pipeline.ingest(samples.resolve("fifty-hertz.wav")));
        objects.delete(lost.audioObject().ref());
        replace(changed.audioObject().ref(), new byte[] {1, 2, 3});
        replace(again.audioObject().ref(), Files.readAllBytes(samples.resolve("fifty-hertz.wav")));
        put(new ObjectRef(BUCKET, "audio/stray.mp3"), "ping.mp3");
        put(pipeline.uploadTarget(), "ping.mp3");
        LibraryCheck check = LibraryCheck.create(database, objects, BUCKET);

        LibraryCheck.Report found = check.find(LibraryCheck.Listener.NONE);
        LibraryCheck.Report repaired = check.repair(EnumSet.allOf(Fault.class), LibraryCheck.Listener.NONE);
        LibraryCheck.Report after = check.find(LibraryCheck.Listener.NONE);

        Map<Fault, Long> faults = Map.of(Fault.MISSING, 1L, Fault.SIZE, 1L, Fault.GENERATION, 1L, Fault.ORPHANED, 1L);
        assertThat(found.faults()).isEqualTo(faults);
        assertThat(found.repaired()).isZero();
        assertThat(repaired.faults()).isEqualTo(faults);
        assertThat(repaired.repaired()).isEqualTo(3);
        assertThat(after.faults()).isEqualTo(Map.of(Fault.SIZE, 1L));
        faultsLeft.add(Fault.SIZE);
        assertThat(database.tracks().findById(lost.id())).isEmpty();
    }

    @Test
    void repair_otherBytesOrNoChecksum_isToldOrNoted() throws IOException {
        Track changed = stored(pipeline.ingest(samples.resolve("ping.mp3")));
        byte[] bytes = Files.readAllBytes(samples.resolve("ping.mp3"));
        bytes[bytes.length - 1] ^= 1;
        replace(changed.audioObject().ref(), bytes);
        StoredObject there = put(new ObjectRef(BUCKET, "old/tenshi.flac"), "tenshi.flac");
        StoredObject unnoted =
                there.toBuilder().generation(0).crc32c(null).sha256(null).build();
        Track adopted = database.tracks()
                .save(NewTrack.builder(
                                TrackMetadata.builder("Taken over").build(),
                                AudioProperties.builder("flac").build(),
                                unnoted)
                        .build());
        LibraryCheck check = LibraryCheck.create(database, objects, BUCKET);

        LibraryCheck.Report repaired = check.repair(EnumSet.allOf(Fault.class), LibraryCheck.Listener.NONE);

        assertThat(repaired.faults()).isEqualTo(Map.of(Fault.CHECKSUM, 1L, Fault.UNNOTED, 1L));
        assertThat(repaired.repaired()).isEqualTo(1);
        assertThat(check.find(LibraryCheck.Listener.NONE).faults()).isEqualTo(Map.of(Fault.CHECKSUM, 1L));
        assertThat(database.tracks().findById(adopted.id()).orElseThrow().audioObject())
                .isEqualTo(there);
        assertThat(database.tracks().findById(changed.id())).contains(changed);
        faultsLeft.add(Fault.CHECKSUM);
    }

    @Test
    void repair_afterHostRolledBackAnIngest_deletesWhatWasStored() throws SQLException {
        try (Connection connection = postgres.dataSource().getConnection();
                LoistDatabase guest = LoistDatabase.builder()
                        .connections(new OneTransaction(connection))
                        .build()) {
            connection.setAutoCommit(false);
            IngestPipeline.builder(
                            guest, objects, AudioFileReader.builder().thumbnails(64).build())
                    .bucket(BUCKET)
                    .build()
                    .ingest(samples.resolve("tenshi.flac"));
            connection.rollback();
        }
        assertThat(count()).isZero();
        assertThat(names()).isNotEmpty();

        LibraryCheck check = LibraryCheck.create(database, objects, BUCKET);
        check.repair(EnumSet.of(Fault.ORPHANED), LibraryCheck.Listener.NONE);

        assertThat(names()).isEmpty();
        assertThat(check.repair(EnumSet.allOf(Fault.class), LibraryCheck.Listener.NONE).faults())
                .isEmpty();
    }

    /** Connections of a host that has one transaction open. */
    private record OneTransaction(Connection connection) implements ConnectionProvider {

        @Override
        public Connection acquire() {
            return connection;
        }

        @Override
        public void release(Connection acquired) {}

        @Override
        public boolean inTransaction(Connection acquired) {
            return true;
        }
    }

    @Test
    void recoverEvery_processDied_undoesWhatItLeft() throws Exception {
        assertThatThrownBy(() -> dying().ingest(samples.resolve("tenshi.flac"))).isInstanceOf(DatabaseException.class);
        assertThat(names()).isNotEmpty();
        Instant end = Instant.now().plusSeconds(30);

        try (RecoverySchedule schedule = pipeline.recoverEvery(Duration.ofSeconds(1))) {
            assertThat(schedule).isNotNull();
            while (!names().isEmpty()) {
                assertThat(Instant.now()).isBefore(end);
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        assertThat(count()).isZero();
    }

    private IngestPipeline dying() {
        return IngestPipeline.builder(
                        unfinished(database),
                        objects,
                        AudioFileReader.builder().thumbnails(64).build())
                .bucket(BUCKET)
                .lease(LEASE_OF_THE_DYING)
                .build();
    }

    /** Returns a database that neither finishes nor gives up anything, as if the process were gone. */
    private static IngestDatabase unfinished(IngestDatabase real) {
        return Intercepted.journal(real, call -> {
            if (List.of("commit", "abandon", "renew").contains(call)) {
                throw new DatabaseException("GONE", true, "The process is gone; nothing is to be done.", null, null);
            }
        });
    }
}
