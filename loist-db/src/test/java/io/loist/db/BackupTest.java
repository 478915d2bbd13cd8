package io.loist.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.testing.SampleTracks;
import io.loist.track.Track;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of OPERATIONS.md for backup and restore, on servers of the PostgreSQL that is installed here. */
class BackupTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void restore_intoAnEmptyServer_keepsTracksSearchAndRights() throws IOException {
        String dump = folder.resolve("music.dump").toString();
        Track saved;
        try (HostServer server = start("original")) {
            setUp(server);
            try (LoistDatabase owner = open(server, DatabaseSetup.Role.OWNER)) {
                owner.migrate();
            }
            try (LoistDatabase app = open(server, DatabaseSetup.Role.APP)) {
                saved = app.tracks().save(SampleTracks.full());
            }
            server.run(
                    "pg_dump",
                    "--format=custom",
                    "--file=" + dump,
                    "--username=postgres",
                    "--dbname=" + server.uri("music"));
        }
        try (HostServer server = start("restored")) {
            setUp(server);
            server.run(
                    "pg_restore",
                    "--single-transaction",
                    "--no-owner",
                    "--role=music_owner",
                    "--username=postgres",
                    "--dbname=" + server.uri("music"),
                    dump);
            try (LoistDatabase app = open(server, DatabaseSetup.Role.APP);
                    LoistDatabase reader = open(server, DatabaseSetup.Role.READER);
                    LoistDatabase owner = open(server, DatabaseSetup.Role.OWNER)) {
                app.migrations().validate();
                assertThat(app.tracks().findById(saved.id())).contains(saved);
                assertThat(reader.search().search("bjork").hits()).hasSize(1);
                app.tracks().save(SampleTracks.track("Later", "Band"));
                assertThat(reader.search().search("later").hits()).hasSize(1);
                owner.migrate();
                owner.migrations().undoTo(0);
            }
        }
    }

    private HostServer start(String name) throws IOException {
        return HostServer.start(HostServer.programs(), folder.resolve(name));
    }

    private static void setUp(HostServer server) {
        DatabaseSetup.of("music").apply(server.jdbcUrl("postgres"), TestServer.SUPERUSER, () -> "");
    }

    private static LoistDatabase open(HostServer server, DatabaseSetup.Role role) {
        return LoistDatabase.builder()
                .jdbcUrl(server.jdbcUrl("music"))
                .user(DatabaseSetup.of("music").roleName(role))
                .poolSize(2)
                .build();
    }
}
