/** What every application with loist must do, as tests that the host applications extend. */
@NullMarked
package io.loist.examples.hosts;

import org.jspecify.annotations.NullMarked;
