/**
 * Uploads from a browser directly to the bucket. Start at {@link io.loist.upload.DirectUploads}.
 */
@NullMarked
package io.loist.upload;

import org.jspecify.annotations.NullMarked;
