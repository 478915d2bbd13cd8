package io.loist.db.internal.journal;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.SqlClause;
import io.loist.db.internal.track.DuplicateFinder;
import io.loist.db.internal.track.TrackBindings;
import io.loist.db.internal.track.TrackColumns;
import io.loist.db.internal.track.TrackRowMapper;
import io.loist.db.internal.track.TrackWriter;
import io.loist.db.internal.work.ClaimQuery;
import io.loist.ingest.spi.IngestStart;
import io.loist.ingest.spi.IngestCommit;
import io.loist.ingest.spi.IngestLease;
import io.loist.track.DuplicatePolicy;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Begins and ends the writing of several new tracks in one transaction each: what {@link IngestTransactions} does for one. */
final class GroupedIngestTransactions {

    /** Track, holder, number of objects, the two hashes that no other track may have, and what a new track did not have before. */
    private static final int ENDING_COLUMNS = 5 + TrackColumns.count(IngestTransactions.NEW);

    private final Jdbc jdbc;
    private final Scope scope;
    private final Clock clock;
    private final DuplicateFinder taken;
    private final TrackWriter writer;

    GroupedIngestTransactions(Jdbc jdbc, Scope scope, Clock clock) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.clock = clock;
        this.taken = new DuplicateFinder(scope);
        this.writer = new TrackWriter(scope, taken);
    }

    List<IngestLease> begin(List<IngestStart> some, Duration lease) {
        List<IngestLease> writings = some.stream()
                .map(each -> new IngestLease(NewTrack.nextId(), each.track().id(), null, each.objects()))
                .toList();
        Instant now = now();
        List<Track> tracks = some.stream()
                .map(each -> TrackBindings.stored(each.track(), now))
                .toList();
        SqlClause note = note(writings, lease);
        return jdbc.inTransaction(
                "begin to take in " + some.size() + " tracks",
                connection -> {
                    writer.insert(connection, tracks);
                    Jdbc.update(connection, note);
                    return writings;
                },
                (connection, e) -> taken.inserting(connection, tracks, e));
    }

    private SqlClause note(List<IngestLease> writings, Duration lease) {
        List<String> paths = new ArrayList<>();
        List<UUID> holders = new ArrayList<>();
        List<UUID> tracks = new ArrayList<>();
        for (IngestLease writing : writings) {
            for (String path : IngestTransactions.paths(writing.objects())) {
                paths.add(path);
                holders.add(writing.id());
                tracks.add(writing.track());
            }
        }
        return SqlClause.of(
                scope.sql(JournalSql.NOTE_TOGETHER),
                scope.namespace(),
                ClaimQuery.micros(lease),
                paths.toArray(String[]::new),
                holders.toArray(UUID[]::new),
                tracks.toArray(UUID[]::new));
    }

    Map<UUID, Track> commit(List<IngestCommit> some) {
        SqlClause finish = finish(some);
        return jdbc
                .statement(
                        "finish " + some.size() + " tracks",
                        connection -> Jdbc.query(connection, finish, TrackRowMapper::map),
                        (connection, e) -> null)
                .stream()
                .collect(Collectors.toMap(Track::id, Function.identity()));
    }

    private SqlClause finish(List<IngestCommit> some) {
        Instant now = now();
        List<List<@Nullable Object>> endings = new ArrayList<>();
        List<List<@Nullable Object>> files = new ArrayList<>();
        List<List<@Nullable Object>> pictures = new ArrayList<>();
        for (IngestCommit completion : some) {
            UUID track = completion.track().id();
            endings.add(ending(completion, TrackBindings.stored(completion.track(), now)));
            if (completion.file() != null) {
                files.add(KnownFileRows.row(completion.file(), track));
            }
            completion.thumbnails().forEach((size, picture) -> pictures.add(ThumbnailRows.row(track, size, picture)));
        }
        String namespace = scope.namespace();
        UUID[] holders =
                some.stream().map(completion -> completion.lease().id()).toArray(UUID[]::new);
        List<@Nullable Object> values = new ArrayList<>(columns(endings, ENDING_COLUMNS));
        values.addAll(Arrays.asList(namespace, holders, TrackBindings.offset(now), namespace, namespace, namespace));
        values.add(namespace);
        values.add(namespace);
        values.addAll(columns(files, KnownFileRows.ROW_COLUMNS));
        values.add(namespace);
        values.addAll(columns(pictures, ThumbnailRows.ROW_COLUMNS));
        return new SqlClause(scope.sql(JournalSql.FINISH_TOGETHER), values);
    }

    private static List<@Nullable Object> ending(IngestCommit completion, Track track) {
        boolean any = completion.policy() == DuplicatePolicy.ALLOW;
        byte[] sha256 = TrackBindings.bytes(track.audioObject().sha256());
        byte[] audioHash = TrackBindings.bytes(track.audioHash());
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(
                track.id(),
                completion.lease().id(),
                completion.lease().objects().size(),
                any ? null : sha256,
                any ? null : audioHash,
                audioHash));
        TrackBindings.addObject(values, track.audioObject());
        TrackBindings.addObject(values, track.artworkObject());
        return values;
    }

    /** Turns rows into columns, as one array of texts for each. */
    private static List<@Nullable Object> columns(List<List<@Nullable Object>> rows, int count) {
        List<@Nullable Object> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int column = i;
            columns.add(rows.stream().map(row -> text(row.get(column))).toArray(String[]::new));
        }
        return columns;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof byte[] binary
                ? "\\x" + HexFormat.of().formatHex(binary)
                : Objects.toString(value, null);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
