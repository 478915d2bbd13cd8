package io.loist.ingest;

import io.loist.AudioReadException;
import io.loist.AudioReadException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Computes the hash that tells whether a file's bytes are stored already. */
final class FileHash {

    private static final int CHUNK = 64 * 1024;

    private FileHash() {}

    /**
     * Returns the lower-case hexadecimal SHA-256 of a file's bytes.
     *
     * @throws AudioReadException if the file is not a regular file or cannot be read
     */
    static String sha256(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw unreadable(file, "it is not a regular file; name a file, or a folder where folders are taken", null);
        }
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] chunk = new byte[CHUNK];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                digest.update(chunk, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchFileException e) {
            throw unreadable(file, "there is no such file; check the name", e);
        } catch (AccessDeniedException e) {
            throw unreadable(file, "this user may not read it; change its permissions", e);
        } catch (IOException e) {
            throw unreadable(file, "the disk reports: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static AudioReadException unreadable(
            Path file, String why, @org.jspecify.annotations.Nullable Exception cause) {
        return new AudioReadException(
                Reason.UNREADABLE, file.toString(), "The file " + file + " cannot be read: " + why + ".", cause);
    }
}
