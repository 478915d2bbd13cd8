package io.loist.audio.internal.tag;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jaudiotagger.tag.reference.GenreTypes;
import org.jspecify.annotations.Nullable;

/** Genre names, from names and from ID3's numbers: "17", "(17)", "(17)Rock". */
public final class Genres {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");
    private static final Pattern REFERENCE = Pattern.compile("\\((\\d{1,3}|RX|CR)\\)");

    private Genres() {}

    public static List<String> of(List<String> values) {
        Set<String> genres = new LinkedHashSet<>();
        for (String value : values) {
            for (String part : value.split(";", -1)) {
                addAll(part.strip(), genres);
            }
        }
        return new ArrayList<>(genres);
    }

    /** Returns the name of an ID3v1 genre, or null if the number is unknown. */
    public static @Nullable String byNumber(int number) {
        return switch (number) { // corrects mistakes in the list and an offensive name
            case 40 -> "Alternative Rock";
            case 67 -> "Psychedelic";
            case 85 -> "Bebop";
            case 123 -> "A Cappella";
            case 133 -> "Afro-Punk";
            case 147 -> "Synthpop";
            default -> GenreTypes.getInstanceOf().getValueForId(number);
        };
    }

    private static void addAll(String text, Set<String> genres) {
        if (NUMBER.matcher(text).matches() || text.equals("RX") || text.equals("CR")) {
            String name = named(text);
            genres.add(name == null ? text : name);
            return;
        }
        Matcher reference = REFERENCE.matcher(text);
        int end = 0;
        List<String> referenced = new ArrayList<>();
        while (reference.find(end) && reference.start() == end) {
            String name = named(reference.group(1));
            if (name != null) {
                referenced.add(name);
            }
            end = reference.end();
        }
        String refinement = text.substring(end).strip();
        // "(17)Rock" has one genre twice; "((Foo)" is ID3's form of a name that starts with a bracket
        if (refinement.startsWith("((")) {
            refinement = refinement.substring(1);
        }
        genres.addAll(referenced);
        if (!refinement.isEmpty()) {
            genres.add(refinement);
        }
    }

    private static @Nullable String named(String reference) {
        return switch (reference) {
            case "RX" -> "Remix";
            case "CR" -> "Cover";
            default -> byNumber(Integer.parseInt(reference));
        };
    }
}
