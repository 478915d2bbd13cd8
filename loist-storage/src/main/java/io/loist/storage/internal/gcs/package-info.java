/**
 * The object store on Google Cloud Storage.
 */
@NullMarked
package io.loist.storage.internal.gcs;

import org.jspecify.annotations.NullMarked;
