/**
 * Where signing keys come from: files, metadata, the IAM API.
 */
@NullMarked
package io.loist.storage.internal.keys;

import org.jspecify.annotations.NullMarked;
