/**
 * Leases on the work of this process: acquired with a time limit, renewed during the work, lost when this process is paused for too
 * long.
 */
@NullMarked
package io.loist.ingest.internal.lease;

import org.jspecify.annotations.NullMarked;
