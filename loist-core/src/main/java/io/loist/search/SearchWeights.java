package io.loist.search;

/**
 * How much a word counts for the score by where it is found, from 0 to 1. Other names, such as credited artists and composers,
 * count three quarters as much as a genre.
 *
 * @param title in the title
 * @param artist among the artists
 * @param album in the album
 * @param genre among the genres
 */
public record SearchWeights(double title, double artist, double album, double genre) {

    /** What counts unless told otherwise: title and artist 1, album 0.6, genre 0.4. */
    public static final SearchWeights DEFAULT = new SearchWeights(1, 1, 0.6, 0.4);

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if a weight is not from 0 to 1
     */
    public SearchWeights {
        require("title", title);
        require("artist", artist);
        require("album", album);
        require("genre", genre);
    }

    private static void require(String field, double weight) {
        if (!(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException("The weight of " + field + " must be from 0 to 1, but is " + weight);
        }
    }
}
