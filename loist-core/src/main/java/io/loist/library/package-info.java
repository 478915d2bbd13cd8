/**
 * The façade: {@link io.loist.library.Loist} wires a database, an object store and a signing key into a music library with one method
 * for each thing that a host does every day. Everything it does can be done with its parts alone.
 */
@NullMarked
package io.loist.library;

import org.jspecify.annotations.NullMarked;
