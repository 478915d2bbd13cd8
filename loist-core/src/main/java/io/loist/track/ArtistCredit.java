package io.loist.track;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One artist's part in a track, as MusicBrainz models artist credits. The order of a track's credits is their position.
 *
 * @param name the name as it is credited on this track
 * @param role what the artist did
 * @param joinPhrase what stands between this name and the next one, such as {@code " feat. "}; empty after the last
 * @param musicBrainzId the artist's MusicBrainz id, or null if unknown
 */
public record ArtistCredit(
        String name, Role role, String joinPhrase, @Nullable UUID musicBrainzId) {

    /**
     * Checks the texts.
     *
     * @throws IllegalArgumentException if {@code name} is blank, or a text is too long or cannot be stored
     */
    public ArtistCredit {
        Text.name("name", name);
        Objects.requireNonNull(role, "role");
        Text.phrase("joinPhrase", joinPhrase);
    }

    /**
     * Returns a credit for a main artist who stands alone.
     *
     * @throws IllegalArgumentException if {@code name} is blank, too long or cannot be stored
     */
    public static ArtistCredit of(String name) {
        return new ArtistCredit(name, Role.MAIN, "", null);
    }

    /** What an artist did on a track. */
    public enum Role {
        /** Performs it under their own name. */
        MAIN,
        /** Appears on it ("feat."). */
        FEATURED,
        /** Made another artist's recording anew. */
        REMIXER,
        /** Produced it. */
        PRODUCER,
        /** Conducted it. */
        CONDUCTOR,
        /** Plays or sings on it without being a main artist. */
        PERFORMER,
        /** Wrote the music. */
        COMPOSER,
        /** Wrote the words. */
        LYRICIST,
        /** Arranged it. */
        ARRANGER,
        /** Did something else. */
        OTHER
    }
}
