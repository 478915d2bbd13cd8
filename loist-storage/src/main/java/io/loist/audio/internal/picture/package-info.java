/**
 * Cover pictures: their type and size.
 */
@NullMarked
package io.loist.audio.internal.picture;

import org.jspecify.annotations.NullMarked;
