package io.loist.signing.internal.v4;

/** Formats Content-Disposition values (RFC 6266, RFC 8187). */
public final class ContentDisposition {

    /** The file name if no other is left. */
    private static final String NAMELESS = "download";

    private ContentDisposition() {}

    /**
     * Returns the value that makes a browser save a body under a name. Characters that file names cannot contain (slashes, control
     * characters, unpaired surrogates) become {@code _}, so that "AC/DC" cannot become a folder. A name outside ASCII is given
     * twice: in UTF-8, and with {@code _} for clients that support only ASCII.
     */
    public static String attachment(String fileName) {
        String name = fileName(fileName);
        String ascii = name.codePoints()
                .map(c -> c > 0x7E || c == '"' || c == '%' ? '_' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        String plain = "attachment; filename=\"" + ascii + "\"";
        return ascii.equals(name) ? plain : plain + "; filename*=UTF-8''" + PercentCoding.encode(name);
    }

    private static String fileName(String text) {
        String name = text.codePoints()
                .map(c -> isForbidden(c) ? '_' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return name.chars().allMatch(c -> c == '.') ? NAMELESS : name;
    }

    private static boolean isForbidden(int codePoint) {
        return codePoint == '/'
                || codePoint == '\\'
                || Character.isISOControl(codePoint)
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }
}
