package io.loist.db.internal.track;

import io.loist.db.internal.text.Fold;
import io.loist.db.internal.text.NameReadings;
import io.loist.db.internal.text.TrackNames;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The value that loist writes to the column {@code digest} with each change of a row, so that changes by other programs are detected.
 * It begins with 16 bits that say what has read the row's names, 0 if nothing could, and with the version of the fold that computed its
 * keys and search entry.
 */
public final class RowDigest {

    private static final int BITS = Short.SIZE;

    private RowDigest() {}

    /** Returns the digest of a row whose content has this hash. */
    public static UUID of(byte[] sha256, TrackNames names, NameReadings readings) {
        ByteBuffer hash = ByteBuffer.wrap(sha256);
        return versioned(hash.getLong(), hash.getLong(), readings.version(names.title(), names.artist()));
    }

    /** Returns a new random digest. */
    public static UUID unique(TrackNames names, NameReadings readings) {
        UUID random = UUID.randomUUID();
        return versioned(
                random.getMostSignificantBits(),
                random.getLeastSignificantBits(),
                readings.version(names.title(), names.artist()));
    }

    /** Returns the digest of a row that is indexed: the one it has, unless that is of another version. */
    static UUID present(@Nullable UUID digest, TrackNames names, NameReadings readings) {
        UUID fresh = unique(names, readings);
        boolean isPresent = digest != null
                && digest.getMostSignificantBits() >>> (2 * BITS) == fresh.getMostSignificantBits() >>> (2 * BITS);
        return digest != null && isPresent ? digest : fresh;
    }

    private static UUID versioned(long most, long least, int read) {
        long versions = (long) read << BITS | Fold.VERSION;
        return new UUID(versions << (2 * BITS) | most >>> (2 * BITS), least);
    }
}
