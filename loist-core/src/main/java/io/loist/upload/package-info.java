/**
 * Uploads that go from a browser to the bucket directly. Start at {@link io.loist.upload.DirectUploads}.
 */
@NullMarked
package io.loist.upload;

import org.jspecify.annotations.NullMarked;
