/**
 * Tags of all formats, in one vocabulary.
 */
@NullMarked
package io.loist.audio.internal.tag;

import org.jspecify.annotations.NullMarked;
