package io.loist.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.Cursor;
import io.loist.Page;
import io.loist.db.FiltersToMeasure.Bound;
import io.loist.db.FiltersToMeasure.Filter;
import io.loist.db.testing.MeasuredCalls;
import io.loist.db.testing.PostgresExtension;
import io.loist.object.ObjectRef;
import io.loist.search.SearchQuery;
import io.loist.testing.Integration;
import io.loist.track.LoadMode;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackFilterBuilder;
import io.loist.track.TrackQuery;
import io.loist.track.TrackSort;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What lists and searches read under each filter, alone and with another one, by {@code EXPLAIN (ANALYZE, BUFFERS)}: no large table from
 * its beginning to its end, and no more buffers than a bound, which does not grow with the library.
 *
 * <p>The library has 30,000 tracks, and one in 60 pairs of filters is tried; the system properties {@code loist.filter.rows} and
 * {@code loist.filter.share} (1 for all pairs) make it more.
 */
@Integration
class FilterPlansTest {

    private static final int ROWS = Integer.getInteger("loist.filter.rows", 30_000);
    private static final int SHARE = Integer.getInteger("loist.filter.share", 60);
    private static final List<TrackSort> SORTS = List.of(TrackSort.values());
    private static final List<String> MODES = List.of("auto", "force_generic_plan", "force_custom_plan");

    /**
     * Buffers that a call may read, those inside functions counted twice. Behind an index: some for each of a few tracks, and 1,000 tracks
     * in order before that index is tried. Otherwise: of a list, 10,000 tracks in order, twice, for it says where it ended, after 10,000 of
     * another index; of a search, at four buffers each, 20,000 tracks in each of some statements.
     */
    private static final Map<String, Integer> MAX_BUFFERS =
            Map.of("list INDEX", 4_000, "list SCAN", 40_000, "search INDEX", 4_000, "search SCAN", 160_000);

    private static final String LARGE_TABLES = "audio_tracks|track_search";

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @RegisterExtension
    static final PostgresExtension NEVER_ANALYZED = new PostgresExtension();

