/**
 * Scoring and highlighting of candidates, without a database.
 */
@NullMarked
package io.loist.db.internal.search.rank;

import org.jspecify.annotations.NullMarked;
