/**
 * Matroska and WebM.
 */
@NullMarked
package io.loist.audio.internal.format.matroska;

import org.jspecify.annotations.NullMarked;
