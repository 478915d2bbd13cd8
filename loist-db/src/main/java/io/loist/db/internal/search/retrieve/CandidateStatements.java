package io.loist.db.internal.search.retrieve;

import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.search.query.ParsedQuery;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Composes the statements that retrieve candidates of one search. */
public final class CandidateStatements {

    /** The maximum number of matches whose conditions are checked if no index leads to the few tracks that meet them. */
    private static final int MAX_SCANNED = 20_000;

    private final CandidateFilter filter;
    private final RequiredLexemes required;
    private final Sql conditions;
    private final int maxScanned;

    public CandidateStatements(String namespace, CandidateFilter filter, ParsedQuery query) {
        this(namespace, filter, query, MAX_SCANNED);
    }

    CandidateStatements(String namespace, CandidateFilter filter, ParsedQuery query, int maxScanned) {
        this.filter = filter;
        this.maxScanned = maxScanned;
        this.required = new RequiredLexemes(namespace, query);
        this.conditions = filter.trackConditions();
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
        String entries = CandidateSql.MATCHES + (filter.onlyCompleted() ? "\n" + CandidateSql.COMPLETED : "");
        String partial = filter.isSelective() ? "false" : CandidateSql.MORE_THAN_SCANNED.replace("${entries}", entries);
        String scanned = filter.isSelective() ? entries : entries + "\nLIMIT :max_scanned";
        String matches = CandidateSql.MEETING_CONDITIONS
                .replace("${entries}", scanned)
                .replace("${conditions}", conditions.text());
        return Sql.of(CandidateSql.CANDIDATES.replace("${partial}", partial).replace("${matches}", matches))
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

    /** Returns the statement for tracks that meet the conditions, in no order. */
    Sql all(int limit) {
        return listing(CandidateSql.ALL).then("LIMIT :limit").with("limit", limit);
    }

    private Sql listing(String sql) {
        return Sql.of(sql.replace("${completed}", filter.onlyCompleted() ? CandidateSql.COMPLETED : ""))
                .then(conditions);
    }

    private static String supersets(CandidateQuery query) {
        return query.supersets().stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    private static String[] texts(Stream<String> texts) {
        return texts.toArray(String[]::new);
    }
}
