/**
 * HTTP as the local media server speaks it: requests, responses, errors, ranges, multipart bodies.
 */
@NullMarked
package io.loist.storage.internal.server.http;

import org.jspecify.annotations.NullMarked;
