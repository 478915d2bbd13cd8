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
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;

/**
 * The folder of a bucket, and the folders from it to an object's file. Symbolic links are not followed, because they could lead out of
 * the store.
 */
public final class BucketFolder {

    /** The folder in which files are written before they get their names. No object's file begins with a dot. */
    private static final String INCOMING = ".incoming";

    private final Path path;
    private final FilePermissions permissions;

    public BucketFolder(Path path, FilePermissions permissions) {
        this.path = path;
        this.permissions = permissions;
    }

    BucketFolder(Path path) {
        this(path, FilePermissions.OF_THE_PROCESS);
    }

    FilePermissions permissions() {
        return permissions;
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

    /** Returns whether the bucket exists. */
    public boolean exists() throws IOException {
        return isFolder(path);
    }

    /** Creates the bucket, unless it exists. */
    public void create() throws IOException {
        createFolder(path);
        createFolder(incoming());
    }

    /**
     * Checks that a file exists, and that neither it nor a folder above it is a symbolic link.
     *
     * @throws NoSuchFileException if it does not exist
     * @throws ObjectTrailer.DamagedFileException if it is not a regular file
     */
    public void checkPathTo(Path file) throws IOException {
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

    /**
     * Opens an object's file, as {@link StoredFile#open} does. No folder on the way can be exchanged for a link meanwhile.
     *
     * @throws NoSuchFileException if it does not exist
     */
    public StoredFile open(Path file) throws IOException {
        FileChannel channel;
        try {
            channel = FolderHandles.in(path, file, BucketFolder::openFile);
        } catch (IOException e) {
            checkPathTo(file); // says what is wrong with it
            throw e;
        }
        if (channel != null) {
            return StoredFile.of(channel);
        }
        checkPathTo(file);
        return StoredFile.open(file);
    }

    private static FileChannel openFile(SecureDirectoryStream<Path> folder, Path name) throws IOException {
        BasicFileAttributes attributes = folder.getFileAttributeView(
                        name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
        if (!attributes.isRegularFile()) { // opening a pipe would wait
            throw new ObjectTrailer.DamagedFileException("it is not a file");
        }
        return (FileChannel) folder.newByteChannel(name, StoredFile.READING);
    }

    /** Deletes a file, and returns whether it existed. */
    public boolean delete(Path file) throws IOException {
        try {
            Boolean deleted = FolderHandles.in(path, file, (folder, name) -> {
                folder.deleteFile(name);
                return true;
            });
            return deleted != null || Files.deleteIfExists(file);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Moves a file of this folder over another one, in one atomic step. */
    void replace(Path file, Path target) throws IOException {
        Boolean moved = FolderHandles.in(
                path,
                file,
                (from, name) -> FolderHandles.in(path, target, (to, newName) -> {
                    from.move(name, to, newName);
                    return true;
                }));
        if (moved == null) {
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Returns the description in an object's file, or empty if the file does not exist. */
    public Optional<ObjectDescription> describe(Path file) throws IOException {
        try (StoredFile stored = open(file)) {
            return Optional.of(stored.description());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Checks the precondition of an upload.
     *
     * @throws FileAlreadyExistsException if the object exists but must not
     * @throws ObjectStoreException if the object does not have the required generation
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

    /** Creates the folders above a file. */
    void createPathTo(Path file) throws IOException {
        Path folder = path;
        for (Path step : path.relativize(file.getParent())) {
            folder = folder.resolve(step);
            createFolder(folder);
        }
    }

    /** Deletes the empty folders above a file. */
    public void deleteEmptyFoldersAbove(Path file) throws IOException {
        for (Path folder = file.getParent(); folder != null && !folder.equals(path); folder = folder.getParent()) {
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException e) {
                return;
            }
        }
    }

    /** Forces the creation or deletion of a file or folder to the disk, so that it survives a power failure. */
    public static void forceEntry(Path entry) {
        Path folder = Objects.requireNonNull(entry.getParent(), "every entry is in a folder");
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows cannot open folders; it writes their changes through.
        }
    }

    private void createFolder(Path folder) throws IOException {
        while (!isFolder(folder)) {
            try {
                Files.createDirectory(folder, permissions.ofFolders());
                forceEntry(folder);
                return;
            } catch (FileAlreadyExistsException e) {
                if (isOtherThanFolder(folder)) {
                    throw e;
                }
                // Another process created it and may have deleted it again, so retry.
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
