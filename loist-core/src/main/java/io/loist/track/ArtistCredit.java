package io.loist.track;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The credit of one artist on a track, as MusicBrainz models artist credits. The order of the credits of a track matters.
 *
 * @param name the name as credited on this track; not blank, at most 1,000 characters
 * @param role what the artist did
 * @param joinPhrase the text between this name and the next one, such as {@code " feat. "}; empty after the last one
 * @param musicBrainzId the MusicBrainz id of the artist, or null if unknown
 */
public record ArtistCredit(
        String name, Role role, String joinPhrase, @Nullable UUID musicBrainzId) {

    /**
     * Checks the texts.
     *
     * @throws IllegalArgumentException if {@code name} is blank, or a text is longer than 1,000 characters or contains U+0000 or
     *     half a surrogate pair
     */
    public ArtistCredit {
        Text.name("name", name);
        Objects.requireNonNull(role, "role");
        Text.phrase("joinPhrase", joinPhrase);
    }

    /**
     * Creates the credit of a single main artist.
     *
     * @throws IllegalArgumentException if {@code name} is blank, too long or contains U+0000 or half a surrogate pair
     */
    public static ArtistCredit of(String name) {
        return new ArtistCredit(name, Role.MAIN, "", null);
    }

    /** The part of an artist in a track. */
    public enum Role {
        /** Performs it as a main artist. */
        MAIN,
        /** Appears on it ("feat."). */
        FEATURED,
        /** Remixed another artist's recording. */
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
        /** Contributed in another way. */
        OTHER
    }
}
