package io.loist.ingest;

import io.loist.AudioReadException;
import io.loist.ObjectStoreException;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a source as a file of this machine, which is what audio is read from; temporary if the source is no file itself.
 */
final class Material implements AutoCloseable {

    private static final int MAX_NAME = 100;

    private final IngestSource source;
    private final AudioPath audio;
    private final @Nullable FileSums sums;
    private final @Nullable StoredObject object;

    private Material(IngestSource source, AudioPath audio, @Nullable FileSums sums, @Nullable StoredObject object) {
        this.source = source;
        this.audio = audio;
        this.sums = sums;
        this.object = object;
    }

    /**
     * Fetches the bytes of a source.
     *
     * @throws AudioReadException if a file or stream cannot be read
     * @throws ObjectStoreException if there is no such object, or it cannot be read
     */
    static Material of(IngestSource source, ObjectStore objects) {
        if (source instanceof IngestSource.File file) {
            return new Material(source, AudioPath.of(file.path()), null, null);
        }
        if (source instanceof IngestSource.Content content) {
            return fetched(source, null, () -> content.content().open());
        }
        ObjectRef ref =
                source instanceof IngestSource.InPlace place ? place.ref() : ((IngestSource.Uploaded) source).ref();
        StoredObject object = objects.stat(ref).orElseThrow(() -> missing(ref));
        Material material = fetched(source, object, () -> objects.read(ref));
        FileSums sums = material.sums;
        if (sums == null || sums.size() != object.size() || !sums.crc32c().equals(object.crc32c())) {
            material.close();
            throw new ObjectStoreException(
                    ObjectStoreException.Reason.INTEGRITY,
                    ref.uri(),
                    "The object " + ref + " changed while it was read, or came damaged; try again.",
                    null);
        }
        return material;
    }

    /** Returns the bytes of a file that has been looked at. */
    static Material of(IngestSource source, AudioPath audio) {
        return new Material(source, audio, null, null);
    }

    IngestSource source() {
        return source;
    }

    AudioPath audio() {
        return audio;
    }

    /**
     * Returns all the bytes, to be called for small files only.
     *
     * @throws AudioReadException if they are no longer those that were looked at first, or cannot be read
     */
    byte[] bytes() {
        byte[] bytes = audio.bytes();
        audio.requireUnchanged();
        if (sums != null && !sums.equals(FileSums.of(bytes))) {
            throw audio.changed();
        }
        return bytes;
    }

    /** Returns the name that is kept with the object. */
    Map<String, String> metadata() {
        return Map.of(IngestPipeline.FILE_NAME, lastPart(source.name()));
    }

    /** Returns the sums of the bytes if they have been read. */
    @Nullable
    FileSums sums() {
        return sums;
    }

    /** Returns the sums of bytes that are known to have been read. */
    FileSums requireSums() {
        return Objects.requireNonNull(sums);
    }

    /** Returns the object that holds the bytes already, or null if none does. */
    @Nullable
    StoredObject object() {
        return object;
    }

    /** Returns the object that is known to hold the bytes. */
    StoredObject requireObject() {
        return Objects.requireNonNull(object);
    }

    /** Returns these bytes with their sums. */
    Material summed() {
        return sums == null ? new Material(source, audio, audio.sums(), object) : this;
    }

    @Override
    public void close() {
        if (!(source instanceof IngestSource.File)) {
            discard(audio.path());
            discard(audio.path().getParent());
        }
    }

    private interface Opening {
        InputStream open() throws IOException;
    }

    private static Material fetched(IngestSource source, @Nullable StoredObject object, Opening opening) {
        String name = source.name();
        Path folder = null;
        Path file = null;
        try {
            folder = Files.createTempDirectory("loist-ingest");
            file = folder.resolve(fileName(name));
            FileSums sums;
            try (InputStream in = opening.open();
                    OutputStream out = Files.newOutputStream(file)) {
                sums = FileSums.copying(in, out);
            }
            return new Material(source, AudioPath.of(file), sums, object);
        } catch (IOException | RuntimeException e) {
            discard(file);
            discard(folder);
            if (e instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new AudioReadException(
                    AudioReadException.Reason.UNREADABLE,
                    name,
                    "The bytes of " + name + " cannot be fetched: " + e.getMessage()
                            + "; check their source, and the room for temporary files.",
                    e);
        }
    }

    private static void discard(@Nullable Path path) {
        try {
            if (path != null) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // The system empties its folder for temporary files itself
        }
    }

    /** What a user typed must not lead anywhere else, nor be more than a file system takes. */
    private static String fileName(String name) {
        String safe = lastPart(name).replaceAll("[^\\p{L}\\p{N} ._-]", "_");
        String tail = safe.substring(Math.max(0, safe.length() - MAX_NAME));
        return tail.isBlank() || tail.startsWith(".") ? "audio" + tail.strip() : tail;
    }

    private static String lastPart(String name) {
        return name.substring(name.replace('\\', '/').lastIndexOf('/') + 1);
    }

    private static ObjectStoreException missing(ObjectRef ref) {
        return new ObjectStoreException(
                ObjectStoreException.Reason.NOT_FOUND,
                ref.uri(),
                "There is no object " + ref + " to take in; check its name, and that the upload was finished.",
                null);
    }
}
