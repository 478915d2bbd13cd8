/**
 * The object store on a file system.
 */
@NullMarked
package io.loist.storage.internal.file;

import org.jspecify.annotations.NullMarked;
