package io.loist.examples.mcp;

import io.loist.LoistException;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Builds a tool. What loist refuses becomes an error that the model can read. */
final class Tool {

    private final String name;
    private final String description;
    private final boolean reading;
    private final Map<String, Object> inputs = new LinkedHashMap<>();
    private final List<String> required = new ArrayList<>();

    private Tool(String name, String description, boolean reading) {
        this.name = name;
        this.description = description;
        this.reading = reading;
    }

    static Tool reading(String name, String description) {
        return new Tool(name, description, true);
    }

    /** A tool that adds to the library: doing it again adds nothing. */
    static Tool adding(String name, String description) {
        return new Tool(name, description, false);
    }

    Tool input(ToolSchema.Required input) {
        required.add(input.name());
        return input(input.name(), input.schema());
    }

    Tool input(String input, Map<String, Object> schema) {
        inputs.put(input, schema);
        return this;
    }

    SyncToolSpecification calls(Function<Arguments, Map<String, Object>> call) {
        Map<String, Object> schema =
                Map.of("type", "object", "properties", inputs, "required", required, "additionalProperties", false);
        McpSchema.Tool tool = McpSchema.Tool.builder(name, schema)
                .description(description)
                .annotations(McpSchema.ToolAnnotations.builder()
                        .readOnlyHint(reading)
                        .destructiveHint(false)
                        .idempotentHint(true)
                        .build())
                .build();
        return SyncToolSpecification.builder()
                .tool(tool)
                .callHandler((exchange, request) -> answer(call, new Arguments(request.arguments())))
                .build();
    }

    private static CallToolResult answer(Function<Arguments, Map<String, Object>> call, Arguments arguments) {
        try {
            Map<String, Object> answer = call.apply(arguments);
            return CallToolResult.builder()
                    .structuredContent(answer)
                    .addTextContent(json(answer))
                    .build();
        } catch (LoistException | IllegalArgumentException e) {
            return CallToolResult.builder()
                    .isError(true)
                    .addTextContent(String.valueOf(e.getMessage()))
                    .build();
        }
    }

    /** Returns a value as JSON text. */
    static String json(Object value) {
        try {
            return McpJsonDefaults.getMapper().writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException("A value cannot be written as JSON.", e);
        }
    }
}
