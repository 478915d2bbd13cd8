/**
 * The track repository.
 */
@NullMarked
package io.loist.db.internal.track;

import org.jspecify.annotations.NullMarked;
