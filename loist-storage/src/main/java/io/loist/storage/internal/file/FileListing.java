package io.loist.storage.internal.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loist.ObjectStoreException;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists the objects in a bucket's folder in the order of their names. Only the entries of the folders above the current position are in
 * memory. Objects that are added or deleted during the listing may be included or not. Other files are skipped.
 */
public final class FileListing extends AbstractSpliterator<StoredObject> {

    private static final Logger LOG = LoggerFactory.getLogger(FileListing.class);

    private final String bucketName;
    private final BucketFolder bucket;
    private final byte[] prefix;
    private final FileErrors errors;
    private final Deque<Iterator<Entry>> open = new ArrayDeque<>();

    public FileListing(String bucketName, BucketFolder bucket, String prefix, FileErrors errors) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.DISTINCT | Spliterator.NONNULL);
        this.bucketName = bucketName;
        this.bucket = bucket;
        this.errors = errors;
        this.prefix = prefix.getBytes(UTF_8);
        open.push(List.of(new Entry(new byte[0], bucket.path(), true)).iterator());
    }

    /**
     * Advances to the next object.
     *
     * @throws ObjectStoreException if a folder or file cannot be read
     */
    @Override
    public boolean tryAdvance(Consumer<? super StoredObject> action) {
        try {
            while (!open.isEmpty()) {
                if (!open.element().hasNext()) {
                    open.pop();
                    continue;
                }
                Entry entry = open.element().next();
                if (entry.isFolder) {
                    open.push(entriesOf(entry).iterator());
                } else if (accept(entry, action)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw errors.translate("gs://" + bucketName, e);
        }
    }

    private List<Entry> entriesOf(Entry folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        if (!is(folder.path, BasicFileAttributes::isDirectory)) {
            return entries;
        }
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder.path)) {
            for (Path path : paths) {
                addIfWanted(entries, folder, path);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort((a, b) -> Arrays.compareUnsigned(a.name, b.name));
        return entries;
    }

    /** Tests a path's attributes. If they cannot be read, the listing fails, because it must not omit an object. */
    private static boolean is(Path path, Predicate<BasicFileAttributes> kind) throws IOException {
        try {
            return kind.test(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void addIfWanted(List<Entry> entries, Entry folder, Path path) {
        String fileName = String.valueOf(path.getFileName());
        byte[] part = fileName.startsWith(".") ? null : FileNames.decode(fileName);
        if (part == null) {
            return;
        }
        byte[] name = Arrays.copyOf(folder.name, folder.name.length + part.length);
        System.arraycopy(part, 0, name, folder.name.length, part.length);
        boolean isFolder = FileNames.isFolder(fileName);
        int common = Math.min(name.length, prefix.length);
        boolean fits = Arrays.equals(name, 0, common, prefix, 0, common);
        if (fits && (isFolder || name.length >= prefix.length)) {
            entries.add(new Entry(name, path, isFolder));
        }
    }

    private boolean accept(Entry entry, Consumer<? super StoredObject> action) throws IOException {
        String name = new String(entry.name, UTF_8);
        try {
            if (bucket.file(name).equals(entry.path) && is(entry.path, BasicFileAttributes::isRegularFile)) {
                Optional<ObjectDescription> description = bucket.describe(entry.path);
                description.ifPresent(found -> action.accept(found.at(new ObjectRef(bucketName, name))));
                return description.isPresent();
            }
        } catch (NoSuchFileException e) {
            return false;
        } catch (ObjectTrailer.DamagedFileException | IllegalArgumentException e) {
            LOG.warn(
                    "The listing of gs://{} skips {}, which is damaged or not the file of an object",
                    bucketName,
                    entry.path);
        }
        return false;
    }

    /** A file or folder, with the object's complete name or the prefix of the names in the folder. */
    private static final class Entry {

        private final byte[] name;
        private final Path path;
        private final boolean isFolder;

        Entry(byte[] name, Path path, boolean isFolder) {
            this.name = name;
            this.path = path;
            this.isFolder = isFolder;
        }
    }
}
