package io.loist.storage.internal.file;

import io.loist.ObjectStoreException;
import io.loist.object.Upload;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;

/**
 * The folder of a bucket, and the way from it to an object's file. It does not follow symbolic links: one that lies on the way
 * might lead out of the store.
 */
public final class BucketFolder {

    /** Where files are written before they appear under their names. No object's file begins with a dot. */
    private static final String INCOMING = ".incoming";

    private final Path path;

    public BucketFolder(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    Path incoming() {
        return path.resolve(INCOMING);
    }

    public Path file(String name) {
        return FileNames.resolve(path, name);
    }

    /** Returns whether the bucket is there. */
    public boolean exists() throws IOException {
        return isFolder(path);
    }

    /** Creates the bucket if it is not there. */
    public void create() throws IOException {
        createFolder(path);
        createFolder(incoming());
    }

    /**
     * Makes sure that a file is there, and that neither it nor anything on the way to it is a symbolic link.
     *
     * @throws NoSuchFileException if it is not there
     * @throws ObjectTrailer.DamagedFileException if it is a folder, or something else that is no file
     */
    public void checkWayTo(Path file) throws IOException {
        Path folder = path;
        for (Path step : path.relativize(file.getParent())) {
            folder = folder.resolve(step);
            if (!isFolder(folder)) {
                throw new NoSuchFileException(folder.toString());
            }
        }
        if (!attributes(file).isRegularFile()) {
            throw new ObjectTrailer.DamagedFileException("it is not a file");
        }
    }

    /** Returns the description of an object's file, or empty if there is none. */
    public Optional<ObjectDescription> describe(Path file) throws IOException {
        try {
            checkWayTo(file);
            return Optional.of(StoredFile.describe(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Makes sure that what an upload demands of its target is true.
     *
     * @throws FileAlreadyExistsException if there is an object where none must be
     * @throws ObjectStoreException if the object is not of the generation that it must be of
     */
    public void require(Upload upload, Path file) throws IOException {
        Long wanted = upload.generation();
        if (wanted == null) {
            return;
        }
        long found = describe(file).map(ObjectDescription::generation).orElse(0L);
        if (wanted == 0 && found != 0) {
            throw new FileAlreadyExistsException(file.toString());
        }
        if (wanted != found) {
            throw FileErrors.replaced(upload.target().uri());
        }
    }

    /** Creates the folders on the way to a file. */
    void createWayTo(Path file) throws IOException {
        Path folder = path;
        for (Path step : path.relativize(file.getParent())) {
            folder = folder.resolve(step);
            createFolder(folder);
        }
    }

    /** Deletes the folders on the way to a file that hold nothing any more. */
    public void deleteEmptyWayTo(Path file) throws IOException {
        for (Path folder = file.getParent(); folder != null && !folder.equals(path); folder = folder.getParent()) {
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException e) {
                return;
            }
        }
    }

    /** Makes sure that a file's or folder's being there, or being gone, survives a power failure. */
    public static void forceEntry(Path entry) {
        Path folder = Objects.requireNonNull(entry.getParent(), "every entry is in a folder");
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows cannot open folders; it writes their changes through by itself.
        }
    }

    private static void createFolder(Path folder) throws IOException {
        while (!isFolder(folder)) {
            try {
                Files.createDirectory(folder);
                forceEntry(folder);
                return;
            } catch (FileAlreadyExistsException e) {
                if (isOtherThanFolder(folder)) {
                    throw e;
                }
                // Somebody made it meanwhile, and may have deleted it again: look once more.
            }
        }
    }

    private static boolean isOtherThanFolder(Path path) throws IOException {
        try {
            return !attributes(path).isDirectory();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static boolean isFolder(Path folder) throws IOException {
        try {
            return attributes(folder).isDirectory();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isSymbolicLink()) {
            throw symbolicLink(path);
        }
        return attributes;
    }

    private static FileSystemException symbolicLink(Path link) {
        return new FileSystemException(link.toString(), null, "a symbolic link, which the store does not follow");
    }
}
