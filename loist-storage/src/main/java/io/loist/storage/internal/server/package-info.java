/**
 * The local media server: routes a request from its signature to the store.
 */
@NullMarked
package io.loist.storage.internal.server;

import org.jspecify.annotations.NullMarked;
