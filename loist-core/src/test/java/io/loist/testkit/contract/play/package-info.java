/**
 * What every {@link io.loist.play.PlayLog} must do.
 */
@NullMarked
package io.loist.testkit.contract.play;

import org.jspecify.annotations.NullMarked;
