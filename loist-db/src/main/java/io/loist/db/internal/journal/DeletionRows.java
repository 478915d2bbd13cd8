package io.loist.db.internal.journal;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.work.WorkRules;
import io.loist.ingest.spi.IngestLease;
import io.loist.ingest.spi.PendingDeletion;
import io.loist.ingest.spi.TrackDeletion;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.track.NewTrack;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The objects that are to be deleted. */
final class DeletionRows {

    private final Jdbc jdbc;
    private final Scope scope;
    private final ThumbnailRows thumbnails;

    DeletionRows(Jdbc jdbc, Scope scope, ThumbnailRows thumbnails) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.thumbnails = thumbnails;
    }

    List<PendingDeletion> abandon(IngestLease abandoned, Duration lease) {
        UUID holder = NewTrack.nextId();
        Sql lock = scope.in(DeletionSql.LOCK).with("holder", abandoned.id());
        Sql abandon = claim(DeletionSql.ABANDON, holder, lease);
        return jdbc.statement(
                "abandon the track " + abandoned.track(),
                connection -> Jdbc.queryLocked(connection, lock, abandon, row -> pending(row, holder)),
                (connection, e) -> null);
    }

    List<PendingDeletion> claim(int max, Duration lease) {
        UUID holder = NewTrack.nextId();
        Sql claim = claim(DeletionSql.CLAIM_DELETIONS, holder, lease).with("max", max);
        return jdbc.statement(
                "claim objects that are to be deleted",
                connection -> Jdbc.query(connection, claim, row -> pending(row, holder)),
                (connection, e) -> null);
    }

    private Sql claim(String sql, UUID holder, Duration lease) {
        return scope.in(sql).with("new_holder", holder).with("lease_micros", WorkRules.micros(lease));
    }

    private static PendingDeletion pending(ResultSet row, UUID holder) throws SQLException {
        return new PendingDeletion(ObjectRef.parse(row.getString("path")), row.getLong("generation"), holder);
    }

    List<PendingDeletion> renew(List<PendingDeletion> deletions, Duration lease) {
        Sql renew = of(DeletionSql.RENEW_DELETIONS, deletions).with("lease_micros", WorkRules.micros(lease));
        Set<ObjectRef> held = new HashSet<>(jdbc.statement(
                "renew the leases of " + deletions.size() + " objects",
                connection -> Jdbc.query(connection, renew, row -> ObjectRef.parse(row.getString("path"))),
                (connection, e) -> null));
        return deletions.stream().filter(each -> held.contains(each.ref())).toList();
    }

    void confirm(List<PendingDeletion> deleted) {
        Sql confirm = of(DeletionSql.CONFIRM_DELETIONS, deleted);
        jdbc.statement(
                "confirm the deletion of " + deleted.size() + " objects",
                connection -> Jdbc.update(connection, confirm),
                (connection, e) -> null);
    }

    private Sql of(String sql, List<PendingDeletion> deletions) {
        return scope.in(sql)
                .with(
                        "holders",
                        deletions.stream()
                                .map(PendingDeletion::holder)
                                .distinct()
                                .toArray(UUID[]::new))
                .with(
                        "paths",
                        IngestRows.paths(
                                deletions.stream().map(PendingDeletion::ref).toList()));
    }

    TrackDeletion delete(UUID id, Predicate<ObjectRef> own, Duration lease) {
        UUID holder = NewTrack.nextId();
        Sql record = scope.in(DeletionSql.RECORD_DELETION)
                .with("holder", holder)
                .with("lease_micros", WorkRules.micros(lease));
        Sql delete = scope.in(DeletionSql.DELETE).with("id", id);
        return jdbc.inTransaction("delete the track " + id, connection -> {
            List<PendingDeletion> candidates = new ArrayList<>();
            for (StoredObject picture : thumbnails.ofLocked(connection, id)) {
                candidates.add(new PendingDeletion(picture.ref(), picture.generation(), holder));
            }
            List<List<PendingDeletion>> found = Jdbc.query(connection, delete, row -> objects(row, holder));
            found.forEach(objects ->
                    objects.stream().filter(object -> own.test(object.ref())).forEach(candidates::add));
            List<PendingDeletion> recorded = new ArrayList<>();
            for (PendingDeletion object : candidates) {
                if (record(connection, record, object)) {
                    recorded.add(object);
                }
            }
            return new TrackDeletion(!found.isEmpty(), recorded);
        });
    }

    /** Returns whether this caller may delete the object; it may not if another process is writing it. */
    private static boolean record(Connection connection, Sql record, PendingDeletion object) throws SQLException {
        Sql sql = record.with("path", object.ref().uri()).with("generation", object.generation());
        return Jdbc.update(connection, sql) > 0;
    }

    private static List<PendingDeletion> objects(ResultSet row, UUID holder) throws SQLException {
        List<PendingDeletion> objects = new ArrayList<>();
        add(objects, row.getString("audio_gcs_path"), row.getLong("audio_generation"), holder);
        add(objects, row.getString("thumbnail_gcs_path"), row.getLong("artwork_generation"), holder);
        return objects;
    }

    private static void add(List<PendingDeletion> objects, @Nullable String path, long generation, UUID holder) {
        if (path != null) {
            objects.add(new PendingDeletion(ObjectRef.parse(path), generation, holder));
        }
    }
}
