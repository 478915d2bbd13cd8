package io.loist.examples.quickstart;

import io.loist.audio.AudioFileReader;
import io.loist.db.LoistDatabase;
import io.loist.ingest.IngestPipeline;
import io.loist.object.ObjectRef;
import io.loist.search.SearchHit;
import io.loist.signing.SignedUrl;
import io.loist.storage.FileSystemObjectStore;
import io.loist.storage.LocalMediaServer;
import java.nio.file.Path;

/** The README's program, word for word. */
public final class QuickstartMain {

    private QuickstartMain() {}

    /**
     * Takes one file in, finds it and prints a URL that plays it.
     *
     * @param arguments the JDBC URL of an empty PostgreSQL database, an audio file, what to search for
     */
    public static void main(String[] arguments) {
        String jdbcUrl = arguments[0];
        Path song = Path.of(arguments[1]);
        String text = arguments[2];

        // README begins
        try (LoistDatabase database = LoistDatabase.builder().jdbcUrl(jdbcUrl).build();
                FileSystemObjectStore objects = FileSystemObjectStore.create(Path.of("objects"));
                LocalMediaServer media = LocalMediaServer.start(objects)) {
            database.migrate();
            objects.createBucket("music");

            IngestPipeline.builder(database, objects, AudioFileReader.create())
                    .bucket("music")
                    .build()
                    .ingest(song);

            for (SearchHit hit : database.search().search(text).hits()) {
                ObjectRef audio = hit.track().audioObject().ref();
                SignedUrl url = media.signedUrls().sign(audio);
                System.out.println(hit.track().metadata().title() + " plays at " + url.uri());
            }
        }
        // README ends
    }
}
