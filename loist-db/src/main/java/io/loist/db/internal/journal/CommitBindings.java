package io.loist.db.internal.journal;

import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.track.Hex;
import io.loist.db.internal.track.TrackValues;
import io.loist.ingest.spi.IngestCommit;
import io.loist.object.StoredObject;
import io.loist.track.DuplicatePolicy;
import io.loist.track.Track;
import io.loist.track.TrackStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The parameters of {@link IngestSql#COMMIT}: an array for each column. */
final class CommitBindings {

    private static final List<String> TRACK_COLUMNS = columns(
            "id",
            "holder",
            "objects",
            "from_status",
            "unique_sha256",
            "unique_audio_hash",
            "spent_path",
            "spent_generation");

    private CommitBindings() {}

    static Sql bind(Scope scope, List<IngestCommit> commits) {
        List<List<@Nullable Object>> tracks = new ArrayList<>();
        List<List<@Nullable Object>> files = new ArrayList<>();
        List<List<@Nullable Object>> pictures = new ArrayList<>();
        for (IngestCommit commit : commits) {
            UUID id = commit.track().id();
            tracks.add(row(commit, TrackValues.stored(commit.track(), Instant.EPOCH)));
            if (commit.file() != null) {
                files.add(KnownFileRows.row(commit.file(), id));
            }
            commit.thumbnails().forEach((size, picture) -> pictures.add(ThumbnailRows.row(id, size, picture)));
        }
        return scope.in(IngestSql.COMMIT)
                .with("digest", UUID.randomUUID())
                .with(arrays(TRACK_COLUMNS, tracks))
                .with(arrays(KnownFileRows.COLUMNS, files))
                .with(arrays(ThumbnailRows.COLUMNS, pictures));
    }

    private static List<String> columns(String... first) {
        List<String> columns = new ArrayList<>(Arrays.asList(first));
        IngestRows.SAVED.forEach(column -> columns.add(column.column()));
        return columns;
    }

    private static List<@Nullable Object> row(IngestCommit commit, Track track) {
        boolean any = commit.policy() == DuplicatePolicy.ALLOW;
        StoredObject spent = commit.spent();
        TrackStatus from = commit.lease().claim() == null ? TrackStatus.PROCESSING : TrackStatus.COMPLETED;
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(
                track.id(),
                commit.lease().id(),
                commit.lease().objects().size(),
                from,
                any ? null : Hex.bytes(track.audioObject().sha256()),
                any ? null : Hex.bytes(track.audioHash()),
                spent == null ? null : spent.ref().uri(),
                spent == null ? null : spent.generation()));
        IngestRows.SAVED.forEach(column -> values.add(column.value(track)));
        return values;
    }

    /** Turns rows into columns, each an array of texts. */
    private static Map<String, @Nullable Object> arrays(List<String> columns, List<List<@Nullable Object>> rows) {
        Map<String, @Nullable Object> arrays = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            arrays.put(
                    columns.get(i),
                    rows.stream().map(row -> text(row.get(column))).toArray(String[]::new));
        }
        return arrays;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof byte[] binary
                ? "\\x" + HexFormat.of().formatHex(binary)
                : Objects.toString(value, null);
    }
}
