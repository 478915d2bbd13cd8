/** Searching, against the seed design and Lucene. */
@NullMarked
package io.loist.examples.benchmarks.search;

import org.jspecify.annotations.NullMarked;
