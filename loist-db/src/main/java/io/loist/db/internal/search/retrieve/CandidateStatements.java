package io.loist.db.internal.search.retrieve;

import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.search.query.ParsedQuery;
import io.loist.db.internal.track.TrackLookup;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Composes the statements that retrieve candidates of one search. */
public final class CandidateStatements {

    /** The maximum number of tracks whose conditions are checked if no index leads to the few tracks that meet them. */
    private static final int MAX_SCANNED = 20_000;

    /** The maximum number of tracks that are looked up by an index before they are searched. */
    private static final int MAX_LOOKED_UP = 5_000;

    private final CandidateFilter filter;
    private final RequiredLexemes required;
    private final Sql conditions;
    private final int maxScanned;
    /** Null if tracks are not looked up. */
    private final @Nullable TrackLookup lookup;

    public CandidateStatements(String namespace, CandidateFilter filter, ParsedQuery query) {
        this(namespace, filter, query, MAX_SCANNED);
    }

    CandidateStatements(String namespace, CandidateFilter filter, ParsedQuery query, int maxScanned) {
        this.filter = filter;
        this.maxScanned = maxScanned;
        this.required = new RequiredLexemes(namespace, query);
        this.conditions = filter.trackConditions();
        this.lookup = null;
    }

    private CandidateStatements(CandidateStatements other, TrackLookup lookup) {
        this.filter = other.filter;
        this.maxScanned = other.maxScanned;
        this.required = other.required;
        this.conditions = other.conditions;
        this.lookup = lookup;
    }

    /** Returns a statement for the number of tracks that an index leads to, up to one more than {@link #lookingUp} takes; null if none does. */
    @Nullable
    Sql countOfLookup() {
        TrackLookup by = TrackLookup.of(filter.filter());
        return by == null ? null : by.count(MAX_LOOKED_UP);
    }

    /** Returns the statements for this number of tracks that an index leads to: these, or those that look them up if they are few. */
    CandidateStatements lookingUp(int count) {
        TrackLookup by = TrackLookup.of(filter.filter());
        return by == null || count > MAX_LOOKED_UP ? this : new CandidateStatements(this, by);
    }

    /**
     * Returns the statement that runs these queries.
     *
     * @param enough the number of candidates after which no other query starts
     */
    Sql candidates(List<CandidateQuery> queries, int enough, double timeoutMillis) {
        return candidates()
                .with("tsqueries", texts(queries.stream().map(query -> required.restrict(query.tsquery()))))
                .with(
                        "first_tiers",
                        queries.stream().map(CandidateQuery::firstTier).toArray(Integer[]::new))
                .with(
                        "last_tiers",
                        queries.stream().map(CandidateQuery::lastTier).toArray(Integer[]::new))
                .with("limits", queries.stream().map(CandidateQuery::limit).toArray(Integer[]::new))
                .with("supersets", texts(queries.stream().map(CandidateStatements::supersets)))
                .with("enough", enough)
                .with("timeout_ms", timeoutMillis);
    }

    /** Returns whether candidates must meet conditions that their entries cannot answer. */
    boolean hasConditions() {
        return !conditions.text().isEmpty();
    }

    private Sql candidates() {
        if (!hasConditions()) {
            return CandidateSql.WITHOUT_CONDITIONS.with("only_completed", filter.onlyCompleted());
        }
        if (lookup != null) {
            return lookedUp(CandidateSql.CANDIDATES
                    .replace("${partial}", "false")
                    .replace("${matches}", CandidateSql.MATCHES_LOOKED_UP)
                    .replace("${looked_up}", CandidateSql.LOOKED_UP.strip() + ", "));
        }
        String entries = CandidateSql.MATCHES + (filter.onlyCompleted() ? "\n" + CandidateSql.COMPLETED : "");
        String matches = CandidateSql.MEETING_CONDITIONS
                .replace("${entries}", entries + "\nLIMIT :max_scanned")
                .replace("${conditions}", conditions.text());
        String partial = CandidateSql.MORE_THAN_SCANNED.replace("${entries}", entries);
        return Sql.of(CandidateSql.CANDIDATES
                        .replace("${looked_up}", "")
                        .replace("${partial}", partial)
                        .replace("${matches}", matches))
                .with(conditions.values())
                .with("max_scanned", maxScanned);
    }

    /** Returns the conditions that a stale row must meet to be a candidate. */
    Sql pendingConditions() {
        return filter.all();
    }

    /** Returns the statement for the best tracks that meet the conditions, of those with a high static rank. */
    Sql best(int limit) {
        return listing(CandidateSql.BEST)
                .then("ORDER BY entry.rank DESC, entry.track_id LIMIT :limit")
                .with("max_scanned", maxScanned)
                .with("limit", limit);
    }

    /** Returns whether {@link #rest} returns all tracks that meet the conditions. */
    boolean isLookingUp() {
        return lookup != null;
    }

    /** Returns the statement for more tracks that meet the conditions: all of them, or those among the newest. */
    Sql rest(int limit) {
        if (lookup != null) {
            return lookedUp(CandidateSql.ALL_LOOKED_UP.replace("${looked_up}", CandidateSql.LOOKED_UP))
                    .with("limit", limit);
        }
        return Sql.joined(
                        "\n",
                        List.of(
                                Sql.of("("),
                                listing(CandidateSql.NEWEST),
                                Sql.of("LIMIT :limit)"),
                                Sql.of(CandidateSql.MORE_THAN_NEWEST)))
                .with("limit", limit)
                .with("max_scanned", maxScanned);
    }

    private Sql lookedUp(String sql) {
        Sql tracks = Objects.requireNonNull(lookup).tracks();
        return Sql.of(completed(sql).replace("${tracks}", tracks.text()).replace("${conditions}", conditions.text()))
                .with(tracks.values())
                .with(conditions.values());
    }

    private String completed(String sql) {
        return sql.replace("${completed}", filter.onlyCompleted() ? CandidateSql.COMPLETED : "");
    }

    private Sql listing(String sql) {
        return Sql.of(completed(sql)).then(conditions);
    }

    private static String supersets(CandidateQuery query) {
        return query.supersets().stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    private static String[] texts(Stream<String> texts) {
        return texts.toArray(String[]::new);
    }
}
