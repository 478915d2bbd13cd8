/** What loist tells about its calls, for metrics, traces and logs: {@link io.loist.observe.LoistObserver}. */
@NullMarked
package io.loist.observe;

import org.jspecify.annotations.NullMarked;
