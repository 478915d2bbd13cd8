/** What every benchmark uses: options, the report, rounds, a PostgreSQL server, a watch on the heap. */
@NullMarked
package io.loist.examples.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
