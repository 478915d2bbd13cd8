package io.loist.db.internal.search.retrieve;

import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.jdbc.SqlClause;
import io.loist.db.internal.search.SearchSql;
import io.loist.db.internal.search.query.ParsedQuery;
import io.loist.db.internal.search.query.QueryLimits;
import io.loist.db.internal.text.Fold;
import io.loist.db.internal.text.SearchWords;
import io.loist.db.internal.text.UnspacedScripts;
import io.loist.db.internal.track.TrackConditions;
import io.loist.db.internal.track.TrackOrder;
import io.loist.db.internal.track.TrackPage;
import io.loist.db.internal.track.TrackRowMapper;
import io.loist.db.internal.track.TrackSql;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which tracks may be candidates: what the filter, the namespace and the signs in the text ask for. */
public final class SearchFilter {

    private static final String NAMESPACE = "N";
    private static final Set<TrackStatus> COMPLETED = EnumSet.of(TrackStatus.COMPLETED);
    /** So many matches of a request are looked at for conditions that no index helps with. */
    private static final int MAX_VISITS = 20_000;

    private final Scope scope;
    private final TrackFilter filter;
    private final QueryLimits limits;
    private final String restriction;

    public SearchFilter(Scope scope, TrackFilter filter, ParsedQuery question) {
        this.scope = scope;
        this.filter = filter;
        this.limits = question.limits;
        this.restriction = restriction(scope.namespace(), question);
    }

    /** Returns a request's query, for tracks that have all quoted words and none of those left out. */
    String restricted(String query) {
        return restriction.isEmpty() ? query : "(" + query + ")" + restriction;
    }

    /** Returns what {@link SearchSql#CANDIDATES} takes, from the namespace on. */
    List<@Nullable Object> bindings() {
        BoundText conditions = BoundText.of(conditions(SqlClause.of("")), "$5");
        return Arrays.asList(
                scope.namespace(),
                onlyCompleted(),
                scope.sql(conditions.sql()),
                conditions.values().toArray(String[]::new),
                isByKey() ? null : MAX_VISITS);
    }

    /** Returns a statement for the best tracks that pass, of those with a high static rank. */
    SqlClause best(int limit) {
        SqlClause clause = conditions(SqlClause.of(SearchSql.BEST, scope.namespace(), onlyCompleted(), MAX_VISITS));
        return in(clause.then("ORDER BY search.rank DESC, search.track_id LIMIT ?", limit));
    }

    /** Returns a statement for tracks that pass, in no order. */
    SqlClause all(int limit) {
        SqlClause clause = conditions(SqlClause.of(SearchSql.ALL, scope.namespace(), onlyCompleted()));
        return in(clause.then("LIMIT ?", limit));
    }

    /** Returns a statement that lists all that pass in an order, to be continued as {@link TrackPage} does. */
    public SqlClause listing(TrackOrder order) {
        SqlClause all = SqlClause.of(TrackSql.list(order), scope.namespace());
        return in(TrackConditions.append(limits.append(all), filter));
    }

    /** Returns a statement that lists tracks in an order, to be continued as {@link TrackPage} does. */
    public SqlClause listingAmong(TrackOrder order, UUID[] ids) {
        return in(SqlClause.of(TrackSql.among(order), scope.namespace(), ids, scope.namespace()));
    }

    /** Returns tracks in the order of their ids; those that are gone by now are missing. */
    public List<Track> tracks(Connection connection, UUID[] ids) throws SQLException {
        if (ids.length == 0) {
            return List.of();
        }
        SqlClause clause = in(SqlClause.of(TrackSql.FIND_ALL_BY_ID, scope.namespace(), ids));
        Map<UUID, Track> tracks = new HashMap<>();
        Jdbc.query(connection, clause, TrackRowMapper::map).forEach(track -> tracks.put(track.id(), track));
        return Arrays.stream(ids).filter(tracks::containsKey).map(tracks::get).toList();
    }

    public Scope scope() {
        return scope;
    }

    private SqlClause in(SqlClause clause) {
        return new SqlClause(scope.sql(clause.sql()), clause.bindings());
    }

    /** Whether completed tracks pass and no others; the search entries know that themselves. */
    boolean onlyCompleted() {
        return filter.statuses().equals(COMPLETED);
    }

    /** Whether anything is asked for beside a status. */
    public boolean isEmpty() {
        return TrackConditions.appendButStatus(limits.append(SqlClause.of("")), filter)
                        .bindings()
                        .isEmpty()
                && filter.artwork() == TrackFilter.Artwork.ANY;
    }

    /** Appends the conditions on {@code audio_tracks AS track}, but for what {@link #onlyCompleted} says. */
    SqlClause conditions(SqlClause statement) {
        SqlClause clause = limits.append(statement);
        return onlyCompleted()
                ? TrackConditions.appendButStatus(clause, filter)
                : TrackConditions.append(clause, filter);
    }

    /** Few tracks pass, and an index leads to them. */
    private boolean isByKey() {
        return filter.title() != null
                || filter.artist() != null
                || filter.album() != null
                || filter.isrc() != null
                || filter.sha256() != null
                || filter.audioHash() != null
                || !filter.attributes().isEmpty();
    }

    /** A namespace other than the default one is in the index, so that its tracks are found among those of many others. */
    private static String restriction(String namespace, ParsedQuery question) {
        StringBuilder and = new StringBuilder();
        if (!namespace.equals(Scope.DEFAULT_NAMESPACE)) {
            and.append('&').append(CandidateQuery.lexeme(NAMESPACE + namespace));
        }
        question.slots.stream()
                .filter(slot -> slot.exact && !slot.unspaced && slot.literals == 1)
                .forEach(slot -> and.append('&').append(CandidateQuery.lexeme(slot.word)));
        for (String text : question.excluded) {
            String words = Arrays.stream(text.split(" ", -1))
                    .filter(word -> !UnspacedScripts.is(word.codePointAt(0)))
                    .map(word -> CandidateQuery.lexeme(Fold.firstChars(word, SearchWords.MAX_LEXEME)))
                    .collect(Collectors.joining("&"));
            if (!words.isEmpty() && words.indexOf('&') < 0) {
                and.append("&!").append(words);
            }
        }
        return and.toString();
    }
}
