/**
 * What ingest asks of its parts: the reader of audio files, and the database with its journal. For those who write one.
 */
@NullMarked
package io.loist.ingest.spi;

import org.jspecify.annotations.NullMarked;
