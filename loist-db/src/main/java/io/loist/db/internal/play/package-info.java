/**
 * What listeners play, star and rate, and how plays become counts and popularity.
 */
@NullMarked
package io.loist.db.internal.play;

import org.jspecify.annotations.NullMarked;
