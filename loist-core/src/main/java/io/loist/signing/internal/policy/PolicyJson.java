package io.loist.signing.internal.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The subset of JSON that policies use: objects, arrays, strings and whole numbers, with limited nesting. Written strings are ASCII
 * with everything else escaped, as Cloud Storage requires.
 */
public final class PolicyJson {

    private static final int MAX_DEPTH = 4;

    private final String json;
    private int position;

    private PolicyJson(String json) {
        this.json = json;
    }

    /** Returns a text as a JSON string. */
    static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> append(out, c);
            }
        }
        return out.append('"').toString();
    }

    private static void append(StringBuilder out, char c) {
        if (c >= ' ' && c < 0x80) {
            out.append(c);
        } else {
            out.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
                out.append(Character.forDigit(c >> shift & 0xF, 16));
            }
        }
    }

    /**
     * Reads a value: a {@code Map} by names, a {@code List}, a {@code String} or a {@code Long}.
     *
     * @throws IllegalArgumentException if the text is not such a value
     */
    public static Object read(String json) {
        PolicyJson reader = new PolicyJson(json);
        Object value = reader.value(0);
        if (reader.peek() != null) {
            throw malformed();
        }
        return value;
    }

    private Object value(int depth) {
        Character next = peek();
        if (next == null || depth > MAX_DEPTH) {
            throw malformed();
        }
        return switch (next) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> text();
            default -> number();
        };
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        position++;
        for (boolean first = true; !accept('}'); first = false) {
            if (!first) {
                expect(',');
            }
            peek();
            String name = text();
            expect(':');
            if (object.put(name, value(depth + 1)) != null) {
                throw malformed();
            }
        }
        return object;
    }

    private List<Object> array(int depth) {
        List<Object> array = new ArrayList<>();
        position++;
        for (boolean first = true; !accept(']'); first = false) {
            if (!first) {
                expect(',');
            }
            array.add(value(depth + 1));
        }
        return array;
    }

    private String text() {
        if (take() != '"') {
            throw malformed();
        }
        StringBuilder text = new StringBuilder();
        for (char c = take(); c != '"'; c = take()) {
            if (c < ' ') {
                throw malformed();
            }
            text.append(c == '\\' ? escaped() : c);
        }
        return text.toString();
    }

    private char escaped() {
        char c = take();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) (hexDigit() << 12 | hexDigit() << 8 | hexDigit() << 4 | hexDigit());
            default -> throw malformed();
        };
    }

    private int hexDigit() {
        int digit = Character.digit(take(), 16);
        if (digit < 0) {
            throw malformed();
        }
        return digit;
    }

    private Long number() {
        int start = position;
        while (position < json.length() && "-0123456789".indexOf(json.charAt(position)) >= 0) {
            position++;
        }
        return Long.valueOf(json.substring(start, position));
    }

    /** Returns the next character that is not white space, without consuming it; null at the end. */
    private @Nullable Character peek() {
        while (position < json.length() && " \t\r\n".indexOf(json.charAt(position)) >= 0) {
            position++;
        }
        return position < json.length() ? json.charAt(position) : null;
    }

    private boolean accept(char expected) {
        Character next = peek();
        if (next == null || next != expected) {
            return false;
        }
        position++;
        return true;
    }

    private void expect(char expected) {
        if (!accept(expected)) {
            throw malformed();
        }
    }

    private char take() {
        if (position == json.length()) {
            throw malformed();
        }
        return json.charAt(position++);
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("The policy is not valid JSON.");
    }
}
