/** Tests of the demo. */
@NullMarked
package io.loist.examples.demo;

import org.jspecify.annotations.NullMarked;
