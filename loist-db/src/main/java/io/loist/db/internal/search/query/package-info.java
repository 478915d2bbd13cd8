/**
 * The query: parsed, and interpreted with the vocabulary.
 */
@NullMarked
package io.loist.db.internal.search.query;

import org.jspecify.annotations.NullMarked;
