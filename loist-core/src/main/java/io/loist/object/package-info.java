/**
 * The bytes of a music library: objects in buckets, and the signed URLs they are played through.
 *
 * <p>Start at {@link io.loist.object.ObjectStore} to keep bytes, and at {@link io.loist.signing.SignedUrlService} to let them
 * be fetched.
 */
@NullMarked
package io.loist.media;

import org.jspecify.annotations.NullMarked;
