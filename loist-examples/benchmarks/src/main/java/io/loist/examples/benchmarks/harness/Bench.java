package io.loist.examples.benchmarks.harness;

/** A benchmark. */
public interface Bench {

    /** Returns its name on the command line. */
    String name();

    /** Returns its options and what it compares, in one line. */
    String usage();

    /** Measures, and writes the figures into the report. */
    void run(BenchOptions options, BenchReport report) throws Exception;
}
