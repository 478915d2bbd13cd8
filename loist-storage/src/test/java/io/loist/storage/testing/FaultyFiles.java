package io.loist.storage.testing;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of this machine, through paths that let any step go wrong: the same on every system, and for every user. Whatever is
 * done with such a path is a step, and so is whatever is done with a file that was opened through it.
 */
public final class FaultyFiles extends FileSystemProvider {

    private final FileSteps steps;
    private final FileSystem system;
    private final UnsyncedChanges unsynced = new UnsyncedChanges();

    public FaultyFiles(FileSteps steps) {
        this.steps = steps;
        this.system = new FaultyFileSystem(this);
    }

    /** Returns what the disk may forget. */
    public UnsyncedChanges unsynced() {
        return unsynced;
    }

    /** Returns a path to the same file whose steps can go wrong. */
    public Path wrap(Path real) {
        return (Path) Proxy.newProxyInstance(
                Path.class.getClassLoader(),
                new Class<?>[] {Path.class},
                (proxy, method, arguments) -> call(real, method, arguments == null ? new Object[0] : arguments));
    }

    private @Nullable Object call(Path real, Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "getFileSystem" -> {
                return system;
            }
            case "iterator" -> {
                return wrapped(real.iterator()).iterator();
            }
            default -> {}
        }
        Object[] unwrapped = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            unwrapped[i] = arguments[i] instanceof Path path ? unwrap(path) : arguments[i];
        }
        try {
            Object result = method.invoke(real, unwrapped);
            return result instanceof Path path ? wrap(path) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private List<Path> wrapped(Iterator<Path> paths) {
        List<Path> wrapped = new ArrayList<>();
        paths.forEachRemaining(path -> wrapped.add(wrap(path)));
        return wrapped;
    }

    private static Path unwrap(Path path) {
        return path.getFileSystem() instanceof FaultyFileSystem ? Path.of(path.toString()) : path;
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        steps.next("open " + path.getFileName());
        Path real = unwrap(path);
        boolean isNew = !Files.exists(real);
        FileChannel channel = FileChannel.open(real, options, attributes);
        if (isNew) {
            unsynced.made(real);
        }
        return new FaultyChannel(channel, steps, new FaultyChannel.Changes(unsynced, real, UnsyncedChanges.key(real)));
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    @SuppressWarnings("StreamResourceLeak") // whoever closes the stream that is returned closes this one
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        steps.next("list " + folder.getFileName());
        DirectoryStream<Path> real = Files.newDirectoryStream(unwrap(folder), path -> filter.accept(wrap(path)));
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return wrapped(real.iterator()).iterator();
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        steps.next("create " + folder.getFileName());
        Files.createDirectory(unwrap(folder), attributes);
        unsynced.made(unwrap(folder));
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        steps.next("link " + link.getFileName());
        Files.createLink(unwrap(link), unwrap(existing));
        unsynced.made(unwrap(link));
    }

    @Override
    public void delete(Path path) throws IOException {
        steps.next("delete " + path.getFileName());
        if (Files.exists(unwrap(path), LinkOption.NOFOLLOW_LINKS)) {
            unsynced.removing(unwrap(path));
        }
        Files.delete(unwrap(path));
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        steps.next("copy " + source.getFileName());
        Files.copy(unwrap(source), unwrap(target), options);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        steps.next("move " + source.getFileName());
        unsynced.moving(unwrap(source), unwrap(target));
        Files.move(unwrap(source), unwrap(target), options);
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        steps.next("compare");
        return Files.isSameFile(unwrap(one), unwrap(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return Files.isHidden(unwrap(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return Files.getFileStore(unwrap(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        steps.next("check " + path.getFileName());
        Path real = unwrap(path);
        real.getFileSystem().provider().checkAccess(real, modes);
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return Files.getFileAttributeView(unwrap(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        steps.next("look at " + path.getFileName());
        return Files.readAttributes(unwrap(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String names, LinkOption... options) throws IOException {
        steps.next("look at " + path.getFileName());
        return Files.readAttributes(unwrap(path), names, options);
    }

    @Override
    public void setAttribute(Path path, String name, Object value, LinkOption... options) throws IOException {
        steps.next("change " + path.getFileName());
        Files.setAttribute(unwrap(path), name, value, options);
    }

    @Override
    public String getScheme() {
        return "faulty";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return system;
    }

    @Override
    public Path getPath(URI uri) {
        return wrap(Path.of(uri));
    }
}
