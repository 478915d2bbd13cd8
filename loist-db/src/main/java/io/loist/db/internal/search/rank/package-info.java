/**
 * Ranking: from candidates to scored candidates and their highlights, without a database.
 */
@NullMarked
package io.loist.db.internal.search.rank;

import org.jspecify.annotations.NullMarked;
