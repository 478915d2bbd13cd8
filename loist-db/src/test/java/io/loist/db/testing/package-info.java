/**
 * Servers, files and fixtures that the tests of this module share.
 */
@NullMarked
package io.loist.db.testing;

import org.jspecify.annotations.NullMarked;
