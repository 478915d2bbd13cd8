/** Saving, loading, looking up and claiming tracks, against the bare SQL. */
@NullMarked
package io.loist.examples.benchmarks.database;

import org.jspecify.annotations.NullMarked;
