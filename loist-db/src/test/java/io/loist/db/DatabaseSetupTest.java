package io.loist.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.DatabaseException;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.testing.TestServer;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import io.loist.track.Track;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Integration
class DatabaseSetupTest {

    private static final String SERVER = TestServer.running().url(TestServer.SUPERUSER);
    private static final String URL = TestServer.running().url("Setup1");

    @AfterEach
    void dropDatabase() {
        TestServer.execute(
                SERVER,
                "DROP DATABASE IF EXISTS \"Setup1\" WITH (FORCE)",
                "DROP ROLE IF EXISTS \"Setup1_app\"",
                "DROP ROLE IF EXISTS \"Setup1_reader\"",
                "DROP ROLE IF EXISTS \"Setup1_owner\"",
                "DROP ROLE IF EXISTS administrator");
    }

    @ParameterizedTest
    @ValueSource(strings = {"public", "music"})
    void apply_emptyServer_everyRoleMayDoItsPart(String schema) throws SQLException {
        apply(schema, TestServer.SUPERUSER);
        apply(schema, TestServer.SUPERUSER);
        try (LoistDatabase owner = database("Setup1_owner", schema);
                LoistDatabase app = database("Setup1_app", schema);
                LoistDatabase reader = database("Setup1_reader", schema)) {
            owner.migrate();
            Track saved = app.tracks().save(SampleTracks.full());
            app.admin().migrations().validate();

            assertThat(reader.tracks().findById(saved.id())).contains(saved);
            assertThat(reader.search().search("bjork").hits()).hasSize(1);
            assertThat(app.tracks().deleteRow(saved.id())).isTrue();
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() -> reader.tracks().save(SampleTracks.full()));
            assertThat(texts("Setup1_app", mayWrite(schema + ".loist_schema_history")))
                    .containsExactly("f");
            assertThat(texts("Setup1_app", mayWrite(schema + ".audio_tracks"))).containsExactly("t");
            assertThatExceptionOfType(DatabaseException.class)
                    .isThrownBy(() -> app.admin().migrations().undoTo(0))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("DATABASE_PERMISSION_DENIED"));
        }
    }

    @Test
    void apply_emptyServer_limitsEveryRole() throws SQLException {
        apply("public", TestServer.SUPERUSER);

        assertThat(texts("Setup1_app", "SHOW statement_timeout")).containsExactly("30s");
        assertThat(texts("Setup1_app", "SHOW lock_timeout")).containsExactly("10s");
        assertThat(texts("Setup1_app", "SHOW idle_in_transaction_session_timeout"))
                .containsExactly("1min");
        assertThat(texts("Setup1_reader", "SHOW default_transaction_read_only")).containsExactly("on");
        assertThat(texts("Setup1_owner", "SHOW statement_timeout")).containsExactly("0");
        for (String role : List.of("Setup1_app", "Setup1_reader")) {
            assertThat(texts(role, "SELECT has_schema_privilege('public', 'CREATE')"))
                    .containsExactly("f");
            assertThat(
                            texts(
                                    role,
                                    "SELECT rolsuper OR rolcreatedb OR rolcreaterole FROM pg_roles WHERE rolname = current_user"))
                    .containsExactly("f");
        }
    }

    @Test
    void apply_byAnAdministratorWhoIsNoSuperuser_works() {
        TestServer.execute(
                SERVER, "CREATE ROLE administrator LOGIN CREATEDB CREATEROLE PASSWORD '" + TestServer.SUPERUSER + "'");
        apply("music", "administrator");
        apply("music", "administrator");
        try (LoistDatabase owner = database("Setup1_owner", "music");
                LoistDatabase app = database("Setup1_app", "music")) {
            owner.migrate();
            app.tracks().save(SampleTracks.full());
        }
    }

    @Test
    void apply_byAUserWithoutRights_saysSo() {
        TestServer.execute(SERVER, "CREATE ROLE administrator LOGIN PASSWORD '" + TestServer.SUPERUSER + "'");

        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> apply("public", "administrator"))
                .satisfies(e -> assertThat(e.code()).isEqualTo("DATABASE_PERMISSION_DENIED"))
                .withMessageContaining("set up Setup1");
    }

    @Test
    void plan_showsEverythingButPasswords() {
        DatabaseSetup setup = DatabaseSetup.of("Setup1").password(DatabaseSetup.Role.APP, () -> "secret-4711");

        assertThat(setup.plan())
                .contains("CREATE DATABASE \"Setup1\" OWNER \"Setup1_owner\"")
                .contains("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
                .contains("SET statement_timeout = '30s'")
                .contains("\\connect \"Setup1\"")
                .doesNotContain("secret", "${");
        assertThat(setup.roleName(DatabaseSetup.Role.READER)).isEqualTo("Setup1_reader");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "a\"b", "a;b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void of_unusableName_throws(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> DatabaseSetup.of(name));
        assertThatIllegalArgumentException().isThrownBy(() -> DatabaseSetup.of("music", name + "\""));
    }

    @Test
    void apply_otherDatabase_throws() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DatabaseSetup.of("music").apply("jdbc:mysql://host/db", "root", () -> ""));
    }

    private static String mayWrite(String table) {
        return "SELECT has_table_privilege('" + table + "', 'INSERT, UPDATE, DELETE')";
    }

    private static void apply(String schema, String user) {
        DatabaseSetup setup = DatabaseSetup.of("Setup1", schema);
        for (DatabaseSetup.Role role : DatabaseSetup.Role.values()) {
            setup.password(role, () -> TestServer.SUPERUSER);
        }
        setup.apply(SERVER, user, () -> TestServer.SUPERUSER);
    }

    private static LoistDatabase database(String user, String schema) {
        return LoistDatabase.builder()
                .dataSource(TestServer.dataSource(URL, user))
                .schema(schema)
                .build();
    }

    private static List<String> texts(String user, String sql) throws SQLException {
        try (Connection connection = TestServer.dataSource(URL, user).getConnection()) {
            return Jdbc.query(connection, Sql.of(sql), row -> row.getString(1));
        }
    }
}
