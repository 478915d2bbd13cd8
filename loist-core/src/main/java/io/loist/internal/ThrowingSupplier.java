package io.loist.internal;

/**
 * Computes a value, or fails with a checked exception.
 *
 * @param <T> the value's type
 * @param <E> the exception's type
 */
@FunctionalInterface
public interface ThrowingSupplier<T, E extends Exception> {

    /** Computes the value. */
    T get() throws E;
}
