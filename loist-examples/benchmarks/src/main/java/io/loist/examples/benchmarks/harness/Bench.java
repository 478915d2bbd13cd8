package io.loist.examples.benchmarks.harness;

/** A benchmark. */
public interface Bench {

    /** Returns the name it is started by. */
    String name();

    /** Returns the options it takes, and what it compares, in one line. */
    String usage();

    /** Measures, and writes what it found into the report. */
    void run(BenchOptions options, BenchReport report) throws Exception;
}
