/** Tests of the benchmarks of reading. */
@NullMarked
package io.loist.examples.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
