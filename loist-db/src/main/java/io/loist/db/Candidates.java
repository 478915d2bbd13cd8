package io.loist.db;

import io.loist.track.TrackFilter;
import io.loist.track.TrackStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Fetches tracks that may be meant from the index: bounded, filtered, in the order of their static rank. */
final class Candidates {

    /** As many candidates as one round trip needs to bring. */
    private static final int ENOUGH = Asks.FILL;

    private static final String NAMESPACE = "N";

    private final Connection connection;
    private final Scope scope;
    private final TrackFilter filter;
    private final Deadline deadline;
    private final Map<UUID, Candidate> found = new LinkedHashMap<>();
    private boolean cut;

    Candidates(Connection connection, Scope scope, TrackFilter filter, Deadline deadline) {
        this.connection = connection;
        this.scope = scope;
        this.filter = filter;
        this.deadline = deadline;
    }

    /**
     * A track that may be meant.
     *
     * @param words its folded title, artist, album, genres and other names, with | between
     */
    record Candidate(UUID id, float rank, String words) {}

    /** Adds what the requests bring, the first of them first. */
    void fetch(List<Ask> asks) throws SQLException {
        if (asks.isEmpty()) {
            return;
        }
        if (deadline.isOver()) {
            cut = true;
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(scope.sql(SearchSql.CANDIDATES))) {
            Jdbc.bind(statement, bindings(asks));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    UUID id = rows.getObject(1, UUID.class);
                    if (id == null) {
                        cut = true;
                    } else {
                        found.putIfAbsent(id, new Candidate(id, rows.getFloat(2), rows.getString(3)));
                    }
                }
            }
        }
    }

    Collection<Candidate> found() {
        return found.values();
    }

    /** Returns whether there may be more than were found. */
    boolean cut() {
        return cut;
    }

    private List<@Nullable Object> bindings(List<Ask> asks) {
        String sha256 = filter.sha256();
        return Arrays.asList(
                asks.stream().map(this::query).toArray(String[]::new),
                asks.stream().mapToInt(Ask::firstTier).toArray(),
                asks.stream().mapToInt(Ask::lastTier).toArray(),
                asks.stream().mapToInt(Ask::fill).toArray(),
                ENOUGH,
                deadline.millisLeft(),
                scope.namespace(),
                texts(filter.statuses().stream().map(TrackStatus::name).toArray(String[]::new)),
                texts(filter.formats().toArray(String[]::new)),
                filter.artist(),
                filter.album(),
                filter.genre(),
                filter.fromYear(),
                filter.toYear(),
                sha256 == null ? null : HexFormat.of().parseHex(sha256));
    }

    /** A namespace other than the default one is in the index, so that its tracks are found among those of many others. */
    private String query(Ask ask) {
        return scope.namespace().equals(LoistDatabase.DEFAULT_NAMESPACE)
                ? ask.query()
                : "(" + ask.query() + ")&" + Ask.lexeme(NAMESPACE + scope.namespace());
    }

    private static String @Nullable [] texts(String[] values) {
        return values.length == 0 ? null : values;
    }
}
