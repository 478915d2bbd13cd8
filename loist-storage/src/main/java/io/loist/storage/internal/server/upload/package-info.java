/**
 * Uploads to the local media server: in one request, resumable, and by form.
 */
@NullMarked
package io.loist.storage.internal.server.upload;

import org.jspecify.annotations.NullMarked;
