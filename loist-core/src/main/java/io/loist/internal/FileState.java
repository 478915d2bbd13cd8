package io.loist.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Size, time of the last change and identity of a file: if all three are equal later, the file has not changed as far as can be
 * seen without reading it.
 *
 * @param size in bytes
 * @param modified the time of its last change
 * @param key the file system's own identity of the file, or null if it has none
 */
public record FileState(
        long size, Instant modified, @Nullable Object key) {

    /** Returns the state of a file whose attributes have been read. */
    public static FileState of(BasicFileAttributes attributes) {
        return new FileState(attributes.size(), attributes.lastModifiedTime().toInstant(), attributes.fileKey());
    }

    /** Reads the present state of a file; symbolic links are followed, unless an option says otherwise. */
    public static FileState of(Path file, LinkOption... links) throws IOException {
        return of(Files.readAttributes(file, BasicFileAttributes.class, links));
    }
}
