package io.loist.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.DatabaseException;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.testing.TestServer;
import io.loist.object.ObjectRef;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackQuery;
import io.loist.track.TrackStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The wall between tenants: what the role of the namespace {@code a} can do to the rows of {@code b}. */
@Integration
class RowSecurityTest {

    private static final String SERVER = TestServer.running().url(TestServer.SUPERUSER);
    private static final String URL = TestServer.running().url("Rows");
    private static final String TENANT = "rows_a";
    private static final String PERMISSION_DENIED = "42501";

    /** A search of a plain word, without loist. */
    private static final String CANDIDATES = """
            SELECT count(*) FROM loist_search_candidates%s(ARRAY['''song'''], '{4}', '{4}', '{10}', ARRAY['{}'], 10, 10000, '%s', true)
            """;

    private static Track trackOfB;

    @BeforeAll
    static void createDatabase() throws SQLException {
        DatabaseSetup setup = setup();
        apply(setup);
        assertThat(stateOf(TENANT, "SELECT FROM loist.audio_tracks")).isEqualTo(PERMISSION_DENIED);
        try (LoistDatabase owner = database("Rows_owner", "b")) {
            owner.migrate();
        }
        assertThat(stateOf(TENANT, "SELECT FROM loist.audio_tracks")).isEqualTo(PERMISSION_DENIED);
        apply(setup);
        apply(setup);
        fill("a", 5000);
        trackOfB = fill("b", 100);
        try (LoistDatabase app = database("Rows_app", "a")) {
            app.refreshSearch();
        }
        execute(
                TestServer.SUPERUSER,
                "INSERT INTO catalog_redirect VALUES ('b', gen_random_uuid(), gen_random_uuid(), 0, now())");
        execute(TestServer.SUPERUSER, "INSERT INTO track_search_prefix VALUES ('b', 's', '{secret}', '{1}')");
        execute(TestServer.SUPERUSER, "ANALYZE");
    }

    /** Puts rows into every table; returns one of the tracks. */
    private static Track fill(String namespace, int count) throws SQLException {
        execute(TestServer.SUPERUSER, """
                INSERT INTO audio_tracks (id, namespace, status, title, artist, year, format, audio_gcs_path)
                SELECT gen_random_uuid(), '%1$s', 'COMPLETED', CASE WHEN n %% 10 = 0 THEN 'Love ' ELSE 'Song ' END || n,
                  'Band ' || n %% 100, 1950 + n %% 70, 'mp3', 'gs://bucket/%1$s/' || n
                FROM generate_series(1, %2$d) AS n
                """.formatted(namespace, count));
        try (LoistDatabase app = database("Rows_app", namespace)) {
            RolesTest.CALLS.forEach((name, call) -> {
                if (name.startsWith("queue.") || name.startsWith("journal.") || name.startsWith("plays.")) {
                    assertThatCode(() -> call.body().on(app)).as(name).doesNotThrowAnyException();
                }
            });
            Track saved = app.tracks()
                    .save(SampleTracks.builder("Secret " + namespace, "Other")
                            .status(TrackStatus.PENDING)
                            .build());
            execute(
                    TestServer.SUPERUSER,
                    "INSERT INTO track_thumbnail VALUES ('%s', '%s', 64, 'gs://bucket/thumbnail', 1, 1, NULL)"
                            .formatted(namespace, saved.id()));
            return saved;
        }
    }

    @AfterAll
    static void dropDatabase() {
        TestServer.execute(
                SERVER,
                "DROP DATABASE \"Rows\" WITH (FORCE)",
                "DROP ROLE rows_a",
                "DROP ROLE rows_b",
                "DROP ROLE \"Rows_app\"",
                "DROP ROLE \"Rows_reader\"",
                "DROP ROLE \"Rows_owner\"");
    }

