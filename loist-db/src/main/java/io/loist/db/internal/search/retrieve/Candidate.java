package io.loist.db.internal.search.retrieve;

import io.loist.db.internal.search.query.Field;
import java.util.List;
import java.util.UUID;

/**
 * A track that may match.
 *
 * @param id the track's id
 * @param rank its static rank, from 0 to 1
 * @param fields its folded names in the order of {@link Field}, and readings of the title and the artist; those at the end may be missing
 */
public record Candidate(UUID id, float rank, List<String> fields) {

    private static final int TITLE_READINGS = Field.values().length;

    public Candidate {
        fields = List.copyOf(fields);
    }

    /**
     * Returns a candidate as it is stored.
     *
     * @param names its folded names with {@code |} between them
     */
    public static Candidate of(UUID id, float rank, String names) {
        return new Candidate(id, rank, List.of(names.split("\\|", -1)));
    }

    /** Returns the readings of the title or the artist; empty if there are none. */
    public String readings(Field field) {
        int at = field == Field.TITLE ? TITLE_READINGS : TITLE_READINGS + 1;
        return at < fields.size() ? fields.get(at) : "";
    }

    /** Returns a folded name; empty if the track has none. */
    @SuppressWarnings("EnumOrdinal") // the names are stored in the order of the constants
    public String field(Field field) {
        return field.ordinal() < fields.size() ? fields.get(field.ordinal()) : "";
    }
}
