/** What every implementation of loist's interfaces must do, as tests to extend, and what those tests stand on. */
@NullMarked
package io.loist.testing;

import org.jspecify.annotations.NullMarked;
