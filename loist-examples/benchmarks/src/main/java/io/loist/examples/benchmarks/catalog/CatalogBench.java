package io.loist.examples.benchmarks.catalog;

import io.loist.Page;
import io.loist.catalog.Album;
import io.loist.catalog.AlbumQuery;
import io.loist.catalog.AlbumQuery.ArtistPart;
import io.loist.catalog.AlbumQuery.Order;
import io.loist.catalog.Catalog;
import io.loist.catalog.CatalogEntry;
import io.loist.catalog.CatalogKind;
import io.loist.catalog.CatalogQuery;
import io.loist.db.LoistDatabase;
import io.loist.examples.benchmarks.harness.Bench;
import io.loist.examples.benchmarks.harness.BenchOptions;
import io.loist.examples.benchmarks.harness.BenchReport;
import io.loist.examples.benchmarks.harness.BenchServer;
import io.loist.examples.benchmarks.tracks.BareTrack;
import io.loist.examples.benchmarks.tracks.TrackFile;
import io.loist.track.LoadMode;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Each call of the catalogue with random arguments, among tracks that were loaded and {@code --unfolded} ones that were saved since the
 * last upkeep. Then saves, in turn on this database and on one whose catalogue does nothing.
 */
public final class CatalogBench implements Bench {

    private static final int CALLS = 300;
    private static final int WARM_UP = 60;
    private static final int PAGE = 50;

    private final Random random = new Random(23);
    private final Map<String, Consumer<Random>> calls = new LinkedHashMap<>();

    @Override
    public String name() {
        return "catalog";
    }

    @Override
    public String usage() {
        return "[--tracks FILE] [--rows N] [--unfolded N]  every call of the catalogue, and saves with and without it";
    }

    @Override
    public void run(BenchOptions options, BenchReport report) throws Exception {
        List<TrackFile.Row> rows = TrackFile.of(options, 100_000, report);
        int unfolded = options.number("unfolded", 1_000);
        report.put("env.rows", rows.size());
        report.put("env.unfolded", unfolded);
        try (BenchServer server = BenchServer.start(report);
                LoistDatabase database = server.migrated()) {
            long start = System.nanoTime();
            database.tracks().load(rows.stream().map(CatalogBench::track), LoadMode.INITIAL);
            report.put("catalog.load_s", (System.nanoTime() - start) / 1e9);
            start = System.nanoTime();
            database.refreshSearch();
            report.put("catalog.refresh_s", (System.nanoTime() - start) / 1e9);
            server.execute("VACUUM ANALYZE");
            for (int i = 0; i < unfolded; i++) {
                database.tracks().save(track(rows.get(random.nextInt(rows.size()))));
            }
            prepare(database);
            measure(report);
            new CatalogSaves(server, rows).compare(report);
        }
    }

    static NewTrack track(TrackFile.Row row) {
        return BareTrack.all(List.of(row)).get(0);
    }

    private void prepare(LoistDatabase database) {
        Catalog catalog = database.catalog();
        List<CatalogEntry> artists = some(catalog, CatalogKind.ARTIST);
        List<CatalogEntry> genres = some(catalog, CatalogKind.GENRE);
        List<Album> albums = new ArrayList<>();
        for (int seed = 0; seed < 10; seed++) {
            albums.addAll(
                    catalog.albums(AlbumQuery.builder().random(seed).build()).items());
        }
        List<Track> tracks = database.tracks()
                .list(TrackQuery.builder().limit(PAGE).build())
                .items();
        for (CatalogKind kind : List.of(CatalogKind.ARTIST, CatalogKind.ALBUM_ARTIST, CatalogKind.GENRE, CatalogKind.YEAR)) {
            List<String> letters = catalog.headings(kind).stream()
                    .map(heading -> heading.letter())
                    .toList();
            String name = kind.name().toLowerCase(Locale.ROOT);
            calls.put("entries_" + name, any -> catalog.entries(CatalogQuery.builder(kind)
                    .heading(letters.isEmpty() ? null : one(letters, any))
                    .build()));
            calls.put("headings_" + name, any -> catalog.headings(kind));
        }
        calls.put("containing", any -> catalog.entries(CatalogQuery.builder(CatalogKind.ARTIST)
                .containing(one(artists, any).name())
                .build()));
        calls.put("entry", any -> catalog.entry(CatalogKind.ARTIST, one(artists, any).id()));
        for (Order order : List.of(Order.TITLE, Order.RELEASED, Order.ADDED)) {
            calls.put("albums_" + order.name().toLowerCase(Locale.ROOT), any -> later(catalog, order));
        }
        calls.put("albums_random", any -> catalog.albums(
                AlbumQuery.builder().random(any.nextLong()).build()));
        calls.put("albums_of_genre", any -> catalog.albums(AlbumQuery.builder()
                .genre(one(genres, any).id())
                .build()));
        calls.put("albums_of_decade", any -> {
            int year = 1950 + 10 * any.nextInt(7);
            catalog.albums(AlbumQuery.builder().years(year, year + 9).build());
        });
        for (ArtistPart part : ArtistPart.values()) {
            calls.put("albums_" + part.name().toLowerCase(Locale.ROOT), any -> catalog.albums(
                    AlbumQuery.builder().artist(one(artists, any).id(), part).build()));
        }
        calls.put("album", any -> catalog.album(one(albums, any).id()));
        calls.put("tracks", any -> catalog.tracks(one(artists, any).id(), PAGE, null));
        calls.put("links", any -> catalog.links(tracks));
    }

    /** The first page and the next one. */
    private static void later(Catalog catalog, Order order) {
        Page<Album> first = catalog.albums(AlbumQuery.builder().order(order).build());
        catalog.albums(AlbumQuery.builder().order(order).after(first.next()).build());
    }

    /** Half of them those with the most tracks among a thousand, half of them others. */
    private static List<CatalogEntry> some(Catalog catalog, CatalogKind kind) {
        List<CatalogEntry> entries = new ArrayList<>(catalog.entries(
                        CatalogQuery.builder(kind).limit(CatalogQuery.MAX_LIMIT).build())
                .items());
        entries.sort((one, other) -> Long.compare(other.tracks(), one.tracks()));
        List<CatalogEntry> some = new ArrayList<>(entries.subList(0, Math.min(20, entries.size())));
        some.addAll(entries.subList(entries.size() / 2, Math.min(entries.size(), entries.size() / 2 + 20)));
        return some;
    }

    private static <T> T one(List<T> all, Random any) {
        return all.get(any.nextInt(all.size()));
    }

    private void measure(BenchReport report) {
        double worst = 0;
        for (Map.Entry<String, Consumer<Random>> call : calls.entrySet()) {
            for (int i = 0; i < WARM_UP; i++) {
                call.getValue().accept(random);
            }
            long[] nanos = new long[CALLS];
            for (int i = 0; i < CALLS; i++) {
                long start = System.nanoTime();
                call.getValue().accept(random);
                nanos[i] = System.nanoTime() - start;
            }
            Arrays.sort(nanos);
            double p99 = nanos[CALLS * 99 / 100] / 1e6;
            report.put("catalog." + call.getKey() + ".p50_ms", nanos[CALLS / 2] / 1e6);
            report.put("catalog." + call.getKey() + ".p99_ms", p99);
            worst = Math.max(worst, p99);
        }
        report.put("catalog.max_p99_ms", worst);
    }
}
