package io.loist.examples.endtoend.fuzz;

import java.time.Duration;
import java.util.List;

/** Something of loist that is given inputs from outside. */
interface FuzzTarget extends AutoCloseable {

    /** Returns inputs to begin with, besides those in the corpus. */
    List<byte[]> seeds();

    /** Returns pieces that inputs consist of. */
    List<byte[]> words();

    /** Returns the processor time that one input may take. */
    Duration limit();

    /**
     * Handles an input.
     *
     * @return what kind of end it came to: a new kind makes the input worth changing further
     * @throws Exception if a promise was broken
     */
    String run(byte[] input) throws Exception;

    @Override
    default void close() {}
}
