/**
 * Candidates: the requests for them, and fetching them.
 */
@NullMarked
package io.loist.db.internal.search.retrieve;

import org.jspecify.annotations.NullMarked;
