package io.loist.internal.names;

import io.loist.internal.Checksums;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Makes ids from names: UUIDs of version 8 (RFC 9562 §5.8), of which 122 bits are those of a SHA-256. */
public final class NameId {

    private static final long VERSION_MASK = 0xF000L;
    private static final long VERSION = 0x8000L;
    private static final int VARIANT_BITS = 2;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private NameId() {}

    /** Returns the id of what has this key, among all of one kind. */
    public static UUID of(String kind, String key) {
        byte[] text = (kind + '\0' + key).getBytes(StandardCharsets.UTF_8);
        ByteBuffer hash = ByteBuffer.wrap(Checksums.newSha256().digest(text));
        return new UUID((hash.getLong() & ~VERSION_MASK) | VERSION, (hash.getLong() >>> VARIANT_BITS) | VARIANT);
    }
}
