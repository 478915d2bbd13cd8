package io.loist.db.internal.jdbc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A statement's text in the form that JDBC takes: a question mark for each parameter, and the parameters' names in order.
 *
 * <p>A parameter is a colon with a name: a letter from a to z or an underscore, then letters, digits and underscores.
 * {@code ::cast}, {@code :=}, quoted text, quoted names, dollar-quoted text and comments hold none. A question mark is an
 * operator of the server's and is passed on as one.
 *
 * @param sql the text for JDBC
 * @param names the parameters' names, in the order of the question marks; a name occurs as often as it is used
 */
record ParsedSql(String sql, List<String> names) {

    private static final int MAX_CACHED = 1_000;

    private static final Map<String, ParsedSql> CACHE = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ParsedSql> eldest) {
            return size() > MAX_CACHED;
        }
    };

    /** Returns a text's parsed form; the forms of the texts used last are kept. */
    static ParsedSql of(String text) {
        synchronized (CACHE) {
            return CACHE.computeIfAbsent(text, key -> new Parser(key).parse());
        }
    }

    private static final class Parser {

        private final String text;
        private final StringBuilder sql;
        private final List<String> names = new ArrayList<>();
        private int at;

        Parser(String text) {
            this.text = text;
            this.sql = new StringBuilder(text.length());
        }

        ParsedSql parse() {
            while (at < text.length()) {
                int end = endOfLiteral();
                if (end > at) {
                    copyTo(end);
                } else if (text.startsWith("::", at)) {
                    copyTo(at + 2);
                } else if (text.charAt(at) == ':' && isNameStart(at + 1)) {
                    parameter();
                } else if (text.charAt(at) == '?') {
                    sql.append("??");
                    at++;
                } else {
                    copyTo(at + 1);
                }
            }
            return new ParsedSql(sql.toString(), List.copyOf(names));
        }

        private void parameter() {
            int end = endOfName(at + 1);
            names.add(text.substring(at + 1, end));
            sql.append('?');
            at = end;
        }

        /** Returns the end of the quoted text or comment that begins here; this place if none begins. */
        private int endOfLiteral() {
            return switch (text.charAt(at)) {
                case '\'' -> endOfQuote('\'', isEscapeString());
                case '"' -> endOfQuote('"', false);
                case '$' -> endOfDollarQuote();
                case '-' -> text.startsWith("--", at) ? endAt("\n", at) : at;
                case '/' -> text.startsWith("/*", at) ? endOfBlockComment() : at;
                default -> at;
            };
        }

        private boolean isEscapeString() {
            boolean prefixed = at > 0 && (text.charAt(at - 1) == 'E' || text.charAt(at - 1) == 'e');
            return prefixed && (at == 1 || !isNamePart(at - 2));
        }

        private int endOfQuote(char quote, boolean backslashes) {
            int end = at + 1;
            while (end < text.length() && text.charAt(end) != quote) {
                end += backslashes && text.charAt(end) == '\\' ? 2 : 1;
            }
            return Math.min(end + 1, text.length());
        }

        private int endOfDollarQuote() {
            int tagEnd = isNameStart(at + 1) ? endOfName(at + 1) : at + 1;
            boolean quoted = tagEnd < text.length() && text.charAt(tagEnd) == '$';
            return quoted ? endAt(text.substring(at, tagEnd + 1), tagEnd + 1) : at;
        }

        private int endOfBlockComment() {
            int depth = 0;
            int end = at;
            do {
                if (text.startsWith("/*", end)) {
                    depth++;
                    end += 2;
                } else if (text.startsWith("*/", end)) {
                    depth--;
                    end += 2;
                } else {
                    end++;
                }
            } while (depth > 0 && end < text.length());
            return Math.min(end, text.length());
        }

        private int endAt(String terminator, int from) {
            int found = text.indexOf(terminator, from);
            return found < 0 ? text.length() : found + terminator.length();
        }

        private int endOfName(int from) {
            int end = from;
            while (end < text.length() && isNamePart(end)) {
                end++;
            }
            return end;
        }

        private boolean isNameStart(int index) {
            return index < text.length() && isNamePart(index) && !Character.isDigit(text.charAt(index));
        }

        private boolean isNamePart(int index) {
            char c = text.charAt(index);
            return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        }

        private void copyTo(int end) {
            sql.append(text, at, end);
            at = end;
        }
    }
}
