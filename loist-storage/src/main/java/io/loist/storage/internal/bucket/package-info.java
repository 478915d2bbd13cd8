/**
 * The settings of a bucket: what they are, what they should be, and the difference.
 */
@NullMarked
package io.loist.storage.internal.bucket;

import org.jspecify.annotations.NullMarked;
