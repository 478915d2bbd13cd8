package io.loist.catalog;

import io.loist.track.TrackMetadata;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides which tracks are one album: those with an equal key. It sees one track at a time, so that a save reads no other track and the
 * order of saves does not matter. Hosts may replace it, for example to keep apart by year or to group by a folder that they put into the
 * attributes. Safe for use by several threads.
 *
 * <p>All processes that write tracks should have the same rule; the database indexes rows that were written with another one
 * anew when {@code reindexSearch} is called.
 */
public interface AlbumIdentity {

    /**
     * The default. A track belongs to
     *
     * <ol>
     *   <li>the album of its MusicBrainz release, if the tags have its id. Tracks of that release without the id are another album, which
     *       {@link AlbumQuery.Builder#twinsOf} finds;
     *   <li>else the album of the same title and artist, if it has an album title. The artist is
     *       <ul>
     *         <li>the tag {@code albumartist}; all names for several artists, such as {@code Various Artists} and {@code VA}, are one;
     *         <li>else several artists, if the tag {@code compilation} is set;
     *         <li>else the main artist of the track, without guests: {@code Alice} of {@code Alice feat. Bob};
     *       </ul>
     *   <li>else to no album.
     * </ol>
     *
     * <p>The year, the disc, the format and the cover do not matter, with two exceptions that keep apart what has one title: the tag
     * {@code albumversion} or {@code musicbrainz_albumcomment}, which names an edition, and the year of an album that is named after its
     * artist. Case, accents, width, punctuation and spaces do not matter.
     */
    AlbumIdentity STANDARD = new StandardIdentity("standard 1", StandardIdentity::isNamedAfterArtist);

    /** The same, but albums of different years are different albums, unless they are of several artists or compilations. */
    AlbumIdentity BY_YEAR = new StandardIdentity("by year 1", album -> !album.compilation());

    /** Returns the name of the rule with its version, at most 100 characters; rows remember it. */
    String version();

    /**
     * Returns the key of a track's album, which tracks of no other album have.
     *
     * @param metadata the metadata of the track
     * @param attributes the host's attributes of the track
     * @return the key, at most 10,000 characters, or null if the track belongs to no album
     */
    @Nullable
    String key(TrackMetadata metadata, Map<String, String> attributes);
}
