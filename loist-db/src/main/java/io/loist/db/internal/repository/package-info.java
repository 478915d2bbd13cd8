/**
 * The repository of tracks: saving, changing, reading and listing them.
 */
@NullMarked
package io.loist.db.internal.repository;

import org.jspecify.annotations.NullMarked;
