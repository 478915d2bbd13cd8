/**
 * The way of a group of sources from bytes to tracks. {@link io.loist.ingest.internal.intake.IngestTransaction} is the whole of
 * it, step by step; {@link io.loist.ingest.internal.intake.AudioSource} is what differs between the kinds of sources.
 */
@NullMarked
package io.loist.ingest.internal.intake;

import org.jspecify.annotations.NullMarked;
