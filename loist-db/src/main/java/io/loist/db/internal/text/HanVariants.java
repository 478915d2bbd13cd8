package io.loist.db.internal.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Which Han characters are forms of one another: traditional, simplified and Japanese ones. */
final class HanVariants {

    /** Groups of characters between white space, the one that stands for all of them first. */
    private static final String RESOURCE = "han.txt";

    private static final int FIRST = 0x3400;
    private static final char[] COMMON_FORMS = load();

    private HanVariants() {}

    /** Returns the character that stands for all forms of a character; the same character if it has one form. */
    static int commonForm(int codePoint) {
        int at = codePoint - FIRST;
        return at < 0 || at >= COMMON_FORMS.length || COMMON_FORMS[at] == 0 ? codePoint : COMMON_FORMS[at];
    }

    private static char[] load() {
        char[] forms = new char[0xA000 - FIRST];
        try (InputStream file = HanVariants.class.getResourceAsStream(RESOURCE)) {
            byte[] bytes = Objects.requireNonNull(file, RESOURCE).readAllBytes();
            for (String group : new String(bytes, StandardCharsets.UTF_8).split("\\s+", -1)) {
                for (int i = 0; i < group.length(); i++) {
                    forms[group.charAt(i) - FIRST] = group.charAt(0);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The table " + RESOURCE + " in loist-db's jar cannot be read; check that the jar is whole.", e);
        }
        return forms;
    }
}
