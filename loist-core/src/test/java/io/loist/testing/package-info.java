/** What the tests of loist's own modules share, and no host needs. */
@NullMarked
package io.loist.testing;

import org.jspecify.annotations.NullMarked;
