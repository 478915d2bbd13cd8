/** A music library for the clients of Subsonic and OpenSubsonic. */
@NullMarked
package io.loist.examples.subsonic;

import org.jspecify.annotations.NullMarked;
