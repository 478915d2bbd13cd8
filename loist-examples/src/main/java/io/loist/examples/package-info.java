/**
 * Runnable documentation. {@link io.loist.examples.QuickstartMain} is the README's program, {@link
 * io.loist.examples.DemoMain} shows the whole library at work on a folder of music.
 */
@NullMarked
package io.loist.examples;

import org.jspecify.annotations.NullMarked;
