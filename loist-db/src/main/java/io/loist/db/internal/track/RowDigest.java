package io.loist.db.internal.track;

import io.loist.db.internal.jdbc.Scope;
import io.loist.db.internal.text.Fold;
import io.loist.db.internal.text.TrackNames;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The value that loist writes to the column {@code digest} with each change of a row, so that changes by other programs are detected.
 * It begins with 16 bits each that say what has read the row's names, 0 if nothing could, the version of the fold that computed its keys
 * and search entry, and the rule that computed its album.
 */
public final class RowDigest {

    private static final int BITS = Short.SIZE;

    private RowDigest() {}

    /** Returns the digest of a row whose content has this hash. */
    public static UUID of(byte[] sha256, TrackNames names, Scope scope) {
        ByteBuffer hash = ByteBuffer.wrap(sha256);
        return versioned(hash.getLong(), hash.getLong(), scope, names);
    }

    /** Returns a new random digest. */
    public static UUID unique(TrackNames names, Scope scope) {
        UUID random = UUID.randomUUID();
        return versioned(random.getMostSignificantBits(), random.getLeastSignificantBits(), scope, names);
    }

    /** Returns the digest of a row that is indexed: the one it has, unless that is of another version. */
    static UUID present(@Nullable UUID digest, TrackNames names, Scope scope) {
        UUID fresh = unique(names, scope);
        boolean isPresent =
                digest != null && digest.getMostSignificantBits() >>> BITS == fresh.getMostSignificantBits() >>> BITS;
        return digest != null && isPresent ? digest : fresh;
    }

    private static UUID versioned(long most, long least, Scope scope, TrackNames names) {
        int read = scope.readings().version(names.title(), names.artist());
        int rule = scope.albums().version().hashCode() & 0xFFFF;
        long versions = ((long) read << BITS | Fold.VERSION) << BITS | rule;
        return new UUID(versions << BITS | most >>> (3 * BITS), least);
    }
}
