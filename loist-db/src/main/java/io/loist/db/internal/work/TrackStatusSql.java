package io.loist.db.internal.work;

import io.loist.track.TrackStatus;
import java.util.EnumSet;
import java.util.Set;

/**
 * A track's status in SQL, for statements whose {@code audio_tracks} is called {@code track}: the one of the row, unless a worker holds
 * the track. The view {@code track_status} says the same. A statement with it is to be
 * {@linkplain io.loist.db.internal.jdbc.Sql#replanned replanned}: a plan kept from a time when the queue was empty reads the whole
 * queue for each track.
 */
public final class TrackStatusSql {

    /** The condition that a worker holds the track. */
    public static final String IS_LEASED = """
            track.status IN ('PENDING', 'FAILED') AND EXISTS (
              SELECT FROM ${schema}.track_queue AS lease
              WHERE lease.namespace = track.namespace AND lease.track_id = track.id AND lease.worker IS NOT NULL)""";

    /** The status. */
    public static final String STATUS = "CASE WHEN " + IS_LEASED + " THEN 'PROCESSING' ELSE track.status END";

    /** The statuses in {@code audio_tracks} of tracks that a worker may hold. */
    private static final Set<TrackStatus> LEASABLE = EnumSet.of(TrackStatus.PENDING, TrackStatus.FAILED);

    private TrackStatusSql() {}

    /** Returns whether a worker may hold a track that has this status in {@code audio_tracks}. */
    public static boolean mayBeLeased(TrackStatus status) {
        return LEASABLE.contains(status);
    }

    /** Returns whether a lease can decide if a track has one of these statuses. */
    public static boolean dependsOnLease(Set<TrackStatus> statuses) {
        return statuses.contains(TrackStatus.PROCESSING) || statuses.stream().anyMatch(LEASABLE::contains);
    }
}
