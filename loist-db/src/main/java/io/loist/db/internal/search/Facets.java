package io.loist.db.internal.search;

import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.search.statement.SearchStatements;
import io.loist.search.SearchFacet;
import io.loist.search.SearchResult;
import io.loist.search.SearchResult.Count;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts hits by facets. */
final class Facets {

    private Facets() {}

    /** Returns the greatest counts of each facet; one statement, or none if there are no facets. */
    static Map<SearchFacet, List<Count>> count(
            SearchStatements statements, Set<SearchFacet> facets, RankedCandidates found) throws SQLException {
        Map<SearchFacet, List<Count>> counts = new EnumMap<>(SearchFacet.class);
        facets.forEach(facet -> counts.put(facet, new ArrayList<>()));
        if (counts.isEmpty()) {
            return counts;
        }
        Sql sql = Sql.of(FacetSql.COUNT)
                .with("ids", found.ids())
                .with("facets", facets.stream().map(SearchFacet::name).toArray(String[]::new))
                .with("max", SearchResult.MAX_COUNTS);
        statements.query(
                sql,
                row -> counts.computeIfAbsent(SearchFacet.valueOf(row.getString("facet")), facet -> new ArrayList<>())
                        .add(new Count(row.getString("value"), row.getInt("hits"))));
        counts.replaceAll((facet, values) -> List.copyOf(values));
        return counts;
    }
}
