/**
 * Servers, files and fixtures that the tests of this module share.
 */
@NullMarked
package io.loist.storage.testing.gcs;

import org.jspecify.annotations.NullMarked;
