package io.loist.storage.internal.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.internal.Checksums;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One move of an object's file: it gets its second name before it loses its first, so that a crash leaves it under both, and the
 * repeated move takes the first away. That one file has two names does not tell a move that was cut off from a copy, so an empty
 * file marks the move until it is done. The first name is locked meanwhile, so that nobody moves one file to two places, and nobody
 * who deletes it does so between the two steps.
 *
 * <p>The mark of a move that was cut off is deleted once it is old, as all is that dead processes leave. No bytes depend on it: a move
 * that is repeated only then is refused, because there is an object of the second name, and the file keeps both.
 */
public final class FileMove {

    /** How the names of marks end. */
    static final String SUFFIX = ".move";

    private final StoredObject from;
    private final BucketFolder source;
    private final BucketFolder destination;
    private final ObjectRef to;
    private final Path original;
    private final Path target;
    private final Path mark;

    public FileMove(StoredObject from, BucketFolder source, BucketFolder destination, ObjectRef to) {
        this.from = from;
        this.source = source;
        this.destination = destination;
        this.to = to;
        this.original = source.file(from.ref().name());
        this.target = destination.file(to.name());
        this.mark = mark(destination, from, to);
    }

    /** Returns the file that exists while a move to a bucket is under way. */
    static Path mark(BucketFolder destination, StoredObject from, ObjectRef to) {
        Checksums digest = new Checksums();
        byte[] move = (from.ref().uri() + "#" + from.generation() + " " + to.uri()).getBytes(UTF_8);
        digest.update(move, 0, move.length);
        return destination.incoming().resolve(digest.sha256() + SUFFIX);
    }

    public StoredObject run() throws IOException {
        return NameLock.holding(source, original, this::move).at(to);
    }

    private ObjectDescription move() throws IOException {
        Optional<ObjectDescription> found = source.describe(original);
        if (found.isEmpty()) {
            return movedBefore();
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
            takeAway();
        }
        Files.deleteIfExists(mark);
        return found.get();
    }

    private void publish(IncomingFile incoming) throws IOException {
        boolean wasBegun = Files.exists(mark);
        if (!wasBegun) {
            Files.createFile(mark);
            BucketFolder.forceEntry(mark);
        }
        try {
            incoming.publish(target);
        } catch (FileAlreadyExistsException e) {
            if (!wasBegun || !Files.isSameFile(target, incoming.path())) {
                Files.deleteIfExists(mark);
                throw e;
            }
        }
    }

    /** Takes the first name away: it is still that of the file, since the lock keeps others from giving it to another one. */
    private void takeAway() throws IOException {
        if (Files.deleteIfExists(original)) {
            BucketFolder.forceEntry(original);
            source.deleteEmptyWayTo(original);
        }
    }

    private ObjectDescription movedBefore() throws IOException {
        Files.deleteIfExists(mark);
        return destination
                .describe(target)
                .filter(found -> found.at(to).hasSameBytesAs(from))
                .orElseThrow(() -> FileErrors.noSuchObject(from.ref().uri(), null));
    }
}
