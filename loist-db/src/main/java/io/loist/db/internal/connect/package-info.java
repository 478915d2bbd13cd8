/**
 * Settings of the connection and its pool.
 */
@NullMarked
package io.loist.db.internal.connect;

import org.jspecify.annotations.NullMarked;
