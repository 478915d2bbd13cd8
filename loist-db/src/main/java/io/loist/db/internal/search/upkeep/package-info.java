/**
 * Upkeep: refreshing the vocabulary and the tiers.
 */
@NullMarked
package io.loist.db.internal.search.upkeep;

import org.jspecify.annotations.NullMarked;
