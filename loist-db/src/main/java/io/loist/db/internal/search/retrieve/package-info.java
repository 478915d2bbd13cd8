/**
 * Retrieval: from an interpreted query to candidate queries, and from these to candidates by bounded work.
 */
@NullMarked
package io.loist.db.internal.search.retrieve;

import org.jspecify.annotations.NullMarked;
