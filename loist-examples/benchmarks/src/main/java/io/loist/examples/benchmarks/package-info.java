/**
 * Benchmarks, outside the build: {@code exec:java@bench -Dexec.args="NAME …"} runs one. Each compares loist with its limit in
 * the same run, on the same data. The harness times and reports, {@code tracks} makes the data, and each other package measures
 * one part of loist.
 */
@NullMarked
package io.loist.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
