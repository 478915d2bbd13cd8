/** In-memory implementations of the contracts, for tests without a database or a bucket. */
@NullMarked
package io.loist.testkit.memory;

import org.jspecify.annotations.NullMarked;
