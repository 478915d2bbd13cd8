package io.loist.examples.demo;

import io.loist.db.LoistDatabase;
import io.loist.examples.demo.ExampleSearches.Example;
import io.loist.examples.web.MusicPage;
import io.loist.ingest.IngestPipeline;
import io.loist.ingest.IngestSummary;
import io.loist.library.Loist;
import io.loist.search.SearchHit;
import io.loist.search.SearchQuery;
import io.loist.storage.CorsRule;
import io.loist.storage.FileSystemObjectStore;
import io.loist.storage.LocalMediaServer;
import io.loist.track.Track;
import io.loist.track.TrackQuery;
import io.loist.track.TrackSort;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The demo, part by part. */
final class Demo implements AutoCloseable {

    private static final String BUCKET = "loist-demo";
    private static final int HITS = 5;

    private final DemoOptions options;
    private final InputStream in;
    private final PrintStream out;
    private final Cleanup cleanup = new Cleanup();

    Demo(DemoOptions options, InputStream in, PrintStream out) {
        this.options = options;
        this.in = in;
        this.out = out;
    }

    void run() throws IOException, InterruptedException {
        long start = System.nanoTime();
        DemoFolder folder = cleanup.add(DemoFolder.open(options.keep()));
        Path music = options.music() == null ? Samples.copyTo(folder.folder("samples")) : existing(options.music());

        FileSystemObjectStore objects = cleanup.add(FileSystemObjectStore.create(folder.folder("objects")));
        MusicPage page = options.serve() ? cleanup.add(MusicPage.bind(options.port())) : null;
        LocalMediaServer media = openMediaServer(objects, page);
        LoistDatabase database = openDatabase(folder);
        IngestPrinter files = ingest(music, database, objects);
        Map<UUID, Track> found = search(database);
        Track best = found.values().iterator().next();
        play(best, files.fileOf(best.id()), objects, media);
        if (page != null) {
            begin("Page");
            page.serve(library(database, objects, media), BUCKET);
            out.println("   Search, browse, play and upload at " + page.origin());
            new EnterKey(in, out).await();
        }

        out.println();
        out.println(String.format(Locale.ROOT, "Done in %.1f s.", seconds(start)) + " What to try next:");
        out.println("  your own music       --dir FOLDER");
        out.println("  another search       --search TEXT");
        out.println("  a page to use it         --serve");
        out.println(
                folder.temporary()
                        ? "  keep what is stored  --keep DIR (everything of this run is removed now)"
                        : "  run it again: files already in " + folder.root() + " are found, not stored twice");
    }

    /** Returns whether the user has stopped the demo. */
    boolean isStopping() {
        return cleanup.isStopping();
    }

    @Override
    public void close() {
        cleanup.close();
    }

    private static Path existing(Path music) {
        if (!Files.exists(music)) {
            throw new IllegalStateException("There is no folder " + music + "; check the name behind --dir.");
        }
        return music;
    }

    private LoistDatabase openDatabase(DemoFolder folder) {
        long start = begin("Database");
        EmbeddedDatabase server = cleanup.add(EmbeddedDatabase.start(folder.folder("postgresql")));
        LoistDatabase database = cleanup.add(LoistDatabase.create(server.dataSource()));
        database.migrate();
        end(start, "PostgreSQL listens on 127.0.0.1:" + server.port() + ", and its schema is up to date");
        return database;
    }

    private LocalMediaServer openMediaServer(FileSystemObjectStore objects, @Nullable MusicPage page) {
        long start = begin("Objects");
        objects.createBucket(BUCKET);
        LocalMediaServer.Builder builder = LocalMediaServer.builder(objects);
        if (page == null) {
            builder.port(options.port());
        } else {
            builder.cors(CorsRule.forPlayers(page.origin()));
        }
        LocalMediaServer media = cleanup.add(builder.start());
        end(start, "the media server listens on " + media.uri());
        return media;
    }

    private IngestPrinter ingest(Path music, LoistDatabase database, FileSystemObjectStore objects) {
        long start = begin("Ingest");
        out.println("   from " + (options.music() == null ? "the bundled samples" : music));
        IngestPipeline pipeline =
                IngestPipeline.builder(database, objects, MusicPage.audioReader()).bucket(BUCKET).build();
        IngestPrinter printer = new IngestPrinter(out, Terminal.isAttached());
        IngestSummary summary;
        try (printer) {
            summary = pipeline.ingestAll(music, printer);
        }
        database.refreshSearch();
        end(
                start,
                summary.stored() + " stored, " + summary.alreadyStored() + " there already, " + summary.refused()
                        + " refused");
        return printer;
    }

    private static Loist library(LoistDatabase database, FileSystemObjectStore objects, LocalMediaServer media) {
        return Loist.builder()
                .database(database)
                .objects(objects)
                .bucket(BUCKET)
                .audioReader(MusicPage.audioReader())
                .signedUrls(media.signedUrls())
                .build();
    }

    /** Returns what the searches found, the best hit of the first search first; a track of the library if they found nothing. */
    private Map<UUID, Track> search(LoistDatabase database) {
        long start = begin("Search");
        List<Track> some = database.tracks()
                .list(TrackQuery.builder().ascending(TrackSort.CREATED).build())
                .items();
        if (some.isEmpty()) {
            throw new IllegalStateException(
                    "There is no track to search for: no file could be ingested. Name a folder with music by --dir FOLDER.");
        }
        List<Example> examples = options.text() == null
                ? ExampleSearches.from(some)
                : List.of(new Example(options.text(), "as you asked"));
        Map<UUID, Track> found = new LinkedHashMap<>();
        for (Example example : examples) {
            show(database, example).forEach(hit -> found.putIfAbsent(hit.track().id(), hit.track()));
        }
        end(start, examples.size() + (examples.size() == 1 ? " search" : " searches"));
        return found.isEmpty() ? Map.of(some.get(0).id(), some.get(0)) : found;
    }

    private List<SearchHit> show(LoistDatabase database, Example example) {
        long start = System.nanoTime();
        List<SearchHit> hits = database.search()
                .search(SearchQuery.builder(example.text()).limit(HITS).build())
                .hits();
        out.println(String.format(
                Locale.ROOT, "   \"%s\" (%s), %.1f ms", example.text(), example.shows(), seconds(start) * 1_000));
        if (hits.isEmpty()) {
            out.println("     nothing found");
        } else {
            TrackTable.print(out, hits);
        }
        return hits;
    }

    private void play(Track track, @Nullable Path file, FileSystemObjectStore objects, LocalMediaServer media)
            throws IOException, InterruptedException {
        long start = begin("Play");
        out.println("   \"" + track.metadata().title() + "\"");
        new PlayCheck(media.signedUrls(), objects, out).play(track, file);
        end(start, "streamed, and guarded");
    }

    private long begin(String part) {
        out.println();
        out.println(part);
        return System.nanoTime();
    }

    private void end(long start, String result) {
        out.println(String.format(Locale.ROOT, "   %s (%.1f s)", result, seconds(start)));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
