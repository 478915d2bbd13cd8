/**
 * The settings of a bucket: the wanted ones, the actual ones, the difference between them, and the examination of a bucket in use.
 */
@NullMarked
package io.loist.storage.internal.bucket;

import org.jspecify.annotations.NullMarked;
