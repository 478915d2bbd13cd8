package io.loist.catalog;

import io.loist.Cursor;
import io.loist.DatabaseException;
import io.loist.Page;
import io.loist.track.Track;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The artists, albums, genres, labels and years of all completed tracks. What a transaction saves, changes or deletes is counted when
 * it commits, and within that transaction at once.
 *
 * <p>Ids are computed from tags, so that the same tags have the same id in every database: an artist's from its MusicBrainz id if the
 * tags have one for this very credit, else from its name; an album's by {@link AlbumIdentity}. Case, accents, width, punctuation and spaces do not
 * matter. A track that gets other tags may thereby give its album or artist another id; the old one leads to the new one as long as no
 * track has it.
 *
 * <p>Lists are in the order of sort names, equal ones ordered by id, and in pages of constant cost: entries that come or go meanwhile shift
 * no other. Genres and decades lead to their tracks through {@link io.loist.track.TrackFilter}.
 *
 * <p>Implementations are safe for use by several threads. Every method throws {@link DatabaseException} if the database cannot be
 * reached or does not answer in time.
 */
public interface Catalog {

    /** Maximum number of tracks in one call of {@link #links}: 10,000. */
    int MAX_BATCH = 10_000;

    /**
     * Lists entries of one kind in alphabetical order.
     *
     * @throws IllegalArgumentException if the query's cursor was made for another kind or other conditions
     */
    Page<CatalogEntry> entries(CatalogQuery query);

    /** Returns the headings of all entries of a kind, in the order of the list; their counts together are its length. */
    List<Heading> headings(CatalogKind kind);

    /** Finds the entry of a kind with this id, or with the id that this one leads to; empty if there is none. */
    Optional<CatalogEntry> entry(CatalogKind kind, UUID id);

    /**
     * Lists albums.
     *
     * @throws IllegalArgumentException if the query's cursor was made for another order or other conditions
     */
    Page<Album> albums(AlbumQuery query);

    /** Finds the album with this id, or with the id that this one leads to, with its tracks; empty if there is none. */
    Optional<AlbumDetails> album(UUID id);

    /**
     * Lists the completed tracks that credit an artist in any role or name it as the artist of their album, in the order of the sort titles
     * of their albums, and as in {@link AlbumDetails} within an album; tracks without an album come last.
     *
     * @param artist the id of the artist, or one that leads to it
     * @param limit the maximum number of tracks on the page, from 1 to 1,000
     * @param after where the previous page ended, or null for the first page
     * @return a page; empty if there is no such artist
     * @throws IllegalArgumentException if {@code limit} is out of its range, or the cursor was made for another list
     */
    Page<Track> tracks(UUID artist, int limit, @Nullable Cursor after);

    /**
     * Returns the album, the artists, the genres, the labels, the year and the decade of tracks of any status: what a page about a track
     * links to.
     *
     * @param tracks up to {@value #MAX_BATCH} tracks
     * @return the links by the id of the track, ordered by kind and, within a kind, as the tags name them; an artist once in each of its
     *     kinds; unmodifiable
     * @throws IllegalArgumentException if there are more than {@value #MAX_BATCH} tracks
     */
    Map<UUID, List<CatalogLink>> links(List<Track> tracks);
}
