package io.loist.db;

import io.loist.track.TrackFilter;
import io.loist.track.TrackStatus;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which tracks may be candidates: what the filter, the namespace and the signs in the text ask for. */
final class SearchFilter {

    private static final String NAMESPACE = "N";

    private final Scope scope;
    private final TrackFilter filter;
    private final SearchLimits limits;
    private final String restriction;

    SearchFilter(Scope scope, TrackFilter filter, Question question) {
        this.scope = scope;
        this.filter = filter;
        this.limits = question.limits;
        this.restriction = restriction(scope.namespace(), question);
    }

    /** Returns a request's query, for tracks that have all quoted words and none of those left out. */
    String restricted(String query) {
        return restriction.isEmpty() ? query : "(" + query + ")" + restriction;
    }

    /** Returns what {@link SearchSql#CANDIDATES} takes, from the namespace on. */
    List<@Nullable Object> bindings() {
        String sha256 = filter.sha256();
        Set<String> formats = limits.formats(filter);
        Set<TrackStatus> statuses = filter.statuses();
        return Arrays.asList(
                scope.namespace(),
                statuses.isEmpty()
                        ? null
                        : statuses.stream().map(TrackStatus::name).toArray(String[]::new),
                formats == null ? null : formats.toArray(String[]::new),
                filter.artist(),
                filter.album(),
                filter.genre(),
                limits.fromYear(filter),
                limits.toYear(filter),
                sha256 == null ? null : HexFormat.of().parseHex(sha256),
                limits.fromSeconds(),
                limits.toSeconds());
    }

    /** Returns whether the filter asks for more than {@link #bindings} say: then candidates have to be looked at once more. */
    boolean asksForMore() {
        Set<TrackFilter.Name> names = EnumSet.noneOf(TrackFilter.Name.class);
        names.addAll(filter.names().keySet());
        names.removeAll(Set.of(TrackFilter.Name.ARTIST, TrackFilter.Name.ALBUM));
        Set<TrackFilter.Quantity> quantities = EnumSet.noneOf(TrackFilter.Quantity.class);
        quantities.addAll(filter.ranges().keySet());
        quantities.remove(TrackFilter.Quantity.YEAR);
        return !names.isEmpty()
                || !quantities.isEmpty()
                || filter.statuses().contains(TrackStatus.PROCESSING) // a lease shows in another table
                || filter.isrc() != null
                || filter.essenceHash() != null
                || filter.artwork() != TrackFilter.Artwork.ANY
                || !filter.musicBrainz().isEmpty()
                || !filter.attributes().isEmpty()
                || !filter.tags().isEmpty();
    }

    /** A namespace other than the default one is in the index, so that its tracks are found among those of many others. */
    private static String restriction(String namespace, Question question) {
        StringBuilder and = new StringBuilder();
        if (!namespace.equals(LoistDatabase.DEFAULT_NAMESPACE)) {
            and.append('&').append(Ask.lexeme(NAMESPACE + namespace));
        }
        question.slots.stream()
                .filter(slot -> slot.exact && !slot.unspaced && slot.literals == 1)
                .forEach(slot -> and.append('&').append(Ask.lexeme(slot.word)));
        for (String text : question.excluded) {
            String words = Arrays.stream(text.split(" ", -1))
                    .filter(word -> !Unspaced.is(word.codePointAt(0)))
                    .map(word -> Ask.lexeme(Fold.firstChars(word, Words.MAX_LEXEME)))
                    .collect(Collectors.joining("&"));
            if (!words.isEmpty() && words.indexOf('&') < 0) {
                and.append("&!").append(words);
            }
        }
        return and.toString();
    }
}
