/**
 * Windows Media.
 */
@NullMarked
package io.loist.audio.internal.format.asf;

import org.jspecify.annotations.NullMarked;
