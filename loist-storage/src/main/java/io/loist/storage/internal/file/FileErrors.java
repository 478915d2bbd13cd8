package io.loist.storage.internal.file;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Translates the exceptions of the file system to those of an object store. */
public final class FileErrors {

    /** If less space is free, a failed write is attributed to a full disk. */
    private static final long FULL_BELOW_BYTES = 1024 * 1024;

    private final Path root;

    public FileErrors(Path root) {
        this.root = root;
    }

    /**
     * Translates an exception.
     *
     * @param object the {@code gs://} URI of the object or bucket of the call
     */
    public ObjectStoreException translate(String object, IOException e) {
        if (e instanceof FileAlreadyExistsException) {
            return new ObjectStoreException(
                    Reason.PRECONDITION_FAILED,
                    object,
                    "There is an object " + object
                            + " already, which was not changed; use another name, delete it first,"
                            + " or upload with Precondition.NONE to replace it.",
                    e);
        }
        if (e instanceof NoSuchFileException) {
            return noSuchObject(object, e);
        }
        if (e instanceof ObjectTrailer.DamagedFileException) {
            return new ObjectStoreException(
                    Reason.INTEGRITY,
                    object,
                    "The file of " + object + " under " + root + " is damaged or was not written by loist: "
                            + e.getMessage() + ". Restore it from a backup, or remove it.",
                    e);
        }
        if (e instanceof ObjectTrailer.TooLongException) {
            return refused(object, String.valueOf(e.getMessage()), e);
        }
        if (e instanceof NameLock.HeldException) {
            return unavailable(object, String.valueOf(e.getMessage()), e);
        }
        if (e instanceof ClosedByInterruptException) {
            return unavailable(object, "the thread was interrupted; nothing was stored", e);
        }
        return refusedOrUnavailable(object, e);
    }

    private ObjectStoreException refusedOrUnavailable(String object, IOException e) {
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (e instanceof AccessDeniedException || text.contains("read-only file system")) {
            return new ObjectStoreException(
                    Reason.PERMISSION_DENIED,
                    object,
                    "This process has no permission to use the files of " + object + " under " + root
                            + "; allow its user to read and write that folder and its content (" + describe(e) + ").",
                    e);
        }
        if (text.contains("too long") && e instanceof FileSystemException) {
            return refused(object, "its path under " + root + " is too long; use a shorter name or folder", e);
        }
        if (text.contains("hard link")) {
            return refused(
                    object,
                    "the file system that holds " + root + " has no hard links, which loist needs to store objects"
                            + " without overwriting others; use a folder on another file system",
                    e);
        }
        if (text.contains("symbolic link")) {
            return refused(object, "the store contains a symbolic link at " + describe(e) + "; remove it", e);
        }
        if (text.contains("no space left") || text.contains("quota") || isFull()) {
            return unavailable(object, "the disk that holds " + root + " is full; free some space and try again", e);
        }
        return unavailable(object, describe(e) + "; check the disk that holds " + root + " and try again", e);
    }

    public static ObjectStoreException noSuchObject(String object, @Nullable Throwable cause) {
        return new ObjectStoreException(
                Reason.NOT_FOUND, object, "There is no object " + object + "; check its name.", cause);
    }

    /** Returns the exception for an object that is not the generation that the caller expects. */
    static ObjectStoreException replaced(String object) {
        return new ObjectStoreException(
                Reason.PRECONDITION_FAILED,
                object,
                object + " was replaced or deleted since it was read, and was not changed; read it again.",
                null);
    }

    public ObjectStoreException noSuchBucket(String bucket) {
        return new ObjectStoreException(
                Reason.NOT_FOUND,
                "gs://" + bucket,
                "There is no bucket gs://" + bucket + " under " + root
                        + "; check its name, or create it with createBucket(\"" + bucket + "\").",
                null);
    }

    private static ObjectStoreException refused(String object, String why, Throwable cause) {
        return new ObjectStoreException(
                Reason.REFUSED, object, "The file system refused the call for " + object + ": " + why + ".", cause);
    }

    private static ObjectStoreException unavailable(String object, String why, Throwable cause) {
        return new ObjectStoreException(
                Reason.UNAVAILABLE, object, "The call for " + object + " failed: " + why + ".", cause);
    }

    private static String describe(IOException e) {
        return e instanceof FileSystemException ? String.valueOf(e.getMessage()) : e.toString();
    }

    private boolean isFull() {
        try {
            return Files.getFileStore(root).getUsableSpace() < FULL_BELOW_BYTES;
        } catch (IOException e) {
            return false;
        }
    }
}
