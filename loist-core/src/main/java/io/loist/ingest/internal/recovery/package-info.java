/** Finds and undoes what does not belong together: leftovers of processes that died, and objects and tracks without each other. */
@NullMarked
package io.loist.ingest.internal.recovery;

import org.jspecify.annotations.NullMarked;
