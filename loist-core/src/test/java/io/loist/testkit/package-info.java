/** What tests of loist and of its hosts share: sample tracks, content of any size, and a clock to set. */
@NullMarked
package io.loist.testkit;

import org.jspecify.annotations.NullMarked;
