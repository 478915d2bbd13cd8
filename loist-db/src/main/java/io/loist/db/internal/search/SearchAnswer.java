package io.loist.db.internal.search;

/**
 * The answer of one attempt.
 *
 * @param value what was found
 * @param sawStaleTracks whether there are tracks that search has not indexed since they changed; false if that was not looked up
 */
record SearchAnswer<T>(T value, boolean sawStaleTracks) {}
