package io.loist.audio.internal.model;

import io.loist.internal.Checksums;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Computes the audio hash of a file: the SHA-256 of its sound, without anything that tag editors rewrite. Each format's class adds the
 * bytes of its sound in playing order. For one file and one thread.
 */
public final class AudioDigest {

    private final SourceFile file;
    private final MessageDigest digest = Checksums.newSha256();
    private long added;

    AudioDigest(SourceFile file) {
        this.file = file;
    }

    /**
     * Adds the properties of raw samples, because the same samples at another rate are another sound. Codecs that encode their
     * properties do not need it.
     */
    void describe(String how) {
        digest.update(how.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds the bytes between two positions, the second exclusive, up to the end of the file. */
    public void add(long start, long end) {
        long last = Math.min(end, file.length());
        if (start < 0 || start >= last) {
            return;
        }
        added += last - start;
        if (added <= file.length()) { // more than the file means that parts repeat, perhaps endlessly
            file.stream(start, last - start, digest::update);
        }
    }

    /** Returns the hash in lower-case hexadecimal digits; null if there was no sound, or more than the file's length. */
    @Nullable
    String hash() {
        return added == 0 || added > file.length() ? null : HexFormat.of().formatHex(digest.digest());
    }
}
