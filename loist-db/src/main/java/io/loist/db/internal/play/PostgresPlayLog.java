package io.loist.db.internal.play;

import io.loist.Cursor;
import io.loist.Page;
import io.loist.db.internal.jdbc.Jdbc;
import io.loist.db.internal.jdbc.Scope;
import io.loist.internal.ListenerId;
import io.loist.play.ListenerData;
import io.loist.play.Play;
import io.loist.play.PlayCount;
import io.loist.play.PlayLog;
import io.loist.play.PlayOutcome;
import io.loist.play.PlayQuery;
import io.loist.play.Preference;
import io.loist.play.Subject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plays, stars and ratings in PostgreSQL. */
public final class PostgresPlayLog implements PlayLog {

    private final PlayRows plays;
    private final PreferenceRows preferences;
    private final ListenerRows listeners;

    public PostgresPlayLog(Jdbc jdbc, Scope scope) {
        this.plays = new PlayRows(jdbc, scope);
        this.preferences = new PreferenceRows(jdbc, scope);
        this.listeners = new ListenerRows(jdbc, scope);
    }

    @Override
    public boolean record(Play play) {
        PlayOutcome outcome = plays.record(List.of(play)).get(0);
        return switch (outcome) {
            case RECORDED -> true;
            case REPEATED -> false;
            case UNKNOWN_TRACK, IN_FUTURE, TOO_OLD -> throw plays.refusal(play, outcome);
        };
    }

    @Override
    public List<PlayOutcome> recordEach(List<Play> batch) {
        requireBatch("plays", batch.size());
        return plays.record(batch);
    }

    @Override
    public Page<PlayCount> list(PlayQuery query) {
        return plays.list(query);
    }

    @Override
    public Map<UUID, PlayCount> counts(@Nullable String listener, List<UUID> tracks) {
        requireBatch("tracks", tracks.size());
        String valid = listener == null ? null : ListenerId.require(listener);
        return tracks.isEmpty()
                ? Map.of()
                : plays.counts(valid, tracks).stream()
                        .collect(Collectors.toUnmodifiableMap(PlayCount::track, Function.identity()));
    }

    @Override
    public void star(String listener, Subject subject) {
        preferences.set(ListenerId.require(listener), Objects.requireNonNull(subject, "subject"), null);
    }

    @Override
    public void unstar(String listener, Subject subject) {
        preferences.unstar(ListenerId.require(listener), Objects.requireNonNull(subject, "subject"));
    }

    @Override
    public void rate(String listener, Subject subject, int rating) {
        ListenerId.require(listener);
        Objects.requireNonNull(subject, "subject");
        if (rating < 0 || rating > MAX_RATING) {
            throw new IllegalArgumentException("rating must be from 0 to " + MAX_RATING + ", but is " + rating);
        }
        if (rating == 0) {
            preferences.unrate(listener, subject);
        } else {
            preferences.set(listener, subject, rating);
        }
    }

    @Override
    public Map<Subject, Preference> preferences(String listener, List<Subject> subjects) {
        requireBatch("subjects", subjects.size());
        ListenerId.require(listener);
        List<Subject> distinct = subjects.stream().distinct().toList();
        return preferences.find(listener, distinct).stream()
                .collect(Collectors.toUnmodifiableMap(Preference::subject, Function.identity()));
    }

    @Override
    public Page<Preference> starred(String listener, Subject.Kind kind, int limit, @Nullable Cursor after) {
        return preferences.starred(ListenerId.require(listener), kind, limit, after);
    }

    @Override
    public Page<Preference> rated(String listener, Subject.Kind kind, int limit, @Nullable Cursor after) {
        return preferences.rated(ListenerId.require(listener), kind, limit, after);
    }

    @Override
    public Stream<ListenerData> export(String listener) {
        return listeners.export(ListenerId.require(listener));
    }

    @Override
    public boolean erase(String listener) {
        return listeners.erase(ListenerId.require(listener));
    }

    private static void requireBatch(String what, int size) {
        if (size > MAX_BATCH) {
            throw new IllegalArgumentException(
                    what + " must be at most " + MAX_BATCH + ", but are " + size + "; split them over several calls");
        }
    }
}
