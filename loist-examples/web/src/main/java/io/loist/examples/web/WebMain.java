package io.loist.examples.web;

import io.loist.db.LoistDatabase;
import io.loist.library.Loist;
import io.loist.library.LoistBuilder;
import io.loist.object.ObjectStore;
import io.loist.storage.CorsRule;
import io.loist.storage.FileSystemObjectStore;
import io.loist.storage.GcsObjectStore;
import io.loist.storage.LocalMediaServer;
import io.loist.storage.SigningKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Shows a music library in a web page. Its arguments are the JDBC URL of a PostgreSQL database, where the bytes are kept (a folder, or
 * {@code gs://bucket}, whose CORS settings must allow the page), and optionally a port of this machine. The demo's {@code --serve} shows the
 * same page with a database and samples of its own.
 */
public final class WebMain {

    private static final String CLOUD_STORAGE = "gs://";
    private static final int PORT = 8080;
    private static final Duration MAINTENANCE = Duration.ofMinutes(10);

    private WebMain() {}

    /** Serves the page until Enter, or until the process is stopped. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 2) {
            System.err.println("Usage: WebMain JDBC-URL FOLDER|gs://BUCKET [PORT]");
            System.exit(2);
        }
        boolean local = !arguments[1].startsWith(CLOUD_STORAGE);
        String bucket = local ? "music" : arguments[1].substring(CLOUD_STORAGE.length());
        ObjectStore objects = local ? folder(Path.of(arguments[1]), bucket) : GcsObjectStore.create();
        LoistDatabase database = LoistDatabase.builder().jdbcUrl(arguments[0]).build();
        database.migrate();
        LoistBuilder builder = Loist.builder()
                .database(database)
                .objects(objects)
                .bucket(bucket)
                .audioReader(MusicPage.audioReader());
        try (MusicPage page = MusicPage.bind(arguments.length > 2 ? Integer.parseInt(arguments[2]) : PORT);
                LocalMediaServer media = local ? serve(objects, page) : null;
                Loist library = media == null
                        ? builder.signing(SigningKeys.discover()).build()
                        : builder.signedUrls(media.signedUrls()).build()) {
            library.recoverEvery(MAINTENANCE);
            page.serve(library, bucket);
            System.out.println("The page is at " + page.origin() + ". Press Enter to stop.");
            while (System.in.read() != '\n') {
                LockSupport.parkNanos(100_000_000); // for ever, if there is no stdin
            }
        }
    }

    private static LocalMediaServer serve(ObjectStore objects, MusicPage page) {
        return LocalMediaServer.builder(objects)
                .cors(CorsRule.forPlayers(page.origin()))
                .start();
    }

    private static ObjectStore folder(Path folder, String bucket) {
        FileSystemObjectStore objects = FileSystemObjectStore.create(folder);
        objects.createBucket(bucket);
        return objects;
    }
}
