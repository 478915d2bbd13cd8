/**
 * Benchmarks, outside the build: {@code exec:java@bench -Dexec.args="NAME …"} runs one. Each compares loist with its limit in the
 * same run, on the same data.
 */
@NullMarked
package io.loist.examples.bench;

import org.jspecify.annotations.NullMarked;
