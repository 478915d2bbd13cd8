/**
 * Parsing: from the text of a query to an immutable {@link ParsedQuery}. Knows neither the database nor the vocabulary.
 */
@NullMarked
package io.loist.db.internal.search.query;

import org.jspecify.annotations.NullMarked;
