/** Signed URLs in a real browser. */
@NullMarked
package io.loist.examples.endtoend.browser;

import org.jspecify.annotations.NullMarked;
