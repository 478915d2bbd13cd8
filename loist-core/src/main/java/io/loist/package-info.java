/**
 * What every room of loist shares: the exceptions, and the pages that lists come in.
 *
 * <p>Start at the service you need: {@link io.loist.track.TrackRepository} keeps tracks,
 * {@link io.loist.track.TrackQueue} shares the work on them, {@link io.loist.search.SearchService} finds them,
 * {@link io.loist.object.ObjectStore} keeps their bytes, {@link io.loist.signing.SignedUrlService} lets them be played, and
 * {@link io.loist.ingest.IngestPipeline} does all of it for a file. The adapters that implement them are in the modules
 * {@code loist-db} and {@code loist-storage}.
 *
 * <p>References are never null unless they are marked {@link org.jspecify.annotations.Nullable}; every method throws
 * {@link NullPointerException} for a null it does not allow.
 */
@NullMarked
package io.loist;

import org.jspecify.annotations.NullMarked;
