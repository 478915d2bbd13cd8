/**
 * From audio file to playable track: {@link io.loist.ingest.IngestPipeline} ingests what a host gives it,
 * {@link io.loist.ingest.IngestWorker} what a queue holds, and {@link io.loist.ingest.LibraryCheck} compares the result with the
 * bucket. The rooms behind it:
 *
 * <ul>
 *   <li>{@code internal.intake}: the way of a group of sources from bytes to tracks;
 *   <li>{@code internal.objects}: how objects are named, written and deleted;
 *   <li>{@code internal.lease}: leases on what this process works on, and the loop of a worker;
 *   <li>{@code internal.recovery}: what processes that died have left, and the comparison of database and bucket;
 *   <li>{@code spi}: what ingest requires of a database and of an audio reader.
 * </ul>
 */
@NullMarked
package io.loist.ingest;

import org.jspecify.annotations.NullMarked;
