package io.loist.examples.quickstart;

import io.loist.db.LoistDatabase;
import io.loist.library.Loist;
import io.loist.search.SearchHit;
import io.loist.signing.SignedUrl;
import io.loist.storage.FileSystemObjectStore;
import io.loist.storage.LocalMediaServer;
import java.nio.file.Path;

/** The README's program, word for word. */
public final class QuickstartMain {

    private QuickstartMain() {}

    /**
     * Ingests one file, finds it and prints a URL that plays it.
     *
     * @param arguments the JDBC URL of an empty PostgreSQL database, an audio file, what to search for
     */
    public static void main(String[] arguments) {
        String jdbcUrl = arguments[0];
        Path song = Path.of(arguments[1]);
        String text = arguments[2];

        // README begins
        LoistDatabase database = LoistDatabase.builder().jdbcUrl(jdbcUrl).build();
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
            loist.ingest(song);
            for (SearchHit hit : loist.search(text).hits()) {
                SignedUrl url = loist.playUrl(hit.track());
                System.out.println(hit.track().metadata().title() + " plays at " + url.uri());
            }
        }
        // README ends
    }
}
