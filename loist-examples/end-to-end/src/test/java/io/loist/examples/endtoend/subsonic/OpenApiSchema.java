package io.loist.examples.endtoend.subsonic;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A schema in a file, in the part of JSON Schema that OpenSubsonic's files use; an unknown keyword is an error. */
record OpenApiSchema(JsonObject schema, Path file) {

    private static final List<String> WITHOUT_MEANING = List.of(
            "description", "externalDocs", "example", "title", "format", "default", "minimum", "maximum", "minItems");

    /** Returns the schema of the answer to a request, of the specification's folder of OpenAPI files. */
    static OpenApiSchema ofAnswer(Path openApi, String endpoint) {
        Path file = openApi.resolve("endpoints").resolve(endpoint + ".json");
        JsonObject success =
                read(file).getAsJsonObject("get").getAsJsonObject("responses").getAsJsonObject("200");
        if (success.has("$ref")) {
            file = file.resolveSibling(success.get("$ref").getAsString()).normalize();
            success = read(file);
        }
        JsonObject schema = success.getAsJsonObject("content")
                .getAsJsonObject("application/json")
                .getAsJsonObject("schema");
        return new OpenApiSchema(schema, file);
    }

    private static JsonObject read(Path file) {
        try {
            return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException("There is no such schema: " + file, e);
        }
    }

    /** Returns what is wrong with a value; empty if it conforms. */
    List<String> errors(JsonElement value, String path) {
        List<String> errors = new ArrayList<>();
        for (String keyword : schema.keySet()) {
            JsonElement rule = schema.get(keyword);
            switch (keyword) {
                case "$ref" -> errors.addAll(referred(rule.getAsString()).errors(value, path));
                case "type" -> {
                    if (!isOfType(value, rule.getAsString())) {
                        errors.add(path + " is not of the type " + rule + ": " + value);
                    }
                }
                case "required" ->
                    rule.getAsJsonArray().forEach(name -> {
                        if (!(value instanceof JsonObject object && object.has(name.getAsString()))) {
                            errors.add(path + " lacks " + name);
                        }
                    });
                case "properties" ->
                    rule.getAsJsonObject().entrySet().forEach(property -> {
                        if (value instanceof JsonObject object && object.has(property.getKey())) {
                            JsonElement member = object.get(property.getKey());
                            errors.addAll(of(property.getValue()).errors(member, path + "." + property.getKey()));
                        }
                    });
                case "items" -> {
                    if (value instanceof JsonArray array) {
                        array.forEach(item -> errors.addAll(of(rule).errors(item, path + "[]")));
                    }
                }
                case "allOf" -> rule.getAsJsonArray().forEach(part -> errors.addAll(of(part).errors(value, path)));
                case "oneOf" -> errors.addAll(oneOf(rule.getAsJsonArray(), value, path));
                case "enum" -> {
                    if (!rule.getAsJsonArray().contains(value)) {
                        errors.add(path + " is none of " + rule + ": " + value);
                    }
                }
                default -> {
                    if (!WITHOUT_MEANING.contains(keyword)) {
                        throw new IllegalArgumentException("The schemas have a new keyword: " + keyword);
                    }
                }
            }
        }
        return errors;
    }

    private List<String> oneOf(JsonArray schemas, JsonElement value, String path) {
        List<List<String>> results = schemas.asList().stream()
                .map(part -> of(part).errors(value, path))
                .toList();
        long matching = results.stream().filter(List::isEmpty).count();
        return matching == 1
                ? List.of()
                : List.of(path + " matches " + matching + " of the schemas instead of one: " + results);
    }

    private OpenApiSchema of(JsonElement part) {
        return new OpenApiSchema(part.getAsJsonObject(), file);
    }

    private OpenApiSchema referred(String reference) {
        Path other = file.resolveSibling(reference).normalize();
        return new OpenApiSchema(read(other), other);
    }

    private static boolean isOfType(JsonElement value, String type) {
        return switch (type) {
            case "object" -> value.isJsonObject();
            case "array" -> value.isJsonArray();
            case "string" ->
                value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
            case "boolean" ->
                value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean();
            case "number" ->
                value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
            case "integer" ->
                value.isJsonPrimitive()
                        && value.getAsJsonPrimitive().isNumber()
                        && value.getAsDouble() == Math.rint(value.getAsDouble());
            default -> throw new IllegalArgumentException("The schemas have a new type: " + type);
        };
    }
}
