/**
 * Leases on what this process works on: taken with a time limit, renewed while the work goes on, lost when this process stands
 * still for too long.
 */
@NullMarked
package io.loist.ingest.internal.lease;

import org.jspecify.annotations.NullMarked;
