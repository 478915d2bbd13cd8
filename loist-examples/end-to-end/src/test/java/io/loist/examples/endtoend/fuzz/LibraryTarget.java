package io.loist.examples.endtoend.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loist.Cursor;
import io.loist.DatabaseException;
import io.loist.Page;
import io.loist.db.LoistDatabase;
import io.loist.db.internal.search.query.QueryParser;
import io.loist.db.internal.text.Fold;
import io.loist.internal.names.SortKey;
import io.loist.examples.endtoend.ingest.TestDatabase;
import io.loist.search.SearchFacet;
import io.loist.search.SearchQuery;
import io.loist.search.SearchResult;
import io.loist.testkit.SampleTracks;
import io.loist.track.StatusChange;
import io.loist.track.TrackFilter;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackQuery;
import io.loist.track.TrackSort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A small library on PostgreSQL, asked with damaged cursors or strange texts: it answers, or refuses the argument. */
final class LibraryTarget implements FuzzTarget {

    private static final int TRACKS = 60;
    private static final TrackSort[] SORTS = TrackSort.values();

    private final TestDatabase server = TestDatabase.create();
    private final LoistDatabase database =
            LoistDatabase.builder().jdbcUrl(server.jdbcUrl()).build();
    private final boolean ofCursors;
    private long cases;

    private LibraryTarget(boolean ofCursors) {
        this.ofCursors = ofCursors;
        for (int i = 0; i < TRACKS; i++) {
            database.tracks()
                    .save(SampleTracks.builder(TrackMetadata.builder("Title " + i + " \u5929\u4f7f Caf\u00e9")
                                    .artist(i % 3 == 0 ? null : "Sigur R\u00f3s " + i % 7)
                                    .album(i % 4 == 0 ? null : "\u00c1g\u00e6tis byrjun")
                                    .genres("Rock", "\u041f\u043e\u043f")
                                    .year(i % 5 == 0 ? null : 1970 + i)
                                    .build())
                            .build());
        }
        database.refreshSearch();
    }

    static LibraryTarget ofCursors() {
        return new LibraryTarget(true);
    }

    static LibraryTarget ofTexts() {
        return new LibraryTarget(false);
    }

    @Override
    public List<byte[]> seeds() {
        if (!ofCursors) {
            return Stream.of(
                            "sigur ros", "title:\"caf\u00e9\" -rock year:1970..1979", "\u5929\u4f7f OR \u041f\u043e\u043f",
                            "duration:3:00..4:30 format:flac", "AC/DC", "\u30c6\u30f3\u30b7", "artist:\"sigur ros\" 1")
                    .map(text -> text.getBytes(UTF_8))
                    .toList();
        }
        List<byte[]> seeds = new ArrayList<>();
        for (int kind = 0; kind < SORTS.length + 2; kind++) {
            Cursor next = ask(kind, null);
            if (next != null) {
                byte[] content = Base64.getUrlDecoder().decode(next.token());
                byte[] seed = new byte[content.length + 1];
                seed[0] = (byte) kind;
                System.arraycopy(content, 0, seed, 1, content.length);
                seeds.add(seed);
            }
        }
        return seeds;
    }

    @Override
    public List<byte[]> words() {
        return Stream.of(
                        "\0", "=", "-", "\0=", "\0-", "NaN", "Infinity", "-1", "1e400", "+999999999-12-31T23:59:59Z",
                        "9223372036854775808", "00000000-0000-0000-0000-000000000000", "\u0000", "\ue000", "\ue001",
                        "\u0301\u0301\u0301", "\ufdfa", "\u200d", "\"", " OR ", "-\"", "artist:", "year:", "..",
                        "duration:", ":", "%", "_", "\\", "'", "$$", ";--", "&", "|", "!", "<->", "(", "*", "\u0130", "\u00df",
                        "\uac00", "\u1100\u1161", "\u304c", "\u0e01\u0e33", "\ud83c\uddef\ud83c\uddf5", "\u05d0", "\u0627\u0644")
                .map(word -> word.getBytes(UTF_8))
                .toList();
    }

