package io.loist.storage.internal.file;

import io.loist.object.ByteRange;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.storage.internal.bytes.OpenObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open file of an object. It remains readable if the object is replaced or deleted. */
public final class StoredFile implements AutoCloseable {

    /** How objects' files are opened. */
    static final Set<OpenOption> READING = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private static final Logger LOG = LoggerFactory.getLogger(StoredFile.class);

    private final FileChannel channel;
    private final ObjectDescription description;

    private StoredFile(FileChannel channel, ObjectDescription description) {
        this.channel = channel;
        this.description = description;
    }

    /**
     * Opens an object's file.
     *
     * @throws java.nio.file.NoSuchFileException if it does not exist
     * @throws ObjectTrailer.DamagedFileException if it is damaged or not the file of an object
     */
    static StoredFile open(Path path) throws IOException {
        return of(FileChannel.open(path, READING));
    }

    /** Returns an object's file that is open already, and closes it with the result. */
    static StoredFile of(FileChannel channel) throws IOException {
        try {
            return new StoredFile(channel, ObjectTrailer.read(channel));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Returns what the file says of the object. */
    ObjectDescription description() {
        return description;
    }

    /** Returns the object's generation. */
    public long generation() {
        return description.generation();
    }

    /** Copies the object's bytes to another file, and returns its description. */
    public ObjectDescription copyTo(FileChannel copy) throws IOException {
        for (long position = 0; position < description.size(); ) {
            position += channel.transferTo(position, description.size() - position, copy);
        }
        return description;
    }

    /** Returns a stream of a range, which verifies the checksum if the range is the whole object. Closing the stream closes this file. */
    public InputStream stream(ObjectRef ref, ByteRange range) {
        return new StoredFileStream(ref, channel, range, description);
    }

    /** Returns this file as an object. Closing either closes both. */
    public OpenObject at(ObjectRef ref) {
        return new OpenObject() {
            @Override
            public ObjectStore.Details details() {
                return description.detailsAt(ref);
            }

            @Override
            public InputStream stream(ByteRange range) {
                return StoredFile.this.stream(ref, range);
            }

            @Override
            public void close() {
                try {
                    channel.close();
                } catch (IOException e) {
                    LOG.debug("The file of {} could not be closed: {}", ref, e.toString());
                }
            }
        };
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
