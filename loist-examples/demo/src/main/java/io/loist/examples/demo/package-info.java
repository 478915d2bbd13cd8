/** The demo: {@link io.loist.examples.demo.DemoMain} shows the whole library at work on a folder of music. */
@NullMarked
package io.loist.examples.demo;

import org.jspecify.annotations.NullMarked;
