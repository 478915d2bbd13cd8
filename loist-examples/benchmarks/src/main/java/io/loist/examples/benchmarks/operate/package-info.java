/** What it costs to observe loist, and how it holds under steady load. */
@NullMarked
package io.loist.examples.benchmarks.operate;

import org.jspecify.annotations.NullMarked;
