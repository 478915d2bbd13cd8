/**
 * The queue of tracks: claims, leases, status transitions, the feed of changes.
 */
@NullMarked
package io.loist.db.internal.work;

import org.jspecify.annotations.NullMarked;
