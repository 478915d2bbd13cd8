package io.loist.db.internal.track;

import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.jdbc.TransactionSettings;
import io.loist.db.internal.track.TrackLookup.Expectation;
import io.loist.track.TrackFilter;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The tracks that a list consists of, and the statements that read some of them. To read until enough tracks pass a filter may be to
 * read all tracks there are. So there are two ways, which leave the server no choice: in order, a limited number of tracks; or by
 * an index to the tracks that meet one of the conditions, if they are few.
 */
public final class ListedTracks {

    /** Maximum number of tracks that are read for a page, whether they pass or not. */
    static final int MAX_SCANNED = 10_000;

    /** Maximum number of tracks that are read in order before the number of tracks that an index leads to is counted. */
    static final int MAX_SCANNED_FIRST = 1_000;

    private static final String IN_NAMESPACE =
            "SELECT track.* FROM ${schema}.audio_tracks AS track WHERE track.namespace = :namespace";

    private static final String READ = "SELECT ${columns}, false AS is_end FROM (${tracks} LIMIT :limit) AS track";

    /** The last row, unless there are enough before it, says how far the statement read, if there is more to read. */
    private static final String READ_FILTERED = """
            (SELECT ${columns}, false AS is_end FROM (${tracks} LIMIT :max_scanned) AS track
             WHERE true
             ${conditions}
             ${sorting} LIMIT :limit)
            UNION ALL
            (SELECT ${columns}, true FROM (${tracks} LIMIT 1 OFFSET :max_scanned - 1) AS track)
            LIMIT :limit
            """;

    /** Sorts after reading, so that the server does not use an index on the order. */
    private static final String READ_AMONG = """
            WITH among AS MATERIALIZED (${tracks})
            SELECT ${columns}, false AS is_end FROM among AS track
            WHERE track.namespace = :namespace
            ${conditions}
            ${sorting} LIMIT :limit
            """;

    private final Scope scope;
    private final TrackFilter filter;
    private final Sql conditions;
    private final UUID @Nullable [] ids;
    private final @Nullable TrackLookup lookup;

    private ListedTracks(Scope scope, TrackFilter filter, Sql conditions, UUID @Nullable [] ids) {
        this.scope = scope;
        this.filter = filter;
        this.conditions = conditions;
        this.ids = ids;
        this.lookup = TrackLookup.of(filter);
    }

    /**
     * Returns the tracks that pass a filter.
     *
     * @param conditions the conditions of the filter, and perhaps more
     */
    public static ListedTracks of(Scope scope, TrackFilter filter, Sql conditions) {
        return new ListedTracks(scope, filter, conditions, null);
    }

    /** Returns the tracks with these ids. */
    public static ListedTracks among(Scope scope, UUID[] ids) {
        return new ListedTracks(scope, TrackFilter.all(), Sql.of(""), ids);
    }

    /** Returns whether tracks without a value in the sort column do not pass. */
    boolean hasConditionOn(TrackOrder order) {
        return !TrackConditions.on(filter, order.column()).text().isEmpty();
    }

    /** Returns whether an index leads to tracks of which these are some, and they are expected to be so many or so few. */
    boolean hasLookup(Expectation expectation) {
        return lookup != null && lookup.expectation() == expectation;
    }

    Sql count(TrackLookup by) {
        return scope.in(by.count(MAX_SCANNED));
    }

    @Nullable
    TrackLookup lookup() {
        return lookup;
    }

    /** Returns a statement for the tracks that the index leads to. */
    Sql byLookup(TrackLookup by, TrackPart part) {
        Sql more = Sql.joined("\n", List.of(conditions, part.restriction()));
        return statement(TransactionSettings.READ_BY_INDEX + READ_AMONG, by.tracks(), more, part);
    }

    /** Returns a statement for the tracks in their order, of which it reads a maximum number. */
    Sql inOrder(TrackPart part, int maxScanned) {
        if (ids != null) {
            Sql tracks = Sql.of(IN_NAMESPACE).then("AND track.id = ANY (:ids)").with("ids", ids);
            return statement(READ_AMONG, tracks, part.restriction(), part);
        }
        Sql tracks = Sql.joined(
                "\n",
                List.of(
                        Sql.of(IN_NAMESPACE),
                        TrackConditions.on(filter, part.order().column()),
                        part.restriction(),
                        Sql.of(part.sorting())));
        String read = conditions.text().isEmpty() ? READ : READ_FILTERED;
        return statement(TransactionSettings.READ_IN_ORDER + read, tracks, conditions, part)
                .with("max_scanned", maxScanned);
    }

    private Sql statement(String template, Sql tracks, Sql conditions, TrackPart part) {
        Sql columns = TrackSql.listed(part.order(), filter.statuses());
        String text = template.replace("${tracks}", tracks.text())
                .replace("${columns}", columns.text())
                .replace("${conditions}", conditions.text())
                .replace("${sorting}", part.sorting());
        Sql filled =
                Sql.of(text).with(tracks.values()).with(conditions.values()).with("limit", part.limit());
        return scope.in(columns.isReplanned() ? filled.replanned() : filled);
    }
}
