/** Tests of the harness. */
@NullMarked
package io.loist.examples.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
