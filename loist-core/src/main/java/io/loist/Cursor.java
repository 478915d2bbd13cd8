package io.loist;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The place where a page ended, to be handed back for the next one. A cursor belongs to the call that made it: the same
 * filter, order and text. Hosts may send the {@link #token} to a browser and take it back; it holds no secret.
 *
 * @param token up to 4,096 characters of URL-safe Base64 without padding; opaque, and of no meaning beyond the release
 *     that made it
 */
public record Cursor(String token) {

    private static final Pattern URL_SAFE_BASE64 = Pattern.compile("[A-Za-z0-9_-]{1,4096}");

    /**
     * Checks the token's form. What it says is checked by the call that takes the cursor.
     *
     * @throws IllegalArgumentException if {@code token} is empty, too long, or has a character no cursor has
     */
    public Cursor {
        Objects.requireNonNull(token, "token");
        if (!URL_SAFE_BASE64.matcher(token).matches()) {
            throw new IllegalArgumentException(
                    "This is not a cursor that loist made; pass the token of Page.next() unchanged, or none for the first page.");
        }
    }
}
