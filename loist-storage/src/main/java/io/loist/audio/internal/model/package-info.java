/**
 * What the parsers read from and write to.
 */
@NullMarked
package io.loist.audio.internal.model;

import org.jspecify.annotations.NullMarked;
