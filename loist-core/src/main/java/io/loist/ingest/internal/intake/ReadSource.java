package io.loist.ingest.internal.intake;

import io.loist.ingest.spi.AudioFile;

/**
 * A source that has been opened and read.
 *
 * @param index its place in the group
 * @param file its bytes
 * @param audio what was read
 */
record ReadSource(int index, IngestFile file, AudioFile audio) implements GroupMember {}
