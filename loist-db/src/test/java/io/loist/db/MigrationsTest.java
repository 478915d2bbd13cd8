package io.loist.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.DatabaseException;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.schema.MigrationTarget;
import io.loist.db.testing.TestServer;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import io.loist.track.Claim;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

@Integration
class MigrationsTest {

    private String url = "";

    @BeforeEach
    void createDatabase() {
        url = TestServer.running().newDatabase();
    }

    @AfterEach
    void dropDatabase() {
        TestServer.running().drop(url);
    }

    @Test
    void migrate_emptySchema_createsEverything() throws SQLException {
        try (LoistDatabase database = LoistDatabase.create(superuser())) {
            database.migrate();
            assertWorks(database);
        }
        assertThat(history("loist")).containsExactly("1", "2", "3", "4", "5", "6");
    }

    @Test
    void migrate_twice_changesNothing() throws SQLException {
        try (LoistDatabase database = LoistDatabase.create(superuser())) {
            database.migrate();
            Track saved = database.tracks().save(SampleTracks.full());
            database.migrate();
            assertThat(database.tracks().findById(saved.id())).contains(saved);
        }
        assertThat(history("loist")).containsExactly("1", "2", "3", "4", "5", "6");
    }

    @Test
    void migrate_schemaOfOthers_leavesTheirsAlone() throws SQLException {
        TestServer.execute(url, "CREATE TABLE orders (id integer)", "INSERT INTO orders VALUES (1)");
        try (LoistDatabase database = inSchema("public", superuser())) {
            database.migrate();
            assertWorks(database);
        }
        assertThat(texts("SELECT id FROM orders")).containsExactly("1");
        assertThat(history("public")).containsExactly("0", "1", "2", "3", "4", "5", "6");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void migrate_besideFlywayOfTheHost_neitherSeesTheOther(boolean hostFirst) throws SQLException {
        Flyway host = Flyway.configure()
                .dataSource(superuser())
                .locations("classpath:io/loist/db/host")
                .loggers("slf4j")
                .load();
        try (LoistDatabase database = LoistDatabase.create(superuser())) {
            if (hostFirst) {
                host.migrate();
            }
            database.migrate();
            host.migrate();
            host.validate();
            assertThat(host.migrate().migrationsExecuted).isZero();
            assertWorks(database);
        }
        assertThat(texts("SELECT version FROM flyway_schema_history ORDER BY installed_rank"))
                .containsExactly("1", "2");
    }

    @Test
    void migrate_schemaNamed_createsEverythingThere() throws SQLException {
        try (LoistDatabase database = inSchema("Music_1", superuser())) {
            database.migrate();
            assertWorks(database);
        }
        assertThat(history("Music_1")).isNotEmpty();
        assertThat(texts("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                .isEmpty();
        assertThat(texts("SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"))
                .isEmpty();
    }

    @Test
    void migrate_twoSchemas_keepsThemApart() {
        try (LoistDatabase one = inSchema("one", superuser());
                LoistDatabase two = inSchema("two", superuser())) {
            one.migrate();
            two.migrate();
            Track saved = one.tracks().save(SampleTracks.track("Song", "Band"));

            assertThat(two.tracks().findById(saved.id())).isEmpty();
            assertThat(two.search().search("song").hits()).isEmpty();
            assertThat(one.search().search("song").hits()).hasSize(1);
        }
    }

    @Test
    void migrate_searchPathLeadsElsewhere_usesItsOwnSchema() throws SQLException {
        PGSimpleDataSource elsewhere = superuser();
        elsewhere.setCurrentSchema("missing");
        try (LoistDatabase database = LoistDatabase.create(elsewhere)) {
            database.migrate();
            assertWorks(database);
        }
        assertThat(history(LoistDatabase.DEFAULT_SCHEMA)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"public, false", "fresh, false", "public, true"})
    void migrate_severalAtOnce_createsEverythingOnce(String schema, boolean others)
            throws SQLException, InterruptedException, ExecutionException {
        if (others) {
            TestServer.execute(url, "CREATE TABLE orders (id integer)");
        }
        ExecutorService programs = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> started = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                started.add(programs.submit(() -> {
                    try (LoistDatabase database = inSchema(schema, superuser())) {
                        database.migrate();
                    }
                }));
            }
            for (Future<?> program : started) {
                program.get();
            }
        } finally {
            programs.shutdown();
        }
        assertThat(history(schema)).endsWith("1", "2", "3", "4", "5", "6").doesNotHaveDuplicates();
    }

    @Test
    void migrate_ownerOfOneSchemaOnly_needsNoOtherRight() {
        TestServer.execute(
                url,
                "DROP ROLE IF EXISTS modest",
                "CREATE ROLE modest LOGIN PASSWORD 'postgres'",
                "CREATE SCHEMA modest AUTHORIZATION modest",
                "REVOKE ALL ON SCHEMA public FROM PUBLIC");
        try (LoistDatabase database = inSchema("modest", TestServer.dataSource(url, "modest"))) {
            database.migrate();
            assertWorks(database);
        } finally {
            TestServer.execute(url, "DROP OWNED BY modest", "DROP ROLE modest");
        }
    }

    @ParameterizedTest
    @CsvSource({"public", "fresh"})
    void migrate_roleWithoutRights_namesTheRemedy(String schema) {
        TestServer.execute(
                url,
                "DROP ROLE IF EXISTS guest",
                "CREATE ROLE guest LOGIN PASSWORD 'postgres'",
                "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        try (LoistDatabase database = inSchema(schema, TestServer.dataSource(url, "guest"))) {
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(database::migrate)
                    .satisfies(e -> assertThat(e.code()).isEqualTo("DATABASE_PERMISSION_DENIED"))
                    .withMessageContaining("GRANT USAGE, CREATE ON SCHEMA \"" + schema + "\" TO guest")
                    .withMessageContaining("schema(")
                    .withMessageContaining("guest")
                    .withMessageContaining(schema);
        } finally {
            TestServer.execute(url, "DROP ROLE guest");
        }
    }

    @Test
    void migrate_upToDate_needsNoRightToCreate() throws SQLException {
        try (LoistDatabase owner = LoistDatabase.create(superuser())) {
            owner.migrate();
        }
        TestServer.execute(
                url,
                "DROP ROLE IF EXISTS application",
                "CREATE ROLE application LOGIN PASSWORD 'postgres'",
                "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
                "GRANT USAGE ON SCHEMA loist TO application",
                "GRANT SELECT ON loist_schema_history TO application",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON audio_tracks, track_search, track_queue TO application",
                "GRANT SELECT, INSERT ON track_search_term, catalog_name, catalog_count, catalog_redirect TO application",
                "GRANT SELECT ON track_search_state, track_search_prefix TO application",
                "GRANT SELECT, INSERT ON track_change TO application");
        try (LoistDatabase database = LoistDatabase.create(TestServer.dataSource(url, "application"))) {
            database.migrate();
            assertWorks(database);
        } finally {
            TestServer.execute(url, "DROP OWNED BY application", "DROP ROLE application");
        }
        assertThat(history("loist")).containsExactly("1", "2", "3", "4", "5", "6");
    }

    @Test
    void migrate_databaseNotInUtf8_isUnsupported() {
        TestServer.execute(
                TestServer.running().url(TestServer.SUPERUSER),
                "CREATE DATABASE latin ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
        String latin = TestServer.running().url("latin");
        try (LoistDatabase database = LoistDatabase.create(TestServer.dataSource(latin, TestServer.SUPERUSER))) {
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(database::migrate)
                    .satisfies(e -> assertThat(e.code()).isEqualTo("DATABASE_UNSUPPORTED"))
                    .withMessageContaining("UTF8");
        } finally {
            TestServer.running().drop(latin);
        }
    }

    @Test
    void migrate_tableInTheWay_keepsNothing() throws SQLException {
        TestServer.execute(url, "CREATE TABLE audio_tracks (id integer)");
        try (LoistDatabase database = inSchema("public", superuser())) {
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(database::migrate)
                    .satisfies(e -> assertThat(e.code()).isEqualTo("MIGRATION_FAILED"))
                    .withMessageContaining("audio_tracks");
        }
        assertThat(texts("SELECT proname FROM pg_proc WHERE proname LIKE 'loist%'"))
                .isEmpty();
    }

    @Test
    void migrate_contextClassLoaderWithoutLoist_findsItsMigrations() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try (LoistDatabase database = LoistDatabase.create(superuser())) {
            database.migrate();
            assertWorks(database);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"public", "music"})
    void undo_everything_leavesNothingAndCanBeRedone(String schema) throws SQLException {
        try (LoistDatabase database = inSchema(schema, superuser())) {
            database.migrate();
            database.tracks().save(SampleTracks.full());

            database.admin().migrations().undoTo(0);

            assertThat(texts("SELECT proname FROM pg_proc WHERE proname LIKE 'loist%'"))
                    .isEmpty();
            assertThat(texts("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = '" + schema
                            + "'::regnamespace"))
                    .containsExactly(MigrationTarget.HISTORY_TABLE);
            database.migrate();
            assertWorks(database);
        }
    }

    @Test
    void undo_downToTracks_keepsTracksAndRedoFindsThem() throws SQLException {
        try (LoistDatabase database = LoistDatabase.create(superuser())) {
            database.migrate();
            Track saved = database.tracks().save(SampleTracks.track("Song", "Band"));

            database.admin().migrations().undoTo(1);

            assertThat(texts("SELECT title FROM audio_tracks")).containsExactly("Song");
            database.migrate();
            assertThat(database.tracks().findById(saved.id())).contains(saved);
            assertThat(database.search().search("song").hits()).hasSize(1);
        }
    }

    @Test
    void undo_workOnly_keepsTracksAndRedoTakesThemUp() throws SQLException {
        try (LoistDatabase database = LoistDatabase.create(superuser())) {
            database.migrate();
            Track dead = database.tracks().save(pending());
            Track leased = database.tracks().save(pending());
            database.queue().failPermanently(database.queue().claim(1, "worker", Duration.ofMinutes(1)), "broken");
            database.queue().claim(1, "worker", Duration.ofMinutes(1));

            database.admin().migrations().undoTo(2);

            assertThat(texts("SELECT status FROM audio_tracks ORDER BY id")).containsExactly("FAILED", "PENDING");
            database.migrate();
            assertThat(database.queue().claim(10, "worker", Duration.ofMinutes(1)))
                    .extracting(Claim::id)
                    .containsExactly(dead.id(), leased.id());
        }
    }

    @Test
    void undo_stepOfANewerRelease_keepsEverything() throws SQLException {
        try (LoistDatabase database = LoistDatabase.create(superuser())) {
            database.migrate();
            addStepOfANewerRelease();

            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() -> database.admin().migrations().undoTo(0))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("MIGRATION_FAILED"))
                    .withMessageContaining("Migration 999");
            assertWorks(database);
        }
    }

    @Test
    void undo_scriptFails_keepsEverything() throws SQLException {
        try (LoistDatabase database = LoistDatabase.create(superuser())) {
            database.migrate();
            TestServer.execute(url, "CREATE VIEW titles AS SELECT title FROM audio_tracks");

            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() -> database.admin().migrations().undoTo(0));
            assertWorks(database);
            assertThat(database.admin().migrations().status()).allMatch(Migrations.Step::applied);
        }
    }

    @Test
    void undo_negativeVersion_throws() {
        try (LoistDatabase database = LoistDatabase.create(superuser())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> database.admin().migrations().undoTo(-1));
        }
    }

    @Test
    void status_beforeAndAfter_tellsWhatIsDone() {
        try (LoistDatabase database = inSchema("music", superuser())) {
            assertThat(database.admin().migrations().status())
                    .isNotEmpty()
                    .noneMatch(Migrations.Step::applied)
                    .first()
                    .isEqualTo(new Migrations.Step(1, "create tracks", null));
            database.migrate();
            assertThat(database.admin().migrations().status()).allMatch(Migrations.Step::applied);
            database.admin().migrations().undoTo(1);
            assertThat(database.admin().migrations().status())
                    .filteredOn(Migrations.Step::applied)
                    .extracting(Migrations.Step::version)
                    .containsExactly(1);
        }
    }

    @Test
    void validate_upToDate_passes() {
        try (LoistDatabase database = LoistDatabase.create(superuser())) {
            database.migrate();
            database.admin().migrations().validate();
        }
    }

    @Test
    void validate_stepsToDo_namesThem() throws SQLException {
        try (LoistDatabase database = LoistDatabase.create(superuser())) {
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() -> database.admin().migrations().validate())
                    .satisfies(e -> assertThat(e.code()).isEqualTo("DATABASE_NOT_MIGRATED"))
                    .withMessageContaining("[1, 2")
                    .withMessageContaining("migrate()");
        }
        assertThat(texts("SELECT nspname FROM pg_namespace WHERE nspname = 'loist'"))
                .isEmpty();
    }

    @Test
    void validate_otherSteps_throws() {
        try (LoistDatabase database = LoistDatabase.create(superuser())) {
            database.migrate();
            TestServer.execute(url, "UPDATE loist_schema_history SET checksum = 1 WHERE version = '2'");

            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() -> database.admin().migrations().validate())
                    .satisfies(e -> assertThat(e.code()).isEqualTo("MIGRATION_FAILED"))
                    .withMessageContaining("version 2");
        }
    }

    @Test
    void validate_stepOfANewerRelease_passes() {
        try (LoistDatabase database = LoistDatabase.create(superuser())) {
            database.migrate();
            addStepOfANewerRelease();
            database.admin().migrations().validate();
        }
    }

    private void addStepOfANewerRelease() {
        TestServer.execute(url, """
                INSERT INTO loist_schema_history (installed_rank, version, description, type, script, checksum,
                    installed_by, execution_time, success)
                VALUES (999, '999', 'later', 'SQL', 'V999__later.sql', 1, 'postgres', 1, true)
                """);
    }

    private static NewTrack pending() {
        return SampleTracks.builder("Song", "Band").status(TrackStatus.PENDING).build();
    }

    private static void assertWorks(LoistDatabase database) {
        Track saved = database.tracks().save(SampleTracks.full());
        assertThat(database.tracks().findById(saved.id())).contains(saved);
        assertThat(database.search().search("bjork").hits())
                .extracting(hit -> hit.track())
                .containsExactly(saved);
        assertThat(database.tracks().deleteRow(saved.id())).isTrue();
        Track pending = database.tracks().save(pending());
        List<Claim> claims = database.queue().claim(10, "worker", Duration.ofMinutes(1));
        assertThat(claims).extracting(Claim::id).containsExactly(pending.id());
        assertThat(database.queue().complete(claims)).isEqualTo(claims);
        assertThat(database.tracks().deleteRow(pending.id())).isTrue();
    }

    private PGSimpleDataSource superuser() {
        return TestServer.dataSource(url, TestServer.SUPERUSER);
    }

    private static LoistDatabase inSchema(String schema, PGSimpleDataSource dataSource) {
        return LoistDatabase.builder().dataSource(dataSource).schema(schema).build();
    }

    private List<String> history(String schema) throws SQLException {
        return texts(
                "SELECT version FROM \"" + schema + "\".loist_schema_history WHERE version IS NOT NULL ORDER BY 1");
    }

    private List<String> texts(String sql) throws SQLException {
        try (Connection connection = superuser().getConnection()) {
            return Jdbc.query(connection, Sql.of(sql), row -> row.getString(1));
        }
    }
}
