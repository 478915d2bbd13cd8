/**
 * Tracks and search on PostgreSQL 13 to 18. Most users only need {@link io.loist.db.LoistDatabase}.
 */
@NullMarked
package io.loist.db;

import org.jspecify.annotations.NullMarked;