    @Override
    public Duration limit() {
        return Duration.ofSeconds(2);
    }

    @Override
    public String run(byte[] input) {
        return ofCursors ? turnPage(input) : search(input);
    }

    private String turnPage(byte[] input) {
        if (input.length < 2) {
            return "short";
        }
        byte[] content = new byte[input.length - 1];
        System.arraycopy(input, 1, content, 0, content.length);
        boolean isToken = input[0] < 0;
        int kind = Math.floorMod(input[0], SORTS.length + 2);
        try {
            Cursor cursor = new Cursor(
                    isToken
                            ? new String(content, UTF_8)
                            : Base64.getUrlEncoder().withoutPadding().encodeToString(content));
            return kind + (ask(kind, cursor) == null ? " last" : " next");
        } catch (IllegalArgumentException e) {
            return kind + String.valueOf(e.getMessage()).replaceAll("[0-9]+", "N");
        } catch (DatabaseException e) {
            if (e.code().equals("FEED_RESTARTED")) {
                return e.code(); // a cursor of another time, for all that can be known
            }
            throw e;
        }
    }

    private @Nullable Cursor ask(int kind, @Nullable Cursor after) {
        if (kind == SORTS.length) {
            return database.search()
                    .search(SearchQuery.builder("title").limit(2).after(after).build())
                    .page()
                    .next();
        }
        if (kind == SORTS.length + 1) {
            Page<StatusChange> page = database.statusFeed().changes(after, 2);
            return page.next();
        }
        return database.tracks()
                .list(TrackQuery.builder()
                        .ascending(SORTS[kind])
                        .limit(2)
                        .after(after)
                        .build())
                .next();
    }

    private String search(byte[] input) {
        // Lone surrogates cannot be written in UTF-8
        String text = new String(input, UTF_8).replace('\ue000', '\ud800').replace('\ue001', '\udc00');
        StringBuilder outcome = new StringBuilder();
        outcome.append(QueryParser.parse(text).terms().size());
        String folded = Fold.fold(text);
        if (!Fold.fold(folded).equals(folded)) {
            outcome.append(" folded differently again");
        }
        Objects.requireNonNull(SortKey.of(text));
        try {
            SearchResult result = database.search()
                    .search(SearchQuery.builder(text)
                            .total()
                            .highlights()
                            .explanations()
                            .facets(SearchFacet.values())
                            .build());
            outcome.append(" found ").append(result.page().items().size());
            outcome.append(" suggested ")
                    .append(database.search().suggest(text).toString().length() > 40);
        } catch (IllegalArgumentException e) {
            outcome.append(String.valueOf(e.getMessage()).replaceAll("\".*\"|[0-9]+", "N"));
        }
        cases++;
        if (cases % 20 == 0) {
            outcome.append(store(text));
        }
        return outcome.toString();
    }

    /** Saves a track of this name, and lists the tracks that have it. */
    private String store(String text) {
        try {
            TrackMetadata named =
                    TrackMetadata.builder(text).artist(text).album(text).genres(text).build();
            UUID id = database.tracks()
                    .save(SampleTracks.builder(named).build())
                    .id();
            TrackFilter same = TrackFilter.builder().anyStatus().title(text).artist(text).genre(text).build();
            boolean isListed = database.tracks()
                    .list(TrackQuery.builder().filter(same).limit(200).build())
                    .items()
                    .stream()
                    .anyMatch(track -> track.id().equals(id));
            database.tracks().deleteRow(id);
            if (!isListed) {
                throw new IllegalStateException("a track is not listed by its own names");
            }
            return " stored";
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage()).replaceAll("\".*\"|[0-9]+", "N");
        }
    }

    @Override
    public void close() {
        database.close();
        server.close();
    }
}
