package io.loist.signing.internal.v4;

/** Checks who is said to sign. */
public final class AccessId {

    private AccessId() {}

    /**
     * Returns the id of an account or an HMAC key if it can stand in a URL.
     *
     * @param what what the id is called in messages
     * @throws IllegalArgumentException if it is blank, or has a control character
     */
    public static String require(String what, String id) {
        if (id.isBlank() || id.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + " must not be blank nor hold control characters");
        }
        return id;
    }
}
