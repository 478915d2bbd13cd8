package io.loist.db.internal.journal;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.SqlClause;
import io.loist.db.internal.track.TrackBindings;
import io.loist.db.internal.track.TrackRowMapper;
import io.loist.ingest.spi.FileFingerprint;
import io.loist.ingest.spi.KnownFiles;
import io.loist.ingest.spi.KnownFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Remembers which files tracks were made of. */
final class KnownFileRows {

    /** How many values {@link #row} has. */
    static final int ROW_COLUMNS = 4;

    private final Jdbc jdbc;
    private final Scope scope;

    KnownFileRows(Jdbc jdbc, Scope scope) {
        this.jdbc = jdbc;
        this.scope = scope;
    }

    KnownFiles recall(Collection<FileFingerprint> files) {
        byte[][] keys =
                files.stream().map(FileFingerprint::key).map(TrackBindings::bytes).toArray(byte[][]::new);
        String[] sizes = files.stream()
                .map(file -> Long.toString(file.size()))
                .distinct()
                .toArray(String[]::new);
        SqlClause known = SqlClause.of(scope.sql(JournalSql.RECALL), scope.namespace(), keys);
        SqlClause same = SqlClause.of(scope.sql(JournalSql.KNOWN_SIZES), scope.namespace(), sizes);
        return jdbc.read("recall " + files.size() + " files", connection -> {
            Map<String, KnownFile> remembered = Jdbc.query(connection, known, KnownFileRows::remembered).stream()
                    .collect(Collectors.toMap(each -> each.fingerprint().key(), Function.identity()));
            Set<Long> found = new HashSet<>(Jdbc.query(connection, same, row -> row.getLong(1)));
            return new KnownFiles(remembered, found);
        });
    }

    void remember(FileFingerprint file, UUID track) {
        List<@Nullable Object> values = new java.util.ArrayList<>(bindings(file, scope.namespace()));
        values.addAll(Arrays.asList(scope.namespace(), track));
        SqlClause remember = new SqlClause(scope.sql(JournalSql.REMEMBER), values);
        jdbc.statement(
                "remember the file of the track " + track,
                connection -> Jdbc.update(connection, remember),
                (connection, e) -> null);
    }

    /** Returns the track, key, size and time of change. */
    static List<@Nullable Object> row(FileFingerprint file, UUID track) {
        return Arrays.asList(
                track,
                TrackBindings.bytes(file.key()),
                file.size(),
                file.modified() == null ? null : TrackBindings.offset(file.modified()));
    }

    /** Returns key, namespace, size and time of change. */
    static List<@Nullable Object> bindings(@Nullable FileFingerprint file, String namespace) {
        Instant modified = file == null ? null : file.modified();
        return Arrays.asList(
                file == null ? null : TrackBindings.bytes(file.key()),
                namespace,
                file == null ? null : file.size(),
                modified == null ? null : TrackBindings.offset(modified));
    }

    private static KnownFile remembered(ResultSet row) throws SQLException {
        OffsetDateTime modified = row.getObject("modified_at", OffsetDateTime.class);
        String key = Objects.requireNonNull(TrackRowMapper.hexadecimal(row.getBytes("source_key")));
        FileFingerprint note = new FileFingerprint(key, row.getLong("size_bytes"), modified == null ? null : modified.toInstant());
        return new KnownFile(note, TrackRowMapper.map(row));
    }
}
