/**
 * The types that all packages of loist share: exceptions, pages and cursors.
 *
 * <p>{@link io.loist.library.Loist} is a whole music library behind one object. Its parts: {@link io.loist.track.TrackRepository}
 * stores tracks, {@link io.loist.track.TrackQueue} shares the work on them, {@link io.loist.search.SearchService} finds them,
 * {@link io.loist.object.ObjectStore} stores their bytes, {@link io.loist.signing.SignedUrlService} signs the URLs that play them,
 * {@link io.loist.upload} lets browsers upload them, and {@link io.loist.ingest.IngestPipeline} turns files into tracks. The modules
 * {@code loist-db} and {@code loist-storage} implement them for PostgreSQL, Cloud Storage and the file system.
 *
 * <p>References are never null unless marked {@link org.jspecify.annotations.Nullable}; every method throws
 * {@link NullPointerException} for a null that is not allowed. Values return {@code @Nullable} where something may be absent, methods
 * that look something up return {@link java.util.Optional}.
 */
@NullMarked
package io.loist;

import org.jspecify.annotations.NullMarked;
