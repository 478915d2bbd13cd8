package io.loist.db.internal.search.vocabulary;

import io.loist.db.internal.search.query.TermSpan;
import java.util.List;

/**
 * Neighbouring terms with the spaces between them at other places.
 *
 * @param span the terms
 * @param readings what they may stand for together, the likeliest first
 */
public record Respacing(TermSpan span, List<TermVariant> readings) {

    public Respacing {
        readings = List.copyOf(readings);
    }

    /** Returns whether these terms may stand for a word of a track, or for several of which it is one. */
    public boolean reads(String lexeme) {
        return readings.stream().anyMatch(reading -> reading.contains(lexeme));
    }
}
