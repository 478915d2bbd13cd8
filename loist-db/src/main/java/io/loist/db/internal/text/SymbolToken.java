package io.loist.db.internal.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names without any letter or digit ("!!!", "+/-"): one token made from all their symbols. */
final class SymbolToken {
    private SymbolToken() {}

    static String token(String source) {
        String symbols = source.replace(" ", "").replace("\u0001", "");
        byte[] bytes = symbols.replace("\0", "").getBytes(StandardCharsets.UTF_8);
        try {
            return bytes.length == 0
                    ? ""
                    : "q"
                            + HexFormat.of()
                                    .formatHex(MessageDigest.getInstance("MD5").digest(bytes), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no MD5, which every Java must have", e);
        }
    }
}
