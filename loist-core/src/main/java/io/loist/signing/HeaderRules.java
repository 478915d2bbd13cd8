package io.loist.signing;

import java.util.Locale;
import java.util.regex.Pattern;

/** Checks the names and values of headers and of form fields, which follow the same rules. */
final class HeaderRules {

    /** The characters of a header's name (RFC 9110), and the slash, which Cloud Storage's own clients accept. */
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9a-z/-]+");

    private static final Pattern VALUE = Pattern.compile("[^\\x00-\\x08\\x0A-\\x1F\\x7F]*");
    private static final Pattern UNPAIRED_SURROGATE = Pattern.compile("\\p{Cs}");

    private HeaderRules() {}

    /**
     * Returns a header's name in lower case.
     *
     * @throws IllegalArgumentException if it is not a valid name
     */
    static String requireName(String name) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(lowerCase).matches()) {
            throw new IllegalArgumentException("\"" + name + "\" is not the name of a header or a field");
        }
        return lowerCase;
    }

    /**
     * Returns a header's value.
     *
     * @throws IllegalArgumentException if it contains a control character other than a tab, or an unpaired surrogate
     */
    static String requireValue(String name, String value) {
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("the value of header " + name + " must not contain control characters");
        }
        return requirePaired("the value of header " + name, value);
    }

    /**
     * Returns a text.
     *
     * @throws IllegalArgumentException if it contains an unpaired surrogate
     */
    static String requirePaired(String what, String text) {
        if (UNPAIRED_SURROGATE.matcher(text).find()) {
            throw new IllegalArgumentException(what + " must not contain an unpaired surrogate");
        }
        return text;
    }
}
