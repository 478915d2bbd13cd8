package io.loist.storage.internal.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loist.internal.Checksums;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A move of an object's file. The file is linked under its new name before the old name is deleted, so a crash leaves it under both,
 * and repeating the move deletes the old one. A file with two names may also be a copy, so an empty marker file exists while a move is
 * in progress. The old name is locked during the move, so that no other process moves or deletes the file between the two steps.
 *
 * <p>The marker of an interrupted move is deleted after a day, like everything that crashed processes leave. No bytes depend on it: a
 * move that is repeated later is refused because the new name is taken, and the file keeps both names.
 */
public final class FileMove {

    /** The file name suffix of markers. */
    static final String SUFFIX = ".move";

    private final StoredObject from;
    private final BucketFolder source;
    private final BucketFolder destination;
    private final ObjectRef to;
    private final Path original;
    private final Path target;
    private final Path marker;

    public FileMove(StoredObject from, BucketFolder source, BucketFolder destination, ObjectRef to) {
        this.from = from;
        this.source = source;
        this.destination = destination;
        this.to = to;
        this.original = source.file(from.ref().name());
        this.target = destination.file(to.name());
        this.marker = marker(destination, from, to);
    }

    /** Returns the file that exists while the move is in progress. */
    static Path marker(BucketFolder destination, StoredObject from, ObjectRef to) {
        byte[] move = (from.ref().uri() + "#" + from.generation() + " " + to.uri()).getBytes(UTF_8);
        return destination.incoming().resolve(Checksums.sha256(move) + SUFFIX);
    }

    public StoredObject run() throws IOException {
        return NameLock.holding(source, original, this::move).at(to);
    }

    private ObjectDescription move() throws IOException {
        Optional<ObjectDescription> found = source.describe(original);
        if (found.isEmpty()) {
            return alreadyMoved();
        }
        if (found.get().generation() != from.generation()) {
            throw FileErrors.replaced(from.ref().uri());
        }
        if (original.equals(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        try (IncomingFile incoming = new IncomingFile(destination)) {
            incoming.link(original);
            publish(incoming);
            deleteOriginal();
        }
        Files.deleteIfExists(marker);
        return found.get();
    }

    private void publish(IncomingFile incoming) throws IOException {
        boolean wasStarted = Files.exists(marker);
        if (!wasStarted) {
            Files.createFile(marker, destination.permissions().ofFiles());
            BucketFolder.forceEntry(marker);
        }
        try {
            incoming.publish(target);
        } catch (FileAlreadyExistsException e) {
            if (!wasStarted || !Files.isSameFile(target, incoming.path())) {
                Files.deleteIfExists(marker);
                throw e;
            }
        }
    }

    /** Deletes the old name. It still belongs to this file, because of the lock. */
    private void deleteOriginal() throws IOException {
        if (source.delete(original)) {
            BucketFolder.forceEntry(original);
            source.deleteEmptyFoldersAbove(original);
        }
    }

    private ObjectDescription alreadyMoved() throws IOException {
        Files.deleteIfExists(marker);
        return destination
                .describe(target)
                .filter(found -> found.at(to).hasSameBytesAs(from))
                .orElseThrow(() -> FileErrors.noSuchObject(from.ref().uri(), null));
    }
}
