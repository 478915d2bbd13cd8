package io.loist.audio.internal.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a file's sound alone, without what tagging programs rewrite. Bytes are streamed through it in the order of
 * playing; which bytes are sound each format's class says. For one file and one thread.
 */
public final class AudioDigest {

    /** Where the sound of a file is: it adds its bytes, from first to last. */
    public interface Sound {
        void addTo(AudioDigest digest);
    }

    private final SourceFile file;
    private final MessageDigest digest;
    private long added;

    AudioDigest(SourceFile file) {
        this.file = file;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Adds how bare numbers are to be played, as the same numbers at another rate are another sound. Not for codecs that say
     * so themselves.
     */
    void describe(String how) {
        digest.update(how.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds the bytes from one position to another, as far as the file has them. */
    public void add(long start, long end) {
        long last = Math.min(end, file.length());
        if (start < 0 || start >= last) {
            return;
        }
        added += last - start;
        if (added <= file.length()) { // what says it has more than the file plays some of it twice, perhaps for ever
            file.stream(start, last - start, digest::update);
        }
    }

    /** Returns the hash in lower-case hexadecimal digits; null if there was no sound, or more than the file can hold. */
    @Nullable
    String hash() {
        return added == 0 || added > file.length() ? null : HexFormat.of().formatHex(digest.digest());
    }
}
