package io.loist.storage.internal.server.upload;

import io.loist.internal.Checksums;
import io.loist.storage.internal.bytes.BlockInputStream;
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
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * The body of an upload on its way into a store. If the body is too long, too short or has another checksum than expected, reading
 * fails with an {@link HttpErrorException} before the end of the stream, so that no store takes the body for complete. What makes
 * reading fail is also reported to the caller, because the store wraps the exception in one of its own.
 */
final class CheckedBody extends BlockInputStream {

    private final InputStream in;
    private final UploadConditions conditions;
    private final Consumer<HttpErrorException> refusal;
    private final CRC32C crc32c = new CRC32C();
    private final Map<String, MessageDigest> digests = new TreeMap<>();
    private long size;
    private boolean checked;

    /**
     * Wraps a body.
     *
     * @param refusal receives the exception with which reading fails
     */
    CheckedBody(InputStream in, UploadConditions conditions, Consumer<HttpErrorException> refusal) {
        this.in = in;
        this.conditions = conditions;
        this.refusal = refusal;
        for (String algorithm : conditions.checksums().values().keySet()) {
            if (!algorithm.equals(ExpectedChecksums.CRC32C)) {
                digests.put(algorithm, digest(algorithm));
            }
        }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            int count = in.read(into, offset, length);
            check(into, offset, count);
            return count;
        } catch (HttpErrorException e) {
            refusal.accept(e);
            throw e;
        }
    }

    private void check(byte[] into, int offset, int count) throws HttpErrorException {
        if (count < 0) {
            checkOnce();
            return;
        }
        size += count;
        conditions.size().checkMax(size);
        crc32c.update(into, offset, count);
        for (MessageDigest digest : digests.values()) {
            digest.update(into, offset, count);
        }
    }

    private void checkOnce() throws HttpErrorException {
        if (checked) {
            return;
        }
        conditions.size().check(size);
        for (Map.Entry<String, String> sum : conditions.checksums().values().entrySet()) {
            if (!sum.getValue().equals(actual(sum.getKey()))) {
                throw new HttpErrorException(MediaError.BAD_DIGEST);
            }
        }
        checked = true;
    }

    private String actual(String algorithm) {
        MessageDigest digest = digests.get(algorithm);
        return digest == null ? Checksums.encode(crc32c) : Base64.getEncoder().encodeToString(digest.digest());
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
