package io.loist.audio.internal.read;

import io.loist.audio.internal.model.TrackText;
import io.loist.track.ArtistCredit;
import io.loist.track.ArtistCredit.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The artists as one line and as individual credits. Credits require several values or ids in the file: a single name is never split,
 * or AC/DC would become two artists.
 */
record ArtistCredits(@Nullable String line, List<ArtistCredit> credits, boolean tookIds) {

    private static final String BETWEEN = ", ";

    /**
     * Creates the credits.
     *
     * @param shown the values of the tag artist: mostly one, the displayed line
     * @param each the values of the tag artists, with one name each
     * @param ids the artists' MusicBrainz ids, used only if their number equals that of the names
     * @param rawIds the tags that contain the ids
     */
    static ArtistCredits of(List<String> shown, List<String> each, List<UUID> ids, List<String> rawIds) {
        List<String> names = each.isEmpty() ? shown : each;
        if (names.isEmpty()) {
            return new ArtistCredits(null, List.of(), false);
        }
        String line = shown.size() == 1 ? shown.get(0) : String.join(BETWEEN, names);
        boolean identified = ids.size() == names.size() && !rawIds.isEmpty();
        if (names.size() == 1 && !identified) {
            return new ArtistCredits(TrackText.cut(line, TrackText.MAX_NAME), List.of(), false);
        }
        List<String> phrases = joinPhrases(line, names);
        List<ArtistCredit> credits = new ArrayList<>(names.size());
        Role role = Role.MAIN;
        for (int i = 0; i < names.size(); i++) {
            credits.add(new ArtistCredit(names.get(i), role, phrases.get(i), identified ? ids.get(i) : null));
            role = introducesGuests(phrases.get(i)) ? Role.FEATURED : role;
        }
        return new ArtistCredits(TrackText.cut(line, TrackText.MAX_NAME), credits, identified);
    }

    /** Returns the texts between the names in the line; a comma if the line does not contain them in this order. */
    private static List<String> joinPhrases(String line, List<String> names) {
        List<String> phrases = new ArrayList<>(names.size());
        int at = line.startsWith(names.get(0)) ? names.get(0).length() : -1;
        for (int i = 1; i < names.size(); i++) {
            int next = at < 0 ? -1 : line.indexOf(names.get(i), at);
            phrases.add(next < 0 ? BETWEEN : line.substring(at, next));
            at = next < 0 ? -1 : next + names.get(i).length();
        }
        phrases.add("");
        return phrases;
    }

    private static boolean introducesGuests(String phrase) {
        String word = phrase.strip().toLowerCase(Locale.ROOT);
        return word.startsWith("feat") || word.equals("ft.") || word.equals("ft") || word.startsWith("(feat");
    }
}
