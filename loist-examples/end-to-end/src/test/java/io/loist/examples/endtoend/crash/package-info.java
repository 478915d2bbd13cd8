/** Processes that are killed or stall in the middle of an ingest, and processes that share one library. */
@NullMarked
package io.loist.examples.endtoend.crash;

import org.jspecify.annotations.NullMarked;
