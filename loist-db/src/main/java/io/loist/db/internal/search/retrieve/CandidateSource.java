package io.loist.db.internal.search.retrieve;

import java.sql.SQLException;
import java.util.List;

/** Where a search gets its candidates from. */
public interface CandidateSource {

    /** Returns what the queries find, the first query first, without the candidates that were returned before. */
    List<Candidate> fetch(List<CandidateQuery> queries) throws SQLException;

    /** Returns how many candidates the search needs. */
    CandidateLimits limits();
}
