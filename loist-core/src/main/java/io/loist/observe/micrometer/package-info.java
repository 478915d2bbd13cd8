/** Calls of loist as meters or observations of Micrometer, for hosts that have {@code micrometer-core} or {@code micrometer-observation}. */
@NullMarked
package io.loist.observe.micrometer;

import org.jspecify.annotations.NullMarked;
