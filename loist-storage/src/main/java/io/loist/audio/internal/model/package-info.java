/**
 * What the formats' classes read from and write to: the source file, and the builder of its tags, sound properties and pictures.
 */
@NullMarked
package io.loist.audio.internal.model;

import org.jspecify.annotations.NullMarked;
