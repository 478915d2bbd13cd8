package io.loist.db.internal.track;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Hashes as hexadecimal text and as bytes. */
public final class Hex {

    private Hex() {}

    public static byte @Nullable [] bytes(@Nullable String hexadecimal) {
        return hexadecimal == null ? null : HexFormat.of().parseHex(hexadecimal);
    }

    public static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : HexFormat.of().formatHex(bytes);
    }
}
