/**
 * The canonical request and the string to sign of version 4 of Google's signing process.
 */
@NullMarked
package io.loist.signing.internal.v4;

import org.jspecify.annotations.NullMarked;
