package io.loist.examples.mcp;

import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** The arguments of a call. The server has checked them against the tool's schema. */
record Arguments(Map<String, Object> values) {

    /** Returns a required text. */
    String text(String name) {
        if (values.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("The argument " + name + " is missing or no text.");
    }

    OptionalInt number(String name) {
        return values.get(name) instanceof Number number ? OptionalInt.of(number.intValue()) : OptionalInt.empty();
    }

    void ifGiven(String name, Consumer<String> use) {
        if (values.get(name) instanceof String text && !text.isBlank()) {
            use.accept(text);
        }
    }
}
