package io.loist.db.internal.track;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import io.loist.track.ArtistCredit;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Encodes and decodes the {@code jsonb} columns. Values of other programs are read leniently: numbers and nested structures as text,
 * null and what a track cannot have as absent; see {@link ColumnReader}.
 */
public final class Json {

    private static final JsonFactory JSON = withoutLimits();

    private static final int MAX_PHRASE = 1_000;
    private static final int MAX_TAG_VALUE = 100_000;
    private static final Pattern UUID_TEXT = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
    private static final String EMPTY_OBJECT = "{}";
    private static final String EMPTY_ARRAY = "[]";

    private Json() {}

    /** Another program may have written any document that the server stores. */
    private static JsonFactory withoutLimits() {
        JsonFactoryBuilder factory = new JsonFactoryBuilder();
        StreamReadConstraints.Builder reading = StreamReadConstraints.builder()
                .maxNestingDepth(Integer.MAX_VALUE)
                .maxNumberLength(Integer.MAX_VALUE)
                .maxStringLength(Integer.MAX_VALUE);
        try {
            LimitsSince216.lift(factory, reading);
        } catch (LinkageError e) {
            // Jackson 2.15 has no other limits
        }
        return factory.streamReadConstraints(reading.build()).build();
    }

    private static final class LimitsSince216 {

        private LimitsSince216() {}

        static void lift(JsonFactoryBuilder factory, StreamReadConstraints.Builder reading) {
            reading.maxNameLength(Integer.MAX_VALUE);
            factory.streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build());
        }
    }

    static String ofAttributes(Map<String, String> attributes) {
        return attributes.isEmpty()
                ? EMPTY_OBJECT
                : write(json -> {
                    json.writeStartObject();
                    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
                        json.writeStringField(attribute.getKey(), attribute.getValue());
                    }
                    json.writeEndObject();
                });
    }

    static Map<String, String> toAttributes(String text) {
        if (EMPTY_OBJECT.equals(text)) {
            return Map.of();
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        readObject(text, (name, json) -> {
            String value = value(json);
            if (value != null) {
                attributes.put(name, value);
            }
        });
        return attributes;
    }

    static String ofTags(Map<String, List<String>> tags) {
        return tags.isEmpty()
                ? EMPTY_OBJECT
                : write(json -> {
                    json.writeStartObject();
                    for (Map.Entry<String, List<String>> tag : tags.entrySet()) {
                        json.writeArrayFieldStart(tag.getKey());
                        for (String value : tag.getValue()) {
                            json.writeString(value);
                        }
                        json.writeEndArray();
                    }
                    json.writeEndObject();
                });
    }

    static Map<String, List<String>> toTags(String text) {
        if (EMPTY_OBJECT.equals(text)) {
            return Map.of();
        }
        Map<String, List<String>> tags = new LinkedHashMap<>();
        readObject(text, (name, json) -> {
            List<String> values = values(json);
            values.removeIf(value -> !ColumnReader.isAtMost(MAX_TAG_VALUE, value));
            if (ColumnReader.isName(name)) {
                tags.put(name, values);
            }
        });
        return tags;
    }

    static String ofCredits(List<ArtistCredit> credits) {
        return credits.isEmpty()
                ? EMPTY_ARRAY
                : write(json -> {
                    json.writeStartArray();
                    for (ArtistCredit credit : credits) {
                        json.writeStartObject();
                        json.writeStringField("name", credit.name());
                        json.writeStringField("role", credit.role().name());
                        if (!credit.joinPhrase().isEmpty()) {
                            json.writeStringField("join", credit.joinPhrase());
                        }
                        if (credit.musicBrainzId() != null) {
                            json.writeStringField("mbid", credit.musicBrainzId().toString());
                        }
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                });
    }

    static List<ArtistCredit> toCredits(String text) {
        if (EMPTY_ARRAY.equals(text)) {
            return List.of();
        }
        List<ArtistCredit> credits = new ArrayList<>();
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (json.currentToken() != JsonToken.START_OBJECT) {
                    json.skipChildren();
                    continue;
                }
                Map<String, String> credit = new LinkedHashMap<>();
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String name = json.currentName();
                    json.nextToken();
                    String value = value(json);
                    if (value != null) {
                        credit.put(name, value);
                    }
                }
                if (ColumnReader.isName(credit.get("name"))) {
                    credits.add(credit(credit));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return credits;
    }

    /** Returns the estimated number of rows in the output of {@code EXPLAIN (FORMAT JSON)}. */
    public static long plannedRows(String plan) {
        try (JsonParser json = JSON.createParser(plan)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.FIELD_NAME
                        && json.currentName().equals("Plan Rows")) {
                    json.nextToken();
                    return (long) json.getDoubleValue();
                }
            }
            throw new IllegalStateException("PostgreSQL explains without \"Plan Rows\": " + plan);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ArtistCredit credit(Map<String, String> credit) {
        String role = credit.getOrDefault("role", ArtistCredit.Role.MAIN.name());
        String join = credit.getOrDefault("join", "");
        String mbid = credit.get("mbid");
        return new ArtistCredit(
                Objects.requireNonNull(credit.get("name")),
                Arrays.stream(ArtistCredit.Role.values())
                        .filter(known -> known.name().equals(role))
                        .findAny()
                        .orElse(ArtistCredit.Role.OTHER),
                ColumnReader.isAtMost(MAX_PHRASE, join) ? join : "",
                mbid != null && UUID_TEXT.matcher(mbid).matches() ? UUID.fromString(mbid) : null);
    }

    private static void readObject(String text, FieldReader field) {
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                field.read(name, json);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> values(JsonParser json) throws IOException {
        List<String> values = new ArrayList<>();
        if (json.currentToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                String value = value(json);
                if (value != null) {
                    values.add(value);
                }
            }
        } else {
            String value = value(json);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private static @Nullable String value(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (!json.currentToken().isStructStart()) {
            return json.getText();
        }
        StringWriter structure = new StringWriter();
        try (JsonGenerator copy = JSON.createGenerator(structure)) {
            copy.copyCurrentStructure(json);
        }
        return structure.toString();
    }

    private static String write(Content content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            content.writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    @FunctionalInterface
    private interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    @FunctionalInterface
    private interface FieldReader {
        void read(String name, JsonParser json) throws IOException;
    }
}
