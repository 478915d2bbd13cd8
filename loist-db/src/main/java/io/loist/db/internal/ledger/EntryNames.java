package io.loist.db.internal.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.loist.internal.catalog.NamedEntry;
import io.loist.internal.names.SortName;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;

/** Encodes the names of entries as {@code loist_catalog_named} reads them. */
final class EntryNames {

    private static final JsonFactory JSON = new JsonFactory();

    private EntryNames() {}

    static String json(Collection<CatalogRow.Entry> entries) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            for (CatalogRow.Entry entry : entries) {
                json.writeStartObject();
                write(json, entry);
                json.writeEndObject();
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, CatalogRow.Entry entry) throws IOException {
        NamedEntry named = entry.named();
        json.writeStringField("id", named.id().toString());
        json.writeStringField("kinds", entry.kinds());
        json.writeNumberField("mark", entry.mark());
        json.writeStringField("name", named.name());
        json.writeStringField("sort_name", named.sortName().text());
        json.writeStringField("sort_key", named.sortName().key());
        json.writeStringField("heading", named.sortName().heading());
        json.writeStringField("words", words(named.sortName().text()));
        json.writeBooleanField("tagged", named.tagged());
        json.writeStringField("twins", named.twins().toString());
        NamedEntry artist = entry.artist();
        if (artist != null) {
            json.writeStringField("artist_id", artist.id().toString());
            json.writeStringField("artist", artist.name());
        }
        Integer year = entry.year();
        if (year != null) {
            json.writeNumberField("year", year);
        }
    }

    private static String words(String sortName) {
        StringBuilder words = new StringBuilder();
        SortName.words(sortName).forEach(word -> words.append(' ').append(word));
        return words.toString();
    }
}
