package io.loist.db.internal.journal;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.jdbc.TransactionSettings;
import io.loist.db.internal.track.Hex;
import io.loist.db.internal.track.TrackRowMapper;
import io.loist.ingest.spi.FileFingerprint;
import io.loist.ingest.spi.KnownFile;
import io.loist.ingest.spi.KnownFiles;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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

    /** The names of the values of {@link #row}. */
    static final List<String> COLUMNS = List.of("file_track", "file_key", "file_size", "file_modified");

    private final Jdbc jdbc;
    private final Scope scope;

    KnownFileRows(Jdbc jdbc, Scope scope) {
        this.jdbc = jdbc;
        this.scope = scope;
    }

    KnownFiles find(Collection<FileFingerprint> files) {
        Sql known = scope.in(LookupSql.KNOWN_FILES)
                .with(
                        "keys",
                        files.stream().map(FileFingerprint::key).map(Hex::bytes).toArray(byte[][]::new));
        Sql same = scope.in(LookupSql.KNOWN_SIZES)
                .with(
                        "sizes",
                        files.stream().map(FileFingerprint::size).distinct().toArray(Long[]::new));
        return jdbc.read("look up " + files.size() + " files", connection -> {
            Map<String, KnownFile> found = Jdbc.query(connection, known, KnownFileRows::known).stream()
                    .collect(Collectors.toMap(each -> each.fingerprint().key(), Function.identity()));
            Set<Long> sizes = new HashSet<>(Jdbc.query(connection, same, row -> row.getLong(1)));
            return new KnownFiles(found, sizes);
        });
    }

    void remember(FileFingerprint file, UUID track) {
        Sql remember = scope.in(LookupSql.REMEMBER)
                .with("key", Hex.bytes(file.key()))
                .with("size_bytes", file.size())
                .with(
                        "modified_at",
                        file.modified() == null ? null : file.modified().atOffset(ZoneOffset.UTC))
                .with("track_id", track);
        jdbc.statement(
                "remember the file of the track " + track,
                Jdbc.keeping(TransactionSettings.OF_NOTES, connection -> Jdbc.update(connection, remember)),
                (connection, e) -> null);
    }

    static List<@Nullable Object> row(FileFingerprint file, UUID track) {
        return Arrays.asList(
                track,
                Hex.bytes(file.key()),
                file.size(),
                file.modified() == null ? null : file.modified().atOffset(ZoneOffset.UTC));
    }

    private static KnownFile known(ResultSet row) throws SQLException {
        OffsetDateTime modified = row.getObject("modified_at", OffsetDateTime.class);
        String key = Objects.requireNonNull(Hex.text(row.getBytes("source_key")));
        FileFingerprint note =
                new FileFingerprint(key, row.getLong("size_bytes"), modified == null ? null : modified.toInstant());
        return new KnownFile(note, TrackRowMapper.map(row));
    }
}
