package io.loist.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.loist.DatabaseException;
import io.loist.DuplicateTrackException;
import io.loist.TrackNotFoundException;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.testing.HostTransactions;
import io.loist.db.testing.LentConnections;
import io.loist.db.testing.OneConnection;
import io.loist.db.testing.PostgresExtension;
import io.loist.db.testing.TestServer;
import io.loist.ingest.spi.FileFingerprint;
import io.loist.ingest.spi.IngestLease;
import io.loist.ingest.spi.IngestStart;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import io.loist.track.Claim;
import io.loist.track.LoadMode;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackPatch;
import io.loist.track.TrackStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The transactions of a host, as a framework binds them to a thread, are the host's alone. */
@Integration
class HostTransactionsTest {

    private static final Jdbc.Work<Integer> FAILING = connection -> Jdbc.update(connection, Sql.of("no SQL"));

    private static final Duration LEASE = Duration.ofMinutes(10);

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    private final String namespace = "test-" + UUID.randomUUID();
    private final HostTransactions host = new HostTransactions(POSTGRES.dataSource());
    private final LoistDatabase outside = of(ConnectionProvider.of(POSTGRES.dataSource()));
    private final LoistDatabase database = of(host);

    @BeforeAll
    static void orders() throws SQLException {
        POSTGRES.execute("CREATE TABLE orders (note text)");
    }

    @Test
    void dataSource_sharesATransaction_isRefusedAndTouchesNothing() throws SQLException {
        LoistDatabase naive = LoistDatabase.create(host);
        host.begin();
        order("first");

        assertRefused("DATABASE_AUTO_COMMIT_OFF", () -> naive.search().search("Creep"));
        assertRefused("DATABASE_AUTO_COMMIT_OFF", () -> naive.tracks().save(song()));
        assertRefused("DATABASE_AUTO_COMMIT_OFF", () -> naive.queue().claim(1, "me", LEASE));
        assertRefused("DATABASE_AUTO_COMMIT_OFF", naive::migrate);
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> naive.tracks().stream(TrackFilter.all()).close())
                .withMessageContaining("ConnectionProvider that says")
                .withMessageContaining("ofManualCommit");

