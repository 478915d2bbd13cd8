package io.loist.examples.mcp;

import java.util.Map;

/** The JSON schema of the arguments of a tool. */
final class ToolSchema {

    private ToolSchema() {}

    /** A required argument. */
    record Required(String name, Map<String, Object> schema) {}

    static Required required(String name, Map<String, Object> schema) {
        return new Required(name, schema);
    }

    static Map<String, Object> text(String description) {
        return Map.of("type", "string", "maxLength", 2000, "description", description);
    }

    static Map<String, Object> number(String description, int minimum, int maximum) {
        return Map.of("type", "integer", "minimum", minimum, "maximum", maximum, "description", description);
    }
}
