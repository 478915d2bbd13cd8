package io.loist.examples.subsonic;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonSerializer;
import io.loist.play.Subject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of an answer. In JSON it is an object. In XML it is an element: texts, numbers and booleans are its attributes, other members
 * elements in it, a list one element for each item; the member {@code value} is its text.
 */
record Element(Map<String, Object> members) {

    static final Element EMPTY = new Element(Map.of());

    private static final String ROOT = "subsonic-response";
    private static final String TEXT = "value";
    private static final String NOT_IN_XML = "[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]";
    private static final JsonSerializer<Element> MEMBERS = (element, type, gson) -> gson.serialize(element.members);
    private static final Gson GSON =
            new GsonBuilder().registerTypeAdapter(Element.class, MEMBERS).create();

    static Element of(@Nullable Object... members) {
        return new Element(new LinkedHashMap<>()).with(members);
    }

    /**
     * Adds members: names and values in turn. A value is an element, a list of elements or texts, a number, a boolean, the subject of an
     * id, or a text; null adds nothing.
     */
    Element with(@Nullable Object... more) {
        for (int i = 0; i < more.length; i += 2) {
            Object value = more[i + 1];
            if (value instanceof Element
                    || value instanceof List
                    || value instanceof Number
                    || value instanceof Boolean) {
                members.put(String.valueOf(more[i]), value);
            } else if (value != null) {
                members.put(String.valueOf(more[i]), value instanceof Subject subject ? id(subject) : value.toString());
            }
        }
        return this;
    }

    private static String id(Subject subject) {
        return subject.kind().name().toLowerCase(Locale.ROOT) + "-" + subject.id();
    }

    /** Adds the members of another element. */
    Element with(Element other) {
        members.putAll(other.members);
        return this;
    }

    Element renamed(String from, String to) {
        return with(to, members.remove(from));
    }

    /** Returns what the member {@code id} is the id of. */
    Subject subject() {
        return Request.subject(String.valueOf(members.get("id")));
    }

    String toJson() {
        return GSON.toJson(Map.of(ROOT, this));
    }

    String toXml() {
        return with("xmlns", "http://subsonic.org/restapi").toXml(ROOT);
    }

    private String toXml(String name) {
        StringBuilder content = new StringBuilder();
        StringBuilder xml = new StringBuilder("<").append(name);
        members.forEach((member, value) -> {
            if (value instanceof Element element) {
                content.append(element.toXml(member));
            } else if (value instanceof List<?> list) {
                list.forEach(item ->
                        content.append((item instanceof Element element ? element : of(TEXT, item)).toXml(member)));
            } else if (member.equals(TEXT)) {
                content.append(escape(value));
            } else {
                xml.append(' ')
                        .append(member)
                        .append("=\"")
                        .append(escape(value))
                        .append('"');
            }
        });
        return xml.append('>')
                .append(content)
                .append("</")
                .append(name)
                .append('>')
                .toString();
    }

    private static String escape(Object value) {
        String text = value.toString()
                .replaceAll(NOT_IN_XML, "\uFFFD")
                .replace("&", "&amp;")
                .replace("<", "&lt;");
        return text.replace(">", "&gt;").replace("\"", "&quot;").replace("\n", "&#10;");
    }
}
