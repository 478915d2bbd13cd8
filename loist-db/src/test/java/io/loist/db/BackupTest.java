package io.loist.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.testing.HostServer;
import io.loist.db.testing.TestServer;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import io.loist.track.Track;
import io.loist.track.TrackStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of OPERATIONS.md for backup and restore, on servers of the PostgreSQL that is installed here. */
@Integration
class BackupTest {

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"public", "loist"})
    void restore_intoAnEmptyServer_keepsTracksSearchAndRights(String schema) throws IOException {
        String dump = folder.resolve("music.dump").toString();
        Track saved;
        try (HostServer server = start("original")) {
            setUp(server, DatabaseSetup.of("music", schema));
            try (LoistDatabase owner = open(server, schema, DatabaseSetup.Role.OWNER)) {
                owner.migrate();
                owner.refreshSearch();
                assertThat(Objects.requireNonNull(
                                        owner.health(Duration.ofSeconds(30)).server())
                                .staleTracks())
                        .isZero();
            }
            try (LoistDatabase app = open(server, schema, DatabaseSetup.Role.APP)) {
                saved = app.tracks().save(SampleTracks.full());
                app.tracks()
                        .save(SampleTracks.builder("Waiting", "Band")
                                .status(TrackStatus.PENDING)
                                .build());
            }
            server.run(
                    "pg_dump",
                    "--format=custom",
                    "--file=" + dump,
                    "--username=postgres",
                    "--dbname=" + server.uri("music"));
        }
        try (HostServer server = start("restored")) {
            setUp(server, DatabaseSetup.of("music", "public"));
            server.run(
                    "pg_restore",
                    "--single-transaction",
                    "--no-owner",
                    "--role=music_owner",
                    "--username=postgres",
                    "--dbname=" + server.uri("music"),
                    dump);
            try (LoistDatabase app = open(server, schema, DatabaseSetup.Role.APP);
                    LoistDatabase reader = open(server, schema, DatabaseSetup.Role.READER);
                    LoistDatabase owner = open(server, schema, DatabaseSetup.Role.OWNER)) {
                server.run(
                        "psql",
                        "--username=music_owner",
                        "--dbname=" + server.uri("music"),
                        "--command=SET search_path = " + schema,
                        "--command=SELECT loist_restart_feed()");
                app.admin().migrations().validate();
                assertThat(app.statusFeed().changes(null, 10).items()).hasSize(1);
                assertThat(app.tracks().findById(saved.id())).contains(saved);
                assertThat(reader.search().search("bjork").hits()).hasSize(1);
                app.tracks().save(SampleTracks.track("Later", "Band"));
                assertThat(reader.search().search("later").hits()).hasSize(1);
                owner.migrate();
                owner.admin().migrations().undoTo(0);
            }
        }
    }

    private HostServer start(String name) throws IOException {
        return HostServer.start(HostServer.programs(), folder.resolve(name));
    }

    private static void setUp(HostServer server, DatabaseSetup setup) {
        setup.apply(server.jdbcUrl("postgres"), TestServer.SUPERUSER, () -> "");
    }

    private static LoistDatabase open(HostServer server, String schema, DatabaseSetup.Role role) {
        return LoistDatabase.builder()
                .jdbcUrl(server.jdbcUrl("music"))
                .user(DatabaseSetup.of("music").roleName(role))
                .schema(schema)
                .poolSize(2)
                .build();
    }
}