        assertThat(orders("first")).as("the host's row, in its transaction").isEqualTo(1);
        host.commit();
        assertThat(POSTGRES.texts("SELECT note FROM orders WHERE note = 'first'"))
                .hasSize(1);
    }

    /** As pools under JTA do, which also refuse to commit, to roll back and to change auto-commit. */
    @Test
    void migrate_connectionRefusesSavepointsOfJdbc_isPartOfTheHostsTransaction() throws SQLException {
        String url = TestServer.running().newDatabase();
        try (Connection target =
                TestServer.dataSource(url, TestServer.SUPERUSER).getConnection()) {
            target.setAutoCommit(false);
            Connection enlisted = LentConnections.connection((method, arguments) -> {
                if (Set.of("setSavepoint", "rollback", "releaseSavepoint", "commit", "setAutoCommit")
                        .contains(method.getName())) {
                    throw new SQLException("not allowed in a transaction of JTA");
                }
                return method.invoke(target, arguments);
            });
            LoistDatabase.builder()
                    .connections(new ConnectionProvider() {
                        @Override
                        public Connection acquire() {
                            return enlisted;
                        }

                        @Override
                        public void release(Connection released) {}

                        @Override
                        public boolean inTransaction(Connection connection) {
                            return true;
                        }
                    })
                    .build()
                    .migrate();
            target.commit();

            LoistDatabase.create(TestServer.dataSource(url, TestServer.SUPERUSER))
                    .admin()
                    .migrations()
                    .validate();
        } finally {
            TestServer.running().drop(url);
        }
    }

    @Test
    void connections_rolledBack_takesAllOfItBack() throws SQLException {
        Track waiting = outside.tracks().save(pending());
        host.begin();
        order("back");

        Track saved = database.tracks().save(song());
        assertThat(database.search().search("Creep").hits()).hasSize(1);
        List<Claim> claims = database.queue().claim(10, "me", LEASE);
        List<IngestLease> begun = database.journal().begin(List.of(start()), LEASE);
        host.rollback();

        assertThat(claims).extracting(Claim::id).containsExactly(waiting.id());
        assertThat(outside.tracks().findById(saved.id())).isEmpty();
        assertThat(outside.tracks().findById(begun.get(0).track())).isEmpty();
        assertThat(outside.queue().claim(10, "other", LEASE)).hasSize(1);
        assertThat(POSTGRES.texts("SELECT note FROM orders WHERE note = 'back'"))
                .isEmpty();
    }

    @Test
    void connections_committed_keepsAllOfIt() throws SQLException {
        host.begin();
        order("kept");
        Track saved = database.tracks().save(song());
        assertThatExceptionOfType(DuplicateTrackException.class)
                .isThrownBy(() -> database.tracks().save(twin(saved)));
        database.tracks()
                .update(saved.id(), 0, TrackPatch.builder().popularity(1).build());
        database.tracks().load(songs(20).stream(), LoadMode.UPSERT);
        try (Stream<Track> streamed = database.tracks().stream(TrackFilter.all())) {
            assertThat(streamed).hasSize(21);
        }
        assertThat(outside.tracks().findById(saved.id()))
                .as("before the commit")
                .isEmpty();
        host.commit();

        assertThat(outside.search().search("Creep").hits()).hasSize(1);
        assertThat(POSTGRES.texts("SELECT note FROM orders WHERE note = 'kept'"))
                .hasSize(1);
    }

    @Test
    void connections_noTransactionOpen_commitsItself() {
        Track saved = database.tracks().save(song());
        database.tracks().saveAllOrNone(songs(3));

        assertThat(outside.tracks().findById(saved.id())).contains(saved);
        assertThat(database.search().search("Creep").hits()).hasSize(1);
    }

    @Test
    void anyCall_afterAnException_leavesTheConnectionAsItWas() throws SQLException {
        Track saved = outside.tracks().save(song());
        try (Connection connection =
                TestServer.dataSource(POSTGRES.url(), TestServer.SUPERUSER).getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            connection.setNetworkTimeout(Runnable::run, 77_000);
            connection.setHoldability(ResultSet.HOLD_CURSORS_OVER_COMMIT);
            connection.setSchema("pg_catalog");
            LoistDatabase lent = of(new Shared(connection));
            for (boolean autoCommit : new boolean[] {true, false}) {
                connection.setAutoCommit(autoCommit);
                List<Object> before = state(connection);
                callAll(lent, saved);
                assertThat(state(connection)).isEqualTo(before);
                if (!autoCommit) {
                    connection.rollback();
                }
            }
            connection.setAutoCommit(true);
            connection.setReadOnly(true);
            List<Object> before = state(connection);
            lent.search().search("Creep");
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() -> lent.tracks().saveAllOrNone(songs(2)))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("DATABASE_READ_ONLY"));
            assertThat(state(connection)).isEqualTo(before);
            connection.setReadOnly(false);
        }
    }

    @Test
    void failedCall_transactionOfTheHost_continuesOutsideOfAnySavepoint() throws SQLException {
        Track saved = outside.tracks().save(song());
        Connection connection = host.begin();
        try {
            assertThatExceptionOfType(DuplicateTrackException.class)
                    .isThrownBy(() -> database.tracks().save(twin(saved)));
            assertThatExceptionOfType(TrackNotFoundException.class)
                    .isThrownBy(() -> database.tracks()
                            .update(UUID.randomUUID(), 0, TrackPatch.builder().build()));
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() -> Jdbc.within(connection).inTransaction("fail", FAILING, (same, e) -> {
                        FAILING.on(same);
                        return null;
                    }));

            order("after failures");
            Sql byItself = Sql.of(
                            "SELECT xmin::text = pg_current_xact_id()::text FROM public.orders WHERE note = :note")
                    .with("note", "after failures");
            assertThat(Jdbc.query(connection, byItself, row -> row.getBoolean(1)))
                    .as("inserted in no savepoint")
                    .containsExactly(true);
        } finally {
            host.rollback();
        }
    }

    private static void callAll(LoistDatabase lent, Track saved) {
        lent.search().search("Creep");
        lent.tracks().saveAllOrNone(songs(2));
        lent.tracks().load(songs(20).stream(), LoadMode.UPSERT);
        lent.queue().claim(1, "me", LEASE);
        lent.admin().migrations().status();
        lent.migrate();
        lent.journal().begin(List.of(start()), LEASE);
        lent.journal().remember(new FileFingerprint("ab".repeat(32), 1, null), saved.id());
        lent.journal().expectedObjects("bucket").close();
        lent.refreshSearch();
        lent.admin().reindexSearch();
        try (Stream<Track> streamed = lent.tracks().stream(TrackFilter.all())) {
            assertThat(streamed.findFirst()).isPresent();
        }
        NewTrack twin = twin(saved);
        assertThatExceptionOfType(DuplicateTrackException.class)
                .isThrownBy(() -> lent.tracks().save(twin));
        assertThatExceptionOfType(DuplicateTrackException.class)
                .isThrownBy(() -> lent.tracks().saveAllOrNone(List.of(song(), twin)));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> lent.tracks().load(songs(1).stream(), LoadMode.INITIAL));
    }

    @Test
    void manualCommit_poolWithoutAutoCommit_worksAndLeavesNothingOpen() throws SQLException {
        try (Connection connection = POSTGRES.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            LoistDatabase manual = LoistDatabase.builder()
                    .connections(ConnectionProvider.ofManualCommit(new OneConnection(connection)))
                    .namespace(namespace)
                    .build();
            Track saved = manual.tracks().save(song());

            assertThat(outside.tracks().findById(saved.id())).contains(saved);
            assertThat(manual.search().search("Creep").hits()).hasSize(1);
            assertThatExceptionOfType(DuplicateTrackException.class)
                    .isThrownBy(() -> manual.tracks().save(twin(saved)));
            assertThat(manual.tracks().findById(saved.id())).contains(saved);
            assertThat(connection.getAutoCommit()).isFalse();

            try (Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO public.orders VALUES ('open')");
            }
            assertRefused("DATABASE_TRANSACTION_OPEN", () -> manual.search().search("Creep"));
            assertRefused("DATABASE_TRANSACTION_OPEN", () -> manual.tracks().save(song()));
            connection.commit();
            assertThat(POSTGRES.texts("SELECT note FROM orders WHERE note = 'open'"))
                    .hasSize(1);
            connection.setAutoCommit(true);
        }
    }

    /** A connection that is shared with the host, which has begun a transaction if auto-commit is off. */
    private record Shared(Connection connection) implements ConnectionProvider {

        @Override
        public Connection acquire() {
            return connection;
        }

        @Override
        public void release(Connection released) {
            assertThat(released).isSameAs(connection);
        }

        @Override
        public boolean inTransaction(Connection asked) {
            return true;
        }
    }

    private LoistDatabase of(ConnectionProvider connections) {
        return LoistDatabase.builder()
                .connections(connections)
                .namespace(namespace)
                .searchTimeout(Duration.ofMinutes(1))
                .build();
    }

    private static List<Object> state(Connection connection) throws SQLException {
        List<Object> state = new ArrayList<>(List.of(
                connection.getAutoCommit(),
                connection.getTransactionIsolation(),
                connection.isReadOnly(),
                connection.getNetworkTimeout(),
                connection.getHoldability(),
                connection.getSchema()));
        // Not among the others
        state.addAll(Jdbc.query(connection, Sql.of("SELECT current_setting('role')"), row -> row.getString(1)));
        Jdbc.query(
                        connection,
                        Sql.of(
                                "SELECT name || ' ' || setting FROM pg_settings WHERE name NOT LIKE 'plpgsql.%' ORDER BY 1"),
                        row -> row.getString(1))
                .forEach(state::add);
        return state;
    }

    private void order(String note) throws SQLException {
        try (PreparedStatement insert = host.acquire().prepareStatement("INSERT INTO public.orders VALUES (?)")) {
            insert.setString(1, note);
            insert.executeUpdate();
        }
    }

    private int orders(String note) throws SQLException {
        return Jdbc.query(
                        host.acquire(),
                        Sql.of("SELECT count(*) FROM public.orders WHERE note = :note")
                                .with("note", note),
                        row -> row.getInt(1))
                .get(0);
    }

    private static void assertRefused(String code, Runnable call) {
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(call::run)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    private static IngestStart start() {
        NewTrack track = pending();
        return new IngestStart(track, List.of(track.audioObject().ref()));
    }

    private static NewTrack song() {
        return SampleTracks.track("Creep", "Radiohead");
    }

    /** A track with the id of another one. */
    private static NewTrack twin(Track saved) {
        return SampleTracks.builder("Other", "Band").id(saved.id()).build();
    }

    private static NewTrack pending() {
        return SampleTracks.builder("Waiting", "Band")
                .status(TrackStatus.PENDING)
                .build();
    }

    private static List<NewTrack> songs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> SampleTracks.track("Song" + i, "Band"))
                .toList();
    }
}
