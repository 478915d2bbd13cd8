package io.loist.signing.internal.v4;

/** Checks the access id of a signer. */
public final class AccessId {

    private AccessId() {}

    /**
     * Returns the id of a service account or an HMAC key, if it is valid.
     *
     * @param what the name of the id in messages
     * @throws IllegalArgumentException if it is blank or contains a control character
     */
    public static String require(String what, String id) {
        if (id.isBlank() || id.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + " must not be blank or contain control characters");
        }
        return id;
    }
}
