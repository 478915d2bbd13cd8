/**
 * The object store on Google Cloud Storage, on public classes of Google's clients only: {@code google-cloud-storage} for everything
 * that it can do, and the generated client of the JSON API ({@link io.loist.storage.internal.gcs.GcsJsonApi}) for downloads and
 * bucket settings. Nothing here uses {@code com.google.cloud.storage.spi}.
 *
 * <p>The reasons, measured on loopback with objects of 256 MiB and of 20 KB, as medians of ratios of throughput on two cores that
 * were not idle:
 *
 * <ul>
 *   <li>Small uploads: {@code Storage.create} reaches 0.98 of requests made by hand, provided that gzip is off (0.53 with it).
 *   <li>Large uploads: {@code Storage.writer} reaches 0.67 of a stream of loist's own on {@code StorageRpc}, and 0.82 when the bodies
 *       are written in blocks of 256 KiB ({@link io.loist.storage.internal.gcs.GcsTransport}). {@code Storage.createFrom} with a
 *       stream would store half an object if the source fails, as it closes its channel then; {@code BlobWriteSession} does not
 *       repeat a request over HTTP.
 *   <li>Downloads: {@code Storage.reader} reaches 0.75 of the generated client and {@code downloadTo} 0.86 for large objects, and
 *       0.35 and 0.41 for small ones, as neither returns the object's checksum and generation: that takes another call.
 * </ul>
 *
 * <p>In a paired run (one process, one server, rounds of 128 MiB that alternate, medians of the ratios), large uploads reach 0.65 of the
 * former stream of loist's own at a load of 13 on two cores, and 0.15 to 0.3 at loads above 16, where each of the 16 requests waits for
 * a processor; adding each chunk to the checksums in a second thread made no difference. That is below the 0.8 at which the public
 * client would need no excuse. It stays: nothing internal can break with an update, and a virtual machine's network of at most
 * 1.25 GB/s, or a distance of a few milliseconds, limits one upload before the client does.
 */
@NullMarked
package io.loist.storage.internal.gcs;

import org.jspecify.annotations.NullMarked;
