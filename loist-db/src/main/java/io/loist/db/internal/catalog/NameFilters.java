package io.loist.db.internal.catalog;

import io.loist.db.internal.jdbc.Sql;
import io.loist.internal.names.SortName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the name of an entry must be like, as conditions on {@code entry}. */
final class NameFilters {

    /** After all that begins with a prefix. */
    private static final String END = Character.toString(Character.MAX_CODE_POINT);

    private NameFilters() {}

    /** Returns the conditions that the order of names serves; a sort key begins with its namespace and kind. */
    static Sql range(String beginningOfAll, @Nullable String heading, @Nullable String prefix) {
        List<Sql> conditions = new ArrayList<>();
        if (heading != null) {
            conditions.add(between("heading", beginningOfAll + heading + " "));
        }
        String beginning = prefix == null ? "" : SortName.prefix(prefix);
        if (!beginning.isEmpty()) {
            conditions.add(between("prefix", beginningOfAll + beginning));
        }
        if (conditions.isEmpty()) {
            conditions.add(between("all", beginningOfAll));
        }
        return Sql.joined("\n", conditions);
    }

    private static Sql between(String name, String beginning) {
        return Sql.of("AND entry.sort_key >= :%1$s::text AND entry.sort_key < :%1$s_end::text".formatted(name))
                .with(name, beginning)
                .with(name + "_end", beginning + END);
    }

    /** Returns the conditions that each word of a text begins a word of the name. */
    static List<Sql> words(@Nullable String containing) {
        List<Sql> conditions = new ArrayList<>();
        for (String word : containing == null ? List.<String>of() : SortName.words(containing)) {
            String name = "word_" + conditions.size();
            conditions.add(
                    Sql.of("strpos(entry.words, :" + name + "::text) > 0").with(name, " " + word));
        }
        return conditions;
    }
}
