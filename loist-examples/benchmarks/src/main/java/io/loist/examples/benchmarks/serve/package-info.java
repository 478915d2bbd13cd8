/** The local media server beside nginx and a plain file copy. */
@NullMarked
package io.loist.examples.benchmarks.serve;

import org.jspecify.annotations.NullMarked;
