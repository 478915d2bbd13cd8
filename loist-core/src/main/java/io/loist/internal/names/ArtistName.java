package io.loist.internal.names;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An artist as the tags of a track name it.
 *
 * @param name the name as it is written there
 * @param musicBrainzId the MusicBrainz id, or null if the tags have none for it
 * @param sortName the sort name that the tags give, or null
 */
public record ArtistName(
        String name, @Nullable UUID musicBrainzId, @Nullable String sortName) {

    /** Several artists, of whom none is the artist of the album. */
    public static final ArtistName VARIOUS = new ArtistName("Various Artists", null, null);

    private static final UUID VARIOUS_IN_MUSIC_BRAINZ = UUID.fromString("89ad4ac3-39f7-470e-963a-56509c546377");
    private static final Set<String> SEVERAL = Set.of(
            "variousartists",
            "various",
            "va",
            "verschiedeneinterpreten",
            "varios",
            "variosartistas",
            "artistesdivers",
            "artistivari",
            "群星");

    private static final String KIND = "artist";

    /** Returns the artist of an album of this name: {@link #VARIOUS} if that is what the name means. */
    static ArtistName ofAlbum(String name, @Nullable UUID musicBrainzId, @Nullable String sortName) {
        boolean several = SEVERAL.contains(NameKey.of(name)) || VARIOUS_IN_MUSIC_BRAINZ.equals(musicBrainzId);
        return several ? VARIOUS : new ArtistName(name, musicBrainzId, sortName);
    }

    /** Returns whether this is {@link #VARIOUS}. */
    public boolean isVarious() {
        return equals(VARIOUS);
    }

    /** Returns what identifies the artist. */
    public String key() {
        return musicBrainzId == null ? "name " + NameKey.of(name) : "musicbrainz " + musicBrainzId;
    }

    /** Returns the id. */
    public UUID id() {
        return NameId.of(KIND, key());
    }

    /** Returns the id that artists of this name share who have no MusicBrainz id. */
    public UUID idOfName() {
        return NameId.of(KIND, "name " + NameKey.of(name));
    }
}
