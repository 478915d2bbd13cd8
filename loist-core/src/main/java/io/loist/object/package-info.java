/**
 * Objects in buckets: storing, reading, listing, moving and deleting them. Start at {@link io.loist.object.ObjectStore}. URLs through
 * which clients fetch objects are signed by {@code io.loist.signing}.
 */
@NullMarked
package io.loist.object;

import org.jspecify.annotations.NullMarked;
