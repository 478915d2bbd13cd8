package io.loist.examples.mcp;

import io.loist.db.LoistDatabase;
import io.loist.library.Loist;
import io.loist.storage.FileSystemObjectStore;
import io.loist.storage.GcsObjectStore;
import io.loist.storage.LocalMediaServer;
import io.loist.storage.SigningKeys;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Serves a music library to language models. Its arguments are the JDBC URL of a PostgreSQL database, where the bytes are kept (a
 * folder, or {@code gs://bucket}), the folder whose files may be ingested, and optionally a port of this machine to serve HTTP on; without
 * one it serves stdin and stdout.
 */
public final class McpMain {

    private static final Duration RECOVERY = Duration.ofMinutes(10);

    private McpMain() {}

    /** Serves until the client closes stdin or, with HTTP, until the process is stopped. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 3) {
            System.err.println("Usage: McpMain JDBC-URL FOLDER|gs://BUCKET MUSIC-FOLDER [PORT]");
            System.exit(2);
        }
        LoistDatabase database = LoistDatabase.builder().jdbcUrl(arguments[0]).build();
        database.migrate();
        database.refreshSearch();
        String bytes = arguments[1];
        if (bytes.startsWith("gs://")) {
            try (Loist library = Loist.builder()
                    .database(database)
                    .objects(GcsObjectStore.create())
                    .bucket(bytes.substring("gs://".length()))
                    .signing(SigningKeys.discover())
                    .ingest(MusicServer.LIMITS)
                    .build()) {
                serve(library, arguments);
            }
        } else {
            FileSystemObjectStore objects = FileSystemObjectStore.create(Path.of(bytes));
            objects.createBucket("music");
            try (LocalMediaServer media = LocalMediaServer.start(objects);
                    Loist library = Loist.builder()
                            .database(database)
                            .objects(objects)
                            .bucket("music")
                            .signedUrls(media.signedUrls())
                            .ingest(MusicServer.LIMITS)
                            .build()) {
                serve(library, arguments);
            }
        }
    }

    private static void serve(Loist library, String[] arguments) throws Exception {
        library.recoverEvery(RECOVERY);
        MusicServer server =
                new MusicServer(library, Path.of(arguments[2]), new RemoteAudio(PublicSockets::isPublic));
        if (arguments.length == 3) {
            server.serveStdio(System.in, System.out);
        } else {
            try (MusicServer.Http http = server.serveHttp(Integer.parseInt(arguments[3]))) {
                System.out.println("MCP at " + http.uri());
                http.join();
            }
        }
    }
}
