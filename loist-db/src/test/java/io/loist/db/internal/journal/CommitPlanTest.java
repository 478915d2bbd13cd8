package io.loist.db.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.SchemaName;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.testing.PostgresExtension;
import io.loist.ingest.spi.IngestCommit;
import io.loist.ingest.spi.IngestLease;
import io.loist.ingest.spi.IngestStart;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.testing.Integration;
import io.loist.track.AudioProperties;
import io.loist.track.DuplicatePolicy;
import io.loist.track.NewTrack;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a commit reads of tables that the server has no statistics of. */
@Integration
class CommitPlanTest {

    private static final int GROUP = 16;
    private static final int OTHERS = 480;

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final Scope scope = new Scope(SchemaName.of(SchemaName.DEFAULT), "commit-plan");

    @Test
    void commit_manyOtherTracksAndNoStatistics_readsNoneOfThem() throws SQLException {
        try (Connection connection = POSTGRES.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            PostgresIngestJournal journal = new PostgresIngestJournal(Jdbc.within(connection), scope);
            begin(journal, OTHERS);
            List<IngestLease> leases = begin(journal, GROUP);
            long before = rowsRead(connection);

            assertThat(journal.commit(
                            leases.stream().map(CommitPlanTest::commit).toList()))
                    .hasSize(GROUP);

            assertThat(rowsRead(connection) - before).isLessThan(OTHERS);
            connection.rollback();
        }
    }

    private static List<IngestLease> begin(PostgresIngestJournal journal, int tracks) {
        return journal.begin(IntStream.range(0, tracks).mapToObj(i -> start()).toList(), Duration.ofMinutes(10));
    }

    private static IngestStart start() {
        UUID id = NewTrack.nextId();
        return new IngestStart(track(id).status(TrackStatus.PROCESSING).build(), List.of(ref(id)));
    }

    private static IngestCommit commit(IngestLease lease) {
        NewTrack track = track(lease.track()).build();
        return new IngestCommit(lease, track, DuplicatePolicy.REJECT, new TreeMap<>(), null, null);
    }

    private static NewTrack.Builder track(UUID id) {
        StoredObject object = StoredObject.builder(ref(id))
                .generation(1)
                .size(9)
                .contentType("audio/mpeg")
                .sha256("%064x".formatted(id.getLeastSignificantBits()))
                .build();
        return NewTrack.builder(
                        TrackMetadata.builder("A title").build(),
                        AudioProperties.builder("mp3").build(),
                        object)
                .id(id);
    }

    private static ObjectRef ref(UUID id) {
        return new ObjectRef("music", "audio/" + id);
    }

    /** Returns the rows of tracks and of the queue that statements of this transaction have read so far. */
    private static long rowsRead(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables
                        WHERE relname IN ('audio_tracks', 'track_queue')
                        """)) {
            row.next();
            return row.getLong(1);
        }
    }
}
