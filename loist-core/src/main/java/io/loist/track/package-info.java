/**
 * Tracks and where they are kept. Start at {@link io.loist.track.TrackRepository}.
 */
@NullMarked
package io.loist.track;

import org.jspecify.annotations.NullMarked;