    @BeforeAll
    static void fill() throws SQLException {
        LoistDatabase database = LoistDatabase.create(POSTGRES.dataSource());
        database.tracks().load(IntStream.range(0, ROWS).mapToObj(FiltersToMeasure::track), LoadMode.INITIAL);
        database.refreshSearch();
        POSTGRES.execute("VACUUM ANALYZE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "force_generic_plan", "force_custom_plan"})
    void filter_anyPlanMode_isBounded(String mode) throws SQLException {
        try (Calls calls = new Calls(POSTGRES, mode)) {
            FiltersToMeasure.ALL.forEach((name, filter) -> {
                calls.list(name, filter, TrackSort.CREATED);
                calls.search(name, filter, "love");
                calls.search(name, filter, "");
            });
            calls.check();
        }
    }

    @Test
    void filter_inEachOrder_isBounded() throws SQLException {
        try (Calls calls = new Calls(POSTGRES, "auto")) {
            int nth = 0;
            for (Map.Entry<String, Filter> filter : FiltersToMeasure.ALL.entrySet()) {
                calls.list(filter.getKey(), filter.getValue(), SORTS.get(nth % SORTS.size()));
                calls.list(filter.getKey(), filter.getValue(), SORTS.get(++nth % SORTS.size()));
            }
            calls.check();
        }
    }

    @Test
    void twoFilters_anyPlanMode_areBounded() throws SQLException {
        List<Calls> modes = new ArrayList<>();
        for (String mode : MODES) {
            modes.add(new Calls(POSTGRES, mode));
        }
        List<String> names = List.copyOf(FiltersToMeasure.ALL.keySet());
        int nth = 0;
        for (int i = 0; i < names.size(); i++) {
            for (int j = i + 1; j < names.size(); j++) {
                if (++nth % SHARE == 0) {
                    Filter both = both(names.get(i), names.get(j));
                    Calls calls = modes.get(nth / SHARE % MODES.size());
                    calls.list(names.get(i) + " & " + names.get(j), both, SORTS.get(nth % SORTS.size()));
                    calls.search(names.get(i) + " & " + names.get(j), both, nth % 3 == 0 ? "" : "love");
                }
            }
        }
        for (Calls calls : modes) {
            calls.check();
            calls.close();
        }
    }

    /** One filter with few tracks bounds both, unless the other one is the one that is looked up. */
    private static Filter both(String one, String other) {
        Filter first = FiltersToMeasure.named(one);
        Filter second = FiltersToMeasure.named(other);
        boolean few = first.bound() == Bound.INDEX && second.bound() == Bound.INDEX;
        return new Filter(few ? Bound.INDEX : Bound.SCAN, first.condition().andThen(second.condition()));
    }

    @Test
    void list_neverAnalyzed_isBounded() throws SQLException {
        NEVER_ANALYZED.execute("ALTER TABLE audio_tracks SET (autovacuum_enabled = false)");
        LoistDatabase.create(NEVER_ANALYZED.dataSource())
                .tracks()
                .load(IntStream.range(0, 12_000).mapToObj(FiltersToMeasure::track), LoadMode.UPSERT);
        try (Calls calls = new Calls(NEVER_ANALYZED, "auto")) {
            Filter all = new Filter(Bound.INDEX, filter -> {});
            for (TrackSort sort : TrackSort.values()) {
                calls.list("all by " + sort, all, sort);
            }
            for (String few :
                    List.of("artist, rare", "label, rare", "genre, rare", "attribute, rare", "isrc", "years, rare")) {
                calls.list(few, FiltersToMeasure.named(few), TrackSort.CREATED);
                calls.search(few, FiltersToMeasure.named(few), "rare");
            }
            calls.check();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "force_generic_plan", "force_custom_plan"})
    void knownObjects_anyPlanMode_areLookedUp(String mode) throws SQLException {
        try (Calls calls = new Calls(POSTGRES, mode)) {
            List<ObjectRef> unknown = IntStream.range(0, 100)
                    .mapToObj(nth -> new ObjectRef("loist-samples", "unknown/" + nth))
                    .toList();
            calls.measure(
                    "list",
                    Bound.INDEX,
                    "known objects",
                    () -> calls.database().journal().knownObjects(unknown));
            calls.check();
        }
    }

    @Test
    void list_fewPassAndNoIndexLeadsThere_goesOnUntilAllAreFound() {
        LoistDatabase database = LoistDatabase.create(POSTGRES.dataSource());
        TrackQuery.Builder query = TrackQuery.builder()
                .filter(TrackFilter.builder().format("wav").build())
                .descending(TrackSort.CREATED);
        List<String> found = new ArrayList<>();
        int pages = 0;
        Cursor after = null;
        do {
            Page<Track> page = database.tracks().list(query.after(after).build());
            page.items().forEach(track -> found.add(track.metadata().title()));
            after = page.next();
            pages++;
        } while (after != null);

        assertThat(found).hasSize(5).containsOnly("Rare");
        assertThat(pages).isEqualTo(ROWS / 10_000 + 1);
    }

    /** Lists and searches on a connection that tells its plans, and what was wrong with them. */
    private static final class Calls implements AutoCloseable {

        private final MeasuredCalls calls;

        Calls(PostgresExtension server, String mode) throws SQLException {
            calls = new MeasuredCalls(server, mode, LARGE_TABLES);
        }

        LoistDatabase database() {
            return calls.database();
        }

        void list(String name, Filter filter, TrackSort sort) {
            TrackQuery query =
                    TrackQuery.builder().filter(filter(filter)).descending(sort).build();
            measure("list", filter.bound(), name, () -> database().tracks().list(query));
        }

        void search(String name, Filter filter, String text) {
            SearchQuery query = SearchQuery.builder(text).filter(filter(filter)).build();
            measure("search", filter.bound(), name, () -> database().search().search(query));
        }

        private static TrackFilter filter(Filter filter) {
            TrackFilterBuilder builder = TrackFilter.builder();
            filter.condition().accept(builder);
            return builder.build();
        }

        private void measure(String kind, Bound bound, String name, Runnable call) {
            int max = Objects.requireNonNull(MAX_BUFFERS.get(kind + " " + bound));
            calls.measure(kind + " " + name, max, call);
        }

        void check() {
            assertThat(calls.wrong().keySet())
                    .as(() -> "The first plans: "
                            + calls.wrong().values().stream().limit(2).toList())
                    .isEmpty();
        }

        @Override
        public void close() throws SQLException {
            calls.close();
        }
    }
}