    @Test
    void plainSql_reachesNoRowOfAnotherTenant() throws SQLException {
        Map<String, String> before = rowsOfB();
        for (String table : before.keySet()) {
            String row = texts(
                            TestServer.SUPERUSER,
                            "SELECT to_jsonb(t)::text FROM %s AS t WHERE namespace = 'b'".formatted(table))
                    .get(0);
            assertThat(texts(TENANT, "SELECT count(*) FROM %s WHERE namespace = 'b'".formatted(table)))
                    .as(table)
                    .containsExactly("0");
            assertThat(texts(TENANT, "SELECT DISTINCT namespace FROM %s".formatted(table)))
                    .as(table)
                    .isSubsetOf("a", "a-2");
            String insert =
                    "INSERT INTO %1$s OVERRIDING SYSTEM VALUE SELECT (jsonb_populate_record(NULL::%1$s, '%2$s')).*";
            assertThat(stateOf(TENANT, insert.formatted(table, row.replace("'", "''"))))
                    .as(table)
                    .isEqualTo(PERMISSION_DENIED);
            for (String change : List.of(
                    "UPDATE %s SET namespace = 'a' WHERE namespace = 'b'",
                    "UPDATE %s SET namespace = namespace WHERE namespace = 'b'",
                    "DELETE FROM %s WHERE namespace = 'b'")) {
                assertThat(stateOf(TENANT, change.formatted(table)))
                        .as(table)
                        .isEqualTo(
                                table.matches("track_search_(term|prefix|state)|catalog_.*|track_play_state")
                                        ? PERMISSION_DENIED
                                        : "");
            }
            assertThat(stateOf(TENANT, "TRUNCATE " + table + " CASCADE")).isEqualTo(PERMISSION_DENIED);
            assertThat(stateOf(TENANT, "SET row_security = off; SELECT FROM " + table))
                    .isEqualTo(PERMISSION_DENIED);
        }
        assertThat(rowsOfB()).isEqualTo(before);
    }

