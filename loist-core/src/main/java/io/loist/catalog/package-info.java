/**
 * Browsing: artists, albums, genres, labels and years as things with ids, in alphabetical order. Start at
 * {@link io.loist.catalog.Catalog}.
 */
@NullMarked
package io.loist.catalog;

import org.jspecify.annotations.NullMarked;
