package io.loist.db.internal.search.retrieve;

import io.loist.db.internal.jdbc.Sql;
import io.loist.db.internal.search.query.QueryConditions;
import io.loist.db.internal.track.TrackConditions;
import io.loist.track.TrackFilter;
import io.loist.track.TrackStatus;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tracks may be candidates, whatever their words.
 *
 * @param filter the filter of the search
 * @param conditions the conditions in its text
 */
public record CandidateFilter(TrackFilter filter, QueryConditions conditions) {

    private static final Set<TrackStatus> COMPLETED = EnumSet.of(TrackStatus.COMPLETED);

    /** Returns whether the status is the only condition. */
    public boolean isEmpty() {
        return conditions.isEmpty()
                && TrackConditions.exceptStatus(filter).text().isEmpty();
    }

    /** Returns all conditions on {@code audio_tracks AS track}, each after {@code AND}. */
    public Sql all() {
        return Sql.joined("\n", List.of(textConditions(), TrackConditions.of(filter)));
    }

    /** Returns the statuses that the tracks may have; empty for all. */
    public Set<TrackStatus> statuses() {
        return filter.statuses();
    }

    /** Returns whether completed tracks match and no others; search entries know the status themselves. */
    boolean onlyCompleted() {
        return filter.statuses().equals(COMPLETED);
    }

    /** Returns the conditions that a search entry cannot answer, each after {@code AND}; empty text if there are none. */
    Sql trackConditions() {
        Sql others = onlyCompleted() ? TrackConditions.exceptStatus(filter) : TrackConditions.of(filter);
        return Sql.joined("\n", List.of(textConditions(), others));
    }

    private Sql textConditions() {
        List<Sql> all = new ArrayList<>();
        add(all, "AND track.year >= :typed_min_year", "typed_min_year", conditions.minYear());
        add(all, "AND track.year <= :typed_max_year", "typed_max_year", conditions.maxYear());
        add(all, "AND track.duration_seconds >= :typed_min_seconds", "typed_min_seconds", conditions.minSeconds());
        add(all, "AND track.duration_seconds < :typed_max_seconds", "typed_max_seconds", conditions.maxSeconds());
        if (!conditions.formats().isEmpty()) {
            String[] formats = conditions.formats().stream().sorted().toArray(String[]::new);
            add(all, "AND track.format = ANY (:typed_formats)", "typed_formats", formats);
        }
        return Sql.joined("\n", all);
    }

    private static void add(List<Sql> all, String condition, String parameter, @Nullable Object value) {
        if (value != null) {
            all.add(Sql.of(condition).with(parameter, value));
        }
    }
}
