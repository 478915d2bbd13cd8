/**
 * Monkey's Audio, Musepack, True Audio, WavPack, DSF and DSDIFF.
 */
@NullMarked
package io.loist.audio.internal.format.other;

import org.jspecify.annotations.NullMarked;
