package io.loist.storage.internal.server.http;

import io.loist.object.StoredObject;
import java.util.Objects;

/**
 * The entity tag of an object's content (RFC 9110 §8.8.3).
 *
 * @param text the tag, with its quotes
 */
public record EntityTag(String text) {

    /** Returns the tag of an object. */
    public static EntityTag of(StoredObject object) {
        return new EntityTag(
                "\"" + object.generation() + "-" + Objects.requireNonNullElse(object.crc32c(), "0") + "\"");
    }

    /** Returns whether a header consists of this tag. */
    boolean is(String header) {
        return header.strip().equals(text);
    }

    /** Returns whether a list of tags contains this one, weak or strong, or is {@code *}. */
    boolean isIn(String header) {
        if (header.strip().equals("*")) {
            return true;
        }
        for (String tag : header.split(",", -1)) {
            String strong = tag.strip();
            if (is(strong.startsWith("W/") ? strong.substring(2) : strong)) {
                return true;
            }
        }
        return false;
    }
}
