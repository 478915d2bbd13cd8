/**
 * Upkeep of the vocabulary and of the tiers.
 */
@NullMarked
package io.loist.db.internal.search.upkeep;

import org.jspecify.annotations.NullMarked;