    @Test
    void plainSql_movesNoRowToAnotherTenant() throws SQLException {
        for (String table : rowsOfB().keySet()) {
            assertThat(stateOf(TENANT, "UPDATE " + table + " SET namespace = 'b' WHERE namespace = 'a'"))
                    .as(table)
                    .isEqualTo(table.equals("track_change") ? "23514" : PERMISSION_DENIED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM track_search_term",
                "UPDATE track_search_term SET tracks = 0",
                "INSERT INTO track_search_term VALUES ('b', 'word', 0, 0, '{}')",
                "DELETE FROM track_search_prefix",
                "DELETE FROM catalog_count",
                "UPDATE catalog_name SET name = 'other'",
                "DELETE FROM catalog_heading",
                "INSERT INTO catalog_redirect VALUES ('b', gen_random_uuid(), gen_random_uuid(), 0, now())",
                "DELETE FROM track_search_count",
                "UPDATE track_search_state SET tracks = 0",
                "UPDATE track_search_upkeep SET refreshed_at = now()",
                "SELECT loist_analyze_search(false)",
                "SELECT loist_restart_feed()",
                "INSERT INTO loist_tenant VALUES ('rows_a', 'b')",
                "DELETE FROM loist_schema_history",
                "SELECT FROM track_status",
                "ALTER TABLE audio_tracks DISABLE ROW LEVEL SECURITY",
                "DROP POLICY loist_tenant ON audio_tracks",
                "SET ROLE \"Rows_app\""
            })
    void plainSql_aboutAllTenants_isRefused(String sql) {
        assertThat(stateOf(TENANT, sql)).isEqualTo(PERMISSION_DENIED);
    }

    @Test
    void plainSql_functions_readNoRowOfAnotherTenant() throws SQLException {
        assertThat(texts(TENANT, CANDIDATES.formatted("", "a"))).containsExactly("10");
        assertThat(stateOf(TENANT, CANDIDATES.formatted("", "b"))).isEqualTo(PERMISSION_DENIED);
        assertThat(texts(TENANT, CANDIDATES.formatted("_unchecked", "b"))).containsExactly("0");
        assertThat(stateOf(TENANT, """
                CREATE FUNCTION pg_temp.spy(seen text) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS $$
                BEGIN IF seen LIKE 'Secret b%' THEN RAISE EXCEPTION 'seen' USING ERRCODE = 'P0001'; END IF; RETURN true; END $$;
                SELECT count(*) FROM audio_tracks WHERE pg_temp.spy(title)
                """)).isEmpty();
        assertThat(texts(TENANT, "SELECT role || namespace FROM loist_tenant"))
                .containsExactlyInAnyOrder("rows_aa", "rows_aa-2");
        assertThat(stateOf("Rows_app", "INSERT INTO loist_tenant VALUES ('rows_a', 'b')"))
                .isEqualTo(PERMISSION_DENIED);
    }

    @Test
    void setRole_countsAsTheRole() throws SQLException {
        assertThat(texts("Rows_app", CANDIDATES.formatted("", "b"))).containsExactly("10");
        assertThat(stateOf(TestServer.SUPERUSER, "SET ROLE rows_a; " + CANDIDATES.formatted("", "b")))
                .isEqualTo(PERMISSION_DENIED);
        assertThat(stateOf(TestServer.SUPERUSER, "SET ROLE rows_a; " + CANDIDATES.formatted("", "a")))
                .isEmpty();
    }

    @Test
    void calls_ownNamespaces_work() {
        try (LoistDatabase second = database(TENANT, "a-2")) {
            second.tracks().save(SampleTracks.track("Second", "Band"));
            assertThat(second.search().search("second").hits()).hasSize(1);
        }
        try (LoistDatabase database = database(TENANT, "a")) {
            RolesTest.CALLS.forEach((name, call) -> {
                if (Set.of("database.refreshSearch", "admin.reindexSearch").contains(name)) {
                    assertThatExceptionOfType(DatabaseException.class)
                            .as(name)
                            .isThrownBy(() -> call.body().on(database))
                            .satisfies(e -> assertThat(e.code()).isEqualTo("DATABASE_PERMISSION_DENIED"));
                } else if (call.needs() != RolesTest.Needs.OWNING) {
                    assertThatCode(() -> call.body().on(database)).as(name).doesNotThrowAnyException();
                }
            });
            Track saved = database.tracks().save(SampleTracks.track("Only", "Band"));
            assertThat(database.search().search("only").hits()).hasSize(1);
            assertThat(database.search()
                            .search("only format:" + saved.audio().format())
                            .hits())
                    .hasSize(1);
            assertThat(database.tracks().deleteRow(saved.id())).isTrue();
        }
    }

    @Test
    void calls_namespaceOfAnotherTenant_areRefusedOrSeeNothing() throws SQLException {
        Map<String, String> before = rowsOfB();
        try (LoistDatabase database = database(TENANT, "b")) {
            RolesTest.CALLS.forEach((name, call) -> {
                if (call.needs() == RolesTest.Needs.WRITING && !name.equals("tracks.load INITIAL")) {
                    attempt(name, () -> call.body().on(database));
                }
            });
            assertThat(database.tracks().findById(trackOfB.id())).isEmpty();
            assertThat(database.tracks().findAllById(List.of(trackOfB.id())).tracks())
                    .isEmpty();
            assertThat(database.tracks().list(TrackQuery.newest()).items()).isEmpty();
            try (Stream<Track> tracks = database.tracks().stream(TrackFilter.all())) {
                assertThat(tracks).isEmpty();
            }
            assertThat(database.tracks().thumbnails(List.of(trackOfB.id())).values())
                    .allMatch(Map::isEmpty);
            for (String query : List.of("secret", "love band 10", "secret format:mp3")) {
                assertThatExceptionOfType(DatabaseException.class)
                        .isThrownBy(() -> database.search().search(query))
                        .satisfies(e -> assertThat(e.code()).isEqualTo("DATABASE_PERMISSION_DENIED"));
            }
            assertThat(database.search().search("format:mp3").hits()).isEmpty();
            assertThat(database.tracks().deleteRow(trackOfB.id())).isFalse();
            assertThat(database.queue().claim(10, "worker", Duration.ofMinutes(1)))
                    .isEmpty();
            assertThat(database.journal().claimDeletions(10, Duration.ofMinutes(1)))
                    .isEmpty();
            assertThat(database.statusFeed().history(trackOfB.id())).isEmpty();
            assertThat(database.statusFeed().changes(null, 10).items()).isEmpty();
        }
        assertThat(rowsOfB()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(names = {"APP", "READER"})
    void calls_otherRoles_workAsWithoutTenants(DatabaseSetup.Role role) {
        try (LoistDatabase database = database(setup().roleName(role), "c")) {
            RolesTest.CALLS.forEach((name, call) -> {
                if (call.needs() == RolesTest.Needs.READING
                        || (call.needs() == RolesTest.Needs.WRITING && role != DatabaseSetup.Role.READER)) {
                    assertThatCode(() -> call.body().on(database))
                            .as(role + " " + name)
                            .doesNotThrowAnyException();
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TENANT, "Rows_app"})
    void search_5000Tracks_readsTheIndexOfLexemes(String role) throws SQLException {
        try (LoistDatabase database = database(role, "a");
                Connection connection = source(role).getConnection()) {
            connection.setAutoCommit(false);

            assertThat(database.within(connection)
                            .search()
                            .search("love band 10")
                            .hits())
                    .isNotEmpty();

            assertThat(Jdbc.query(
                            connection,
                            Sql.of("SELECT pg_stat_get_xact_numscans('track_search_lexemes_idx'::regclass)"),
                            row -> row.getLong(1)))
                    .first()
                    .satisfies(scans -> assertThat(scans).isPositive());
        }
    }

    @Test
    void knownObjects_ofAnotherTenant_areNotUnknown() {
        ObjectRef ofB = ObjectRef.parse("gs://bucket/b/1");
        try (LoistDatabase database = database(TENANT, "a")) {
            assertThat(database.journal().knownObjects(List.of(ofB, ObjectRef.parse("gs://bucket/none"))))
                    .containsExactly(ofB);
        }
    }

    @Test
    void apply_withoutNamespaces_takesAccessAway() throws SQLException {
        assertThat(texts("rows_b", "SELECT count(*) > 0 FROM audio_tracks")).containsExactly("t");
        apply(setup().tenantRole("rows_b"));
        assertThat(texts("rows_b", "SELECT count(*) > 0 FROM audio_tracks")).containsExactly("f");
        apply(setup());
        assertThat(texts("rows_b", "SELECT count(*) > 0 FROM audio_tracks")).containsExactly("t");
    }

    @Test
    void apply_roleThatSeesEverything_isRefused() {
        TestServer.execute(SERVER, "GRANT \"Rows_app\" TO rows_b");
        try {
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() -> apply(setup()))
                    .withStackTraceContaining("rows_b may see every namespace");
        } finally {
            TestServer.execute(SERVER, "REVOKE \"Rows_app\" FROM rows_b");
        }
    }

    @Test
    void tenantRole_unusableName_throws() {
        DatabaseSetup setup = DatabaseSetup.of("music");
        assertThatIllegalArgumentException().isThrownBy(() -> setup.tenantRole("a\"b", "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> setup.tenantRole("tenant", "a'b"));
        assertThatIllegalArgumentException().isThrownBy(() -> setup.tenantRole("music_app", "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> setup.password("tenant", () -> ""));
        assertThat(setup.plan()).doesNotContain("POLICY");
        assertThat(setup.tenantRole("tenant", "a").plan())
                .contains("CREATE POLICY", "('tenant', 'a')")
                .doesNotContain("${");
    }

    /** Runs a call that may be refused, in whatever way; what it did to the rows is checked afterwards. */
    private static void attempt(String name, RolesCall call) {
        try {
            call.run();
        } catch (DatabaseException e) {
            assertThat(e.code()).as(name).isEqualTo("DATABASE_PERMISSION_DENIED");
        } catch (Exception e) {
            assertThat(e).as(name).isInstanceOf(RuntimeException.class);
        }
    }

    @FunctionalInterface
    private interface RolesCall {
        void run() throws Exception;
    }

    private static DatabaseSetup setup() {
        DatabaseSetup setup =
                DatabaseSetup.of("Rows").tenantRole(TENANT, "a", "a-2").tenantRole("rows_b", "b");
        for (DatabaseSetup.Role role : DatabaseSetup.Role.values()) {
            setup.password(role, () -> TestServer.SUPERUSER);
        }
        return setup.password(TENANT, () -> TestServer.SUPERUSER).password("rows_b", () -> TestServer.SUPERUSER);
    }

    private static void apply(DatabaseSetup setup) {
        setup.apply(SERVER, TestServer.SUPERUSER, () -> TestServer.SUPERUSER);
    }

    private static LoistDatabase database(String role, String namespace) {
        return LoistDatabase.builder()
                .jdbcUrl(URL)
                .user(role)
                .password(() -> TestServer.SUPERUSER)
                .namespace(namespace)
                .searchTimeout(Duration.ofMinutes(1))
                .build();
    }

    /** Returns a hash of the rows of {@code b} in each table that has a namespace: a new table counts without being named. */
    private static Map<String, String> rowsOfB() throws SQLException {
        Map<String, String> rows = new LinkedHashMap<>();
        for (String table : texts(TestServer.SUPERUSER, """
                SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'namespace'
                WHERE relnamespace = 'loist'::regnamespace AND relkind IN ('r', 'p') AND relname NOT IN ('loist_tenant', 'track_search_count')
                """)) {
            String hash =
                    "SELECT count(*) || md5(string_agg(t::text, ',' ORDER BY t::text)) FROM %s AS t WHERE namespace = 'b'";
            rows.put(table, texts(TestServer.SUPERUSER, hash.formatted(table)).get(0));
        }
        assertThat(rows).hasSizeGreaterThanOrEqualTo(7).doesNotContainValue("null");
        return rows;
    }

    private static PGSimpleDataSource source(String role) {
        PGSimpleDataSource source = TestServer.dataSource(URL, role);
        source.setCurrentSchema("loist");
        return source;
    }

    private static List<String> texts(String role, String sql) throws SQLException {
        try (Connection connection = source(role).getConnection()) {
            return Jdbc.query(connection, Sql.of(sql), row -> row.getString(1));
        }
    }

    private static void execute(String role, String sql) throws SQLException {
        try (Connection connection = source(role).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the SQLSTATE with which the statements fail; empty if they do not. */
    private static String stateOf(String role, String sql) {
        try {
            execute(role, sql);
            return "";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }
}
