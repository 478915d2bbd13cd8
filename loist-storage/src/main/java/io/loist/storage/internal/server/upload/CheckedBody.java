package io.loist.storage.internal.server.upload;

import io.loist.storage.internal.bytes.BlockInputStream;
import io.loist.storage.internal.bytes.ContentDigest;
import io.loist.storage.internal.server.http.HttpErrorException;
import io.loist.storage.internal.server.http.MediaError;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.zip.CRC32C;

/**
 * The bytes of an upload on their way into a store. One that turns out too long, too short or not to have the checksums it must have
 * breaks off with a {@link HttpErrorException} before its end is reached, so that no store takes it for whole.
 */
public final class CheckedBody extends BlockInputStream {

    private final InputStream in;
    private final UploadConditions terms;
    private final IntConsumer progress;
    private final CRC32C crc32c = new CRC32C();
    private final Map<String, MessageDigest> digests = new TreeMap<>();
    private long size;
    private boolean checked;

    /** Passes bytes on, and says each time how many moved. */
    public CheckedBody(InputStream in, UploadConditions terms, IntConsumer progress) {
        this.in = in;
        this.terms = terms;
        this.progress = progress;
        for (String algorithm : terms.sums().values().keySet()) {
            if (!algorithm.equals(ExpectedChecksums.CRC32C)) {
                digests.put(algorithm, digest(algorithm));
            }
        }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = in.read(into, offset, length);
        if (count < 0) {
            checkOnce();
            return count;
        }
        size += count;
        terms.size().checkAtMost(size);
        crc32c.update(into, offset, count);
        for (MessageDigest digest : digests.values()) {
            digest.update(into, offset, count);
        }
        progress.accept(count);
        return count;
    }

    private void checkOnce() throws HttpErrorException {
        if (checked) {
            return;
        }
        terms.size().check(size);
        for (Map.Entry<String, String> sum : terms.sums().values().entrySet()) {
            if (!sum.getValue().equals(actual(sum.getKey()))) {
                throw new HttpErrorException(MediaError.BAD_DIGEST);
            }
        }
        checked = true;
    }

    private String actual(String algorithm) {
        MessageDigest digest = digests.get(algorithm);
        return digest == null
                ? ContentDigest.encode(crc32c)
                : Base64.getEncoder().encodeToString(digest.digest());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm.toUpperCase(Locale.ROOT));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java platform has no " + algorithm + ", though every one must.", e);
        }
    }
}
