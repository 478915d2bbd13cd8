/** Signing and transferring objects, against the JDK, Google's client and a plain HTTP copy. */
@NullMarked
package io.loist.examples.benchmarks.storage;

import org.jspecify.annotations.NullMarked;
