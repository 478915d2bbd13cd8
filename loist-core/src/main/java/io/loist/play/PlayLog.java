package io.loist.play;

import io.loist.Cursor;
import io.loist.DatabaseException;
import io.loist.Page;
import io.loist.TrackNotFoundException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What listeners play, star and rate.
 *
 * <pre>{@code
 * plays.record(Play.completed(track.id(), "listener-7", startedAt, heard));
 * List<PlayCount> top = plays.list(PlayQuery.builder(Order.MOST_PLAYED).listener("listener-7").build()).items();
 * plays.star("listener-7", Subject.track(track.id()));
 * }</pre>
 *
 * <p>A play counts at once, without waiting for others of the same track; in a database that adds plays up in the background, up to 5,000
 * that it has not added up yet. Recording a play again has no effect, so a caller that got no answer may send it again. That holds as long as plays are stored one by one; the database may later keep only their number for each
 * day, and then refuses plays of these days. With a track, its plays, stars and ratings are deleted; those of albums and artists stay
 * while no track has them.
 *
 * <p>Implementations are safe for use by several threads. Every method throws {@link DatabaseException} if the database cannot be
 * reached or does not answer in time, and {@link IllegalArgumentException} if a listener's id is not valid, see {@link Play#listener}.
 */
public interface PlayLog {

    /** Maximum number of plays, tracks or subjects in one call: 1,000. */
    int MAX_BATCH = 1_000;

    /** The maximum rating: 5. */
    int MAX_RATING = 5;

    /**
     * Records a play.
     *
     * @return whether it is new; false if it had been recorded before, which changes nothing
     * @throws TrackNotFoundException if there is no such track
     * @throws IllegalArgumentException if it began more than a minute after the present, by the clock of the database, or on a day whose
     *     plays are stored as counts only
     */
    boolean record(Play play);

    /**
     * Records each of several plays that can be recorded; one that is refused does not keep the others from being recorded. If the call
     * throws, none is.
     *
     * @param plays up to {@value #MAX_BATCH} plays; an empty list does nothing
     * @return what became of each play, in the order given
     * @throws IllegalArgumentException if there are more than {@value #MAX_BATCH} plays
     */
    List<PlayOutcome> recordEach(List<Play> plays);

    /**
     * Lists played tracks page by page; those with equal values are ordered by id. A track whose count or last play changes between two
     * pages may be on both, or on none.
     *
     * @throws IllegalArgumentException if the query's cursor was made for another order, listener or period
     */
    Page<PlayCount> list(PlayQuery query);

    /**
     * Counts the plays of tracks.
     *
     * @param listener whose plays to count, or null for those of all listeners
     * @param tracks up to {@value #MAX_BATCH} ids
     * @return the counts by the id of the track; tracks that were not played are absent; unmodifiable
     * @throws IllegalArgumentException if there are more than {@value #MAX_BATCH} ids
     */
    Map<UUID, PlayCount> counts(@Nullable String listener, List<UUID> tracks);

    /**
     * Stars something, with the present time of the database; what is starred already keeps its time. That an album or an artist
     * exists is not checked.
     *
     * @throws TrackNotFoundException if there is no such track
     */
    void star(String listener, Subject subject);

    /** Removes a star; has no effect if there is none. */
    void unstar(String listener, Subject subject);

    /**
     * Rates something, in place of an earlier rating. That an album or an artist exists is not checked.
     *
     * @param rating from 1 to {@value #MAX_RATING}; 0 removes the rating
     * @throws IllegalArgumentException if {@code rating} is out of that range
     * @throws TrackNotFoundException if there is no such track
     */
    void rate(String listener, Subject subject, int rating);

    /**
     * Finds the stars and ratings that a listener has given.
     *
     * @param subjects up to {@value #MAX_BATCH} subjects
     * @return what is starred or rated; other subjects are absent; unmodifiable
     * @throws IllegalArgumentException if there are more than {@value #MAX_BATCH} subjects
     */
    Map<Subject, Preference> preferences(String listener, List<Subject> subjects);

    /**
     * Lists what a listener has starred, the latest first.
     *
     * @param limit the maximum number of items on the page, from 1 to 1,000
     * @param after where the previous page ended, or null for the first page
     * @throws IllegalArgumentException if {@code limit} is out of its range, or the cursor was made for another list
     */
    Page<Preference> starred(String listener, Subject.Kind kind, int limit, @Nullable Cursor after);

    /**
     * Lists what a listener has rated, the best first; what has the same rating is ordered by id.
     *
     * @param limit the maximum number of items on the page, from 1 to 1,000
     * @param after where the previous page ended, or null for the first page
     * @throws IllegalArgumentException if {@code limit} is out of its range, or the cursor was made for another list
     */
    Page<Preference> rated(String listener, Subject.Kind kind, int limit, @Nullable Cursor after);

    /**
     * Reads all that is stored about a listener: first the days of which only counts are kept, then plays, both in the order of time, then
     * stars and ratings. The stream holds a connection and a transaction until it is closed, and shows what was stored when it began.
     *
     * @return a stream for one thread, to be closed by the caller
     */
    Stream<ListenerData> export(String listener);

    /**
     * Deletes all that is stored about a listener. Counts of all listeners, which name none, may still contain its plays.
     *
     * @return whether anything was stored
     */
    boolean erase(String listener);
}
