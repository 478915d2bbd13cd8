package io.loist.examples.quickstart;

// README begins
import io.loist.db.LoistDatabase;
import io.loist.library.Loist;
import io.loist.search.SearchHit;
import io.loist.storage.FileSystemObjectStore;
import io.loist.storage.LocalMediaServer;
import java.io.IOException;
import java.nio.file.Path;

/** Arguments: the JDBC URL of a PostgreSQL database, an audio file, what to search for. */
public final class QuickstartMain {
    public static void main(String[] arguments) throws IOException {
        LoistDatabase database = LoistDatabase.builder().jdbcUrl(arguments[0]).build();
        FileSystemObjectStore objects = FileSystemObjectStore.create(Path.of("objects"));
        database.migrate();
        objects.createBucket("music");
        try (LocalMediaServer media = LocalMediaServer.start(objects);
                Loist loist = Loist.builder()
                        .database(database)
                        .objects(objects)
                        .bucket("music")
                        .signedUrls(media.signedUrls())
                        .build()) {
            loist.ingest(Path.of(arguments[1]));
            for (SearchHit hit : loist.search(arguments[2]).hits()) {
                System.out.println(hit.track().metadata().title() + " plays at "
                        + loist.playUrl(hit.track()).uri());
            }
            System.out.println("Press Enter to stop.");
            System.in.read();
        }
    }
}
// README ends
