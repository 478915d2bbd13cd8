/** The README's program. */
@NullMarked
package io.loist.examples.quickstart;

import org.jspecify.annotations.NullMarked;
