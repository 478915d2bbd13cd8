/** Reading and ingesting a folder of audio files. */
@NullMarked
package io.loist.examples.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
