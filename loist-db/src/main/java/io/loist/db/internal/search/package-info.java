/**
 * The search service: runs one search from its text to its hits.
 */
@NullMarked
package io.loist.db.internal.search;

import org.jspecify.annotations.NullMarked;
