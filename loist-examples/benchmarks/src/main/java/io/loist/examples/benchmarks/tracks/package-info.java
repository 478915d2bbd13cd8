/** The tracks that are measured, and the tables without loist that they are written to. */
@NullMarked
package io.loist.examples.benchmarks.tracks;

import org.jspecify.annotations.NullMarked;
