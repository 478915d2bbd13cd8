package io.loist.examples.endtoend.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loist.testing.Integration;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The check of a library needs no more memory for more objects. {@code -Dloist.objects=1000000} says how many; the heap is smaller
 * than what 50,000 would need.
 */
@Integration
class LibraryCheckTest {

    private static final int OBJECTS = Integer.getInteger("loist.objects", 50_000);

    /** Triggers and most indexes are of no use here, and take longer than the rows. */
    private static final String BARE = """
            ALTER TABLE loist.audio_tracks DISABLE TRIGGER ALL;
            DO $$
            DECLARE index_name text;
            BEGIN
              FOR index_name IN
                SELECT relation.relname FROM pg_index JOIN pg_class AS relation ON relation.oid = indexrelid
                WHERE indrelid = 'loist.audio_tracks'::regclass AND NOT indisprimary
                  AND pg_get_indexdef(indexrelid) NOT LIKE '%gcs_path%'
                  AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
              LOOP
                EXECUTE 'DROP INDEX loist.' || quote_ident(index_name);
              END LOOP;
            END
            $$;
            """;

    private static final String ROWS = """
            INSERT INTO loist.audio_tracks
                (id, status, title, title_key, filter_keys, format, audio_gcs_path, audio_generation, file_size_bytes, audio_crc32c)
            SELECT ('01900000-0000-7000-8000-' || lpad(to_hex(number), 12, '0'))::uuid, 'COMPLETED', 'A title', 'a title', '{}', 'mp3',
                   'gs://%s/audio/' || lpad(number::text, 10, '0'), %d, %d, '%s'
            FROM generate_series(0, %d - 1) AS number
            """.formatted(
            IngestChildMain.BUCKET, CheckChildMain.GENERATION, CheckChildMain.SIZE, CheckChildMain.CRC32C, OBJECTS);

    @Test
    void find_manyObjects_needsLittleMemory() throws Exception {
        try (TestDatabase server = TestDatabase.create()) {
            try (Connection connection = server.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(BARE);
                statement.execute(ROWS);
                statement.execute("ANALYZE loist.audio_tracks");
            }
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            OBJECTS > 50_000 ? "-Xmx64m" : "-Xmx24m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            CheckChildMain.class.getName(),
                            server.jdbcUrl(),
                            Integer.toString(OBJECTS))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();

            List<String> said = child.inputReader(UTF_8).lines().toList();

            said.forEach(System.out::println);
            assertThat(child.waitFor()).as(said.toString()).isZero();
            int faulty = OBJECTS / CheckChildMain.FAULTY;
            assertThat(said.get(0))
                    .isEqualTo(OBJECTS + " objects, " + OBJECTS + " expected, " + faulty + " missing, " + faulty
                            + " orphaned");
        }
    }
}
