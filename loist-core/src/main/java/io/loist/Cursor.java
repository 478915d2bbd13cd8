package io.loist;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The place where a page ended; pass it back to get the next page. A cursor is valid only for the kind of call that returned it,
 * with the same filter, order and text. Hosts may send the {@link #token} to a browser and accept it back; it contains no secret.
 *
 * @param token 1 to 4,096 characters of URL-safe Base64 without padding; opaque, and valid only within the release that made it
 */
public record Cursor(String token) {

    private static final Pattern URL_SAFE_BASE64 = Pattern.compile("[A-Za-z0-9_-]{1,4096}");

    /**
     * Checks the form of the token. Its content is checked by the call that receives the cursor.
     *
     * @throws IllegalArgumentException if {@code token} is empty, too long, or contains a character that no cursor has
     */
    public Cursor {
        Objects.requireNonNull(token, "token");
        if (!URL_SAFE_BASE64.matcher(token).matches()) {
            throw new IllegalArgumentException(
                    "This is not a cursor that loist made; pass the token of Page.next() unchanged, or none for the first page.");
        }
    }
}
