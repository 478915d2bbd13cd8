/**
 * From audio file to playable track. Start at {@link io.loist.ingest.IngestPipeline}.
 */
@NullMarked
package io.loist.ingest;

import org.jspecify.annotations.NullMarked;
