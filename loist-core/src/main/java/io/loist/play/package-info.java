/**
 * What listeners play, star and rate. Start at {@link io.loist.play.PlayLog}.
 */
@NullMarked
package io.loist.play;

import org.jspecify.annotations.NullMarked;
