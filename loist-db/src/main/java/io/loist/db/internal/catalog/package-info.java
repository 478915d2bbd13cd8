/** Reads the catalogue: entries, albums, and the tracks of both. */
@NullMarked
package io.loist.db.internal.catalog;

import org.jspecify.annotations.NullMarked;
