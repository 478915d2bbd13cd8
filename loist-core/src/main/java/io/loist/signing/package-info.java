/**
 * Signed URLs and upload forms, version 4 of Google's signing process, and their verification. Start at
 * {@link io.loist.signing.SignedUrlService}.
 */
@NullMarked
package io.loist.signing;

import org.jspecify.annotations.NullMarked;
