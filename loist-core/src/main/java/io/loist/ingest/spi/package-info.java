/**
 * What ingest requires of an audio reader and of a database. This package is for those who write one: hosts use
 * {@link io.loist.ingest.spi.AudioReader} and {@link io.loist.ingest.spi.IngestDatabase} only to pass them on, and need nothing
 * else of it.
 */
@NullMarked
package io.loist.ingest.spi;

import org.jspecify.annotations.NullMarked;
