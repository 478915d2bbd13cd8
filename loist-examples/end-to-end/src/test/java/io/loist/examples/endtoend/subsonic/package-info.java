/** Clients of Subsonic and OpenSubsonic use the server of {@code loist-examples/subsonic}. */
@NullMarked
package io.loist.examples.endtoend.subsonic;

import org.jspecify.annotations.NullMarked;
