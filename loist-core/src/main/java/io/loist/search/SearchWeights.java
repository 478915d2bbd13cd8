package io.loist.search;

/**
 * How much a matching word counts for the score, by the field it is found in; each weight is from 0 to 1. A match in another field,
 * such as credited artists and composers, counts three quarters of one in a genre.
 *
 * @param title the weight of the title
 * @param artist the weight of the artists
 * @param album the weight of the album
 * @param genre the weight of the genres
 */
public record SearchWeights(double title, double artist, double album, double genre) {

    /** The default weights: title and artist 1, album 0.6, genre 0.4. */
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
