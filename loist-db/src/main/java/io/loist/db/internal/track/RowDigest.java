package io.loist.db.internal.track;

import io.loist.db.internal.text.Fold;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * What loist writes into the column {@code digest} with every change of a row, so that a change by another program shows. It begins
 * with the version of the fold that the row's keys and entry were made with.
 */
public final class RowDigest {

    private static final int VERSION_BITS = Short.SIZE;

    private RowDigest() {}

    /** Returns the digest of a row whose content has this hash. */
    public static UUID of(byte[] sha256) {
        ByteBuffer hash = ByteBuffer.wrap(sha256);
        return versioned(hash.getLong(), hash.getLong());
    }

    /** Returns a digest that no other row has. */
    public static UUID unique() {
        UUID random = UUID.randomUUID();
        return versioned(random.getMostSignificantBits(), random.getLeastSignificantBits());
    }

    /** Returns whether a digest was made with the present version of the fold. */
    public static boolean isPresent(UUID digest) {
        return digest.getMostSignificantBits() >>> (Long.SIZE - VERSION_BITS) == Fold.VERSION;
    }

    private static UUID versioned(long most, long least) {
        return new UUID((long) Fold.VERSION << (Long.SIZE - VERSION_BITS) | most >>> VERSION_BITS, least);
    }
}
