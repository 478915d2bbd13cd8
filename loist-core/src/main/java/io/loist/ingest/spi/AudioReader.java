package io.loist.ingest.spi;

import io.loist.AudioReadException;
import java.nio.file.Path;

/** Reads audio files: tags, technical data and artwork. Implementations are safe for use by many threads. */
public interface AudioReader {

    /**
     * Reads a file. Its content decides what it is, never its name.
     *
     * @return what the file says of itself; a title is always there, the file's name without extension if it has no tag
     * @throws AudioReadException if the file cannot be opened, is no audio, or is damaged; no other exception, whatever the
     *     file holds
     */
    AudioFile read(Path file);
}
