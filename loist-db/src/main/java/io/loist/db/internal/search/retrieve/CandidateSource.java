package io.loist.db.internal.search.retrieve;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Where a search gets its candidates from. */
public interface CandidateSource {

    /** Adds what the queries find, the first query first. */
    void fetch(List<CandidateQuery> queries) throws SQLException;

    /** Returns all candidates found so far. */
    Collection<Candidate> found();

    /** Returns how many candidates the search needs. */
    CandidateLimits limits();
}
