package io.loist.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.loist.testing.SampleTracks;
import io.loist.track.Track;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Backups with PostgreSQL's own programs, where they are installed and as new as the server. */
class DumpTest {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @TempDir
    private static Path folder = Path.of("");

    @BeforeAll
    static void requirePrograms() throws SQLException, InterruptedException {
        try (Connection connection = POSTGRES.dataSource().getConnection()) {
            int server = connection.getMetaData().getDatabaseMajorVersion();
            assumeTrue(version() >= server, "there is no pg_dump for PostgreSQL " + server);
        }
    }

    @Test
    void restore_intoAnEmptyDatabase_keepsTracksAndSearch() throws IOException, InterruptedException {
        LoistDatabase original = LoistDatabase.create(POSTGRES.dataSource());
        Track saved = original.tracks().save(SampleTracks.full());
        Path dump = folder.resolve("music.sql");
        run("pg_dump", "--file=" + dump, address(POSTGRES.url()));

        String url = TestServer.running().newDatabase();
        run("psql", "--quiet", "--set=ON_ERROR_STOP=1", "--file=" + dump, address(url));

        try (LoistDatabase restored = LoistDatabase.create(TestServer.dataSource(url, TestServer.SUPERUSER))) {
            restored.migrate();
            assertThat(restored.tracks().findById(saved.id())).contains(saved);
            assertThat(restored.search().search("bjork").hits()).hasSize(1);
            restored.tracks().save(SampleTracks.track("Later", "Band"));
            assertThat(restored.search().search("later").hits()).hasSize(1);
        } finally {
            TestServer.running().drop(url);
        }
    }

    private static String address(String jdbcUrl) {
        return jdbcUrl.replace(
                "jdbc:postgresql://", "postgresql://" + TestServer.SUPERUSER + ":" + TestServer.SUPERUSER + "@");
    }

    private static int version() throws InterruptedException {
        try {
            Matcher major = Pattern.compile("\\d+").matcher(run("pg_dump", "--version"));
            return major.find() ? Integer.parseInt(major.group()) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        String said = Files.readString(output);
        assertThat(exit).as(said).isZero();
        return said;
    }
}
