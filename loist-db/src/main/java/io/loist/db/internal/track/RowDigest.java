package io.loist.db.internal.track;

import io.loist.db.internal.text.Fold;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * The value that loist writes to the column {@code digest} with each change of a row, so that changes by other programs are detected.
 * It begins with the version of the fold that computed the row's keys and search entry.
 */
public final class RowDigest {

    private static final int VERSION_BITS = Short.SIZE;

    private RowDigest() {}

    /** Returns the digest of a row whose content has this hash. */
    public static UUID of(byte[] sha256) {
        ByteBuffer hash = ByteBuffer.wrap(sha256);
        return versioned(hash.getLong(), hash.getLong());
    }

    /** Returns a new random digest. */
    public static UUID unique() {
        UUID random = UUID.randomUUID();
        return versioned(random.getMostSignificantBits(), random.getLeastSignificantBits());
    }

    /** Returns whether a digest has the present version of the fold. */
    public static boolean isPresent(UUID digest) {
        return digest.getMostSignificantBits() >>> (Long.SIZE - VERSION_BITS) == Fold.VERSION;
    }

    private static UUID versioned(long most, long least) {
        return new UUID((long) Fold.VERSION << (Long.SIZE - VERSION_BITS) | most >>> VERSION_BITS, least);
    }
}
