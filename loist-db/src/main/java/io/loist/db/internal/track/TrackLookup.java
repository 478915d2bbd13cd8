package io.loist.db.internal.track;

import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.jdbc.TransactionSettings;
import io.loist.track.MusicBrainzEntity;
import io.loist.track.TrackFilter;
import io.loist.track.TrackStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The condition of a filter by which an index leads to the tracks that meet it, if they are few: the one that usually has the
 * fewest. One alone, so that no estimate of the server decides which index it reads, and how many of its rows are in vain.
 *
 * @param condition the condition; other namespaces may have tracks that meet it
 * @param expectation whether few tracks usually meet it
 */
public record TrackLookup(Sql condition, Expectation expectation) {

    /** How many tracks usually meet a condition. */
    public enum Expectation {
        /** A handful, or hundreds. */
        FEW,
        /** Perhaps a great part of all. */
        MANY
    }

    private static final String IN_NAMESPACE = "track.namespace = :namespace ";

    /** The expression of the index {@code audio_tracks_lookup_idx}. */
    private static final String HAS_KEYS = """
            ${schema}.loist_lookup_keys(track.namespace, track.filter_keys, track.mb_recording_id, track.mb_track_id,
              track.mb_release_id, track.mb_release_group_id, track.mb_work_id) @> (:lookup_keys::text[] || ('N' || :namespace::text))""";

    private static final Map<MusicBrainzEntity, String> KINDS = Map.of(
            MusicBrainzEntity.RECORDING, "r",
            MusicBrainzEntity.TRACK, "t",
            MusicBrainzEntity.RELEASE, "e",
            MusicBrainzEntity.RELEASE_GROUP, "g",
            MusicBrainzEntity.WORK, "w");

    /** Returns the condition to look tracks up by, or null if an index leads to no condition of the filter. */
    public static @Nullable TrackLookup of(TrackFilter filter) {
        for (String column : List.of("audio_sha256", "audio_hash", "isrcs", "title_key", "album_key", "artist_key")) {
            TrackLookup lookup = on(filter, column, Expectation.FEW);
            if (lookup != null) {
                return lookup;
            }
        }
        List<String> keys = keys(filter);
        if (!keys.isEmpty()) {
            boolean onlyGenre = keys.size() == 1 && filter.genre() != null;
            Sql condition = Sql.of(HAS_KEYS).with("lookup_keys", keys.toArray(String[]::new));
            return new TrackLookup(condition, onlyGenre ? Expectation.MANY : Expectation.FEW);
        }
        TrackLookup byAttributes = on(filter, "attributes", Expectation.FEW);
        if (byAttributes != null) {
            return byAttributes;
        }
        if (!filter.statuses().isEmpty() && !filter.statuses().contains(TrackStatus.COMPLETED)) {
            Sql open =
                    Sql.of(IN_NAMESPACE + "AND track.status <> 'COMPLETED' AND track.status = ANY (:shown_statuses)");
            return new TrackLookup(
                    open.with("shown_statuses", TrackConditions.shownStatuses(filter)), Expectation.MANY);
        }
        for (TrackOrder order : TrackOrder.values()) {
            TrackLookup lookup = on(filter, order.column(), Expectation.MANY);
            if (lookup != null) {
                return lookup;
            }
        }
        return null;
    }

    private static @Nullable TrackLookup on(TrackFilter filter, String column, Expectation expectation) {
        Sql condition = TrackConditions.on(filter, column);
        if (condition.text().isEmpty()) {
            return null;
        }
        // Indexes of arrays and documents do not have the namespace
        boolean ofAll = column.equals("isrcs") || column.equals("attributes");
        return new TrackLookup(Sql.of(ofAll ? "true " : IN_NAMESPACE).then(condition), expectation);
    }

    /** Returns a statement for how many tracks meet the condition; any number over the maximum is one more than that. */
    public Sql count(int max) {
        String tracks = "SELECT FROM ${schema}.audio_tracks AS track WHERE " + condition.text();
        String count = "SELECT count(*) FROM (" + tracks + " LIMIT :max_counted + 1) AS one";
        return Sql.of(TransactionSettings.READ_BY_INDEX + count)
                .with(condition.values())
                .with("max_counted", max);
    }

    /** Returns a statement for the tracks that meet the condition. */
    public Sql tracks() {
        return Sql.of("SELECT track.* FROM ${schema}.audio_tracks AS track WHERE")
                .then(condition);
    }

    private static List<String> keys(TrackFilter filter) {
        List<String> keys = new ArrayList<>(List.of(FilterKeys.of(filter)));
        for (Map.Entry<MusicBrainzEntity, UUID> id : filter.musicBrainz().entrySet()) {
            keys.add(KINDS.get(id.getKey()) + id.getValue());
        }
        return keys;
    }
}
