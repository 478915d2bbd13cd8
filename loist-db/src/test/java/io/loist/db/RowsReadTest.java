package io.loist.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.loist.db.testing.OneConnection;
import io.loist.db.testing.PostgresExtension;
import io.loist.testing.Integration;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What calls read of a namespace that has many other tracks. A server that knows nothing about a namespace takes it for one row, and
 * may read all of it for each row that a statement joins with it.
 */
@Integration
class RowsReadTest {

    private static final int OTHERS = 2_000;
    private static final int BATCH = 16;

    /** How often a call is made before the driver prepares its statements and the server keeps their plans. */
    private static final int CALLS_UNTIL_PLANS_STAY = 11;

    @RegisterExtension
    static final PostgresExtension NEVER_ANALYZED = new PostgresExtension();

    @RegisterExtension
    static final PostgresExtension PLANNED_EMPTY = new PostgresExtension();

    @RegisterExtension
    static final PostgresExtension ANALYZED = new PostgresExtension();

    private static final Map<Knowledge, Library> LIBRARIES = new EnumMap<>(Knowledge.class);

    /** What the server knows about the tables. */
    private enum Knowledge {
        NEVER_ANALYZED,
        /** Plans were made when there were hardly any tracks, and stayed. */
        PLANNED_EMPTY,
        ANALYZED
    }

    static Stream<Arguments> calls() {
        return of(CallsToMeasure.OF_SOME);
    }

    static Stream<Arguments> callsOfAll() {
        return of(CallsToMeasure.OF_ALL);
    }

    private static Stream<Arguments> of(Map<String, CallsToMeasure.Call> calls) {
        return Stream.of(Knowledge.values())
                .flatMap(knowledge ->
                        calls.entrySet().stream().map(call -> Arguments.of(knowledge, call.getKey(), call.getValue())));
    }

    /** To read a small table once may be cheaper than to look up each row. */
    @ParameterizedTest(name = "{1}, {0}")
    @MethodSource("calls")
    void call_manyOtherTracks_readsThemOnceAtMost(Knowledge knowledge, String name, CallsToMeasure.Call call)
            throws SQLException {
        assertThat(rowsRead(knowledge, call)).as(name).isLessThan(BATCH * 25 + OTHERS);
    }

    @ParameterizedTest(name = "{1}, {0}")
    @MethodSource("callsOfAll")
    void call_allTracks_readsEachAFewTimes(Knowledge knowledge, String name, CallsToMeasure.Call call)
            throws SQLException {
        long read = rowsRead(knowledge, call);
        assertThat(read).as(name).isLessThan(library(knowledge).tracks() * 20);
    }

    private static long rowsRead(Knowledge knowledge, CallsToMeasure.Call call) throws SQLException {
        Library library = library(knowledge);
        Runnable measured = call.prepare(library.calls, BATCH);
        long before = library.rowsRead();
        measured.run();
        return library.rowsRead() - before;
    }

    @AfterAll
    static void close() throws SQLException {
        for (Library library : LIBRARIES.values()) {
            library.connection.close();
        }
        LIBRARIES.clear();
    }

    private static Library library(Knowledge knowledge) throws SQLException {
        if (!LIBRARIES.containsKey(knowledge)) {
            LIBRARIES.put(knowledge, fill(knowledge));
        }
        return LIBRARIES.get(knowledge);
    }

    private static Library fill(Knowledge knowledge) throws SQLException {
        PostgresExtension server = switch (knowledge) {
            case NEVER_ANALYZED -> NEVER_ANALYZED;
            case PLANNED_EMPTY -> PLANNED_EMPTY;
            case ANALYZED -> ANALYZED;
        };
        assumeTrue(
                Integer.parseInt(server.texts("SHOW server_version_num").get(0)) >= 150_000,
                "older servers report what was read later");
        server.execute("""
                DO $$
                DECLARE
                  one regclass;
                BEGIN
                  FOR one IN SELECT relid FROM pg_stat_user_tables LOOP
                    EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = false)', one);
                  END LOOP;
                END $$
                """);
        Library library = new Library(server);
        if (knowledge == Knowledge.PLANNED_EMPTY) {
            for (CallsToMeasure.Call call : CallsToMeasure.OF_SOME.values()) {
                for (int i = 0; i < CALLS_UNTIL_PLANS_STAY; i++) {
                    call.prepare(library.calls, 1).run();
                }
            }
        }
        library.calls.addOthers(OTHERS);
        if (knowledge == Knowledge.ANALYZED) {
            server.execute("ANALYZE");
        }
        return library;
    }

    /** A database whose calls all use the same connection. */
    private static final class Library {

        private final Connection connection;
        private final CallsToMeasure calls;

        Library(PostgresExtension server) throws SQLException {
            connection = server.dataSource().getConnection();
            calls = new CallsToMeasure(new OneConnection(connection));
        }

        long tracks() throws SQLException {
            return number("SELECT count(*) FROM audio_tracks");
        }

        /** Returns the rows that all statements of the connection have read so far, in tables or in indexes. */
        long rowsRead() throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_stat_force_next_flush()");
            }
            return number("""
                    SELECT (SELECT sum(seq_tup_read) FROM pg_stat_user_tables)
                        + (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes)
                    """);
        }

        private long number(String query) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
