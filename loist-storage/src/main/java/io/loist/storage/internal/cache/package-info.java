/**
 * The cache of signed URLs.
 */
@NullMarked
package io.loist.storage.internal.cache;

import org.jspecify.annotations.NullMarked;
