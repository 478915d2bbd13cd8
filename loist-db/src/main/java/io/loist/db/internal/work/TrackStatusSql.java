package io.loist.db.internal.work;

/**
 * A track's status in SQL, for statements whose {@code audio_tracks} is called {@code track}: the one of the row, unless a worker holds
 * the track. The view {@code track_status} says the same.
 */
public final class TrackStatusSql {

    /** The condition that a worker holds the track. */
    public static final String IS_LEASED = """
            track.status IN ('PENDING', 'FAILED') AND EXISTS (
              SELECT FROM ${schema}.track_queue AS lease
              WHERE lease.namespace = track.namespace AND lease.track_id = track.id AND lease.worker IS NOT NULL)""";

    /** The status. */
    public static final String STATUS = "CASE WHEN " + IS_LEASED + " THEN 'PROCESSING' ELSE track.status END";

    private TrackStatusSql() {}
}
