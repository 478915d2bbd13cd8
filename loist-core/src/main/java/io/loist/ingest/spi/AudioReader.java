package io.loist.ingest.spi;

import io.loist.AudioReadException;
import java.nio.channels.FileChannel;

/** Reads audio files: tags, technical data and artwork. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface AudioReader {

    /**
     * Reads a file. Its content decides what it is, never its name.
     *
     * @param file the open file; it is read at any position, and stays open
     * @param name what the file is called, such as its path: its last part without extension is the title of audio without one
     * @return what the file says of itself
     * @throws AudioReadException if the file cannot be read, is no audio, or is damaged; no other exception, whatever the file
     *     holds
     */
    AudioFile read(FileChannel file, String name);

    /**
     * Looks at the beginning of a file while the rest is still on its way, so that what is no audio need not be copied whole. By
     * default it does nothing.
     *
     * @param file the open file with the bytes so far
     * @param name what the file is called
     * @return whether there is no need to look again when there are more bytes
     * @throws AudioReadException if the file is no audio, whatever follows
     */
    default boolean sniff(FileChannel file, String name) {
        return true;
    }
}
