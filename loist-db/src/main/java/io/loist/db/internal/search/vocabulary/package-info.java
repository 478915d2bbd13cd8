/**
 * Interpretation: what the words of a parsed query may stand for, given the vocabulary of the library. The result is an immutable
 * {@link InterpretedQuery}.
 */
@NullMarked
package io.loist.db.internal.search.vocabulary;

import org.jspecify.annotations.NullMarked;
