/**
 * Tracks: their values, and the contracts of {@link io.loist.track.TrackRepository}, which stores them,
 * {@link io.loist.track.TrackQueue}, {@link io.loist.track.TrackStatuses} and {@link io.loist.track.StatusFeed}, which process them.
 */
@NullMarked
package io.loist.track;

import org.jspecify.annotations.NullMarked;
