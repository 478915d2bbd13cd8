package io.loist.examples.web;

import io.loist.examples.web.Searches.TrackView;
import io.loist.ingest.IngestSource;
import io.loist.library.Loist;
import io.loist.object.ObjectLayout;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.signing.SignedUrlRequest;
import io.loist.track.Track;
import io.loist.upload.DirectUploads;
import io.loist.upload.ExpectedUpload;
import io.loist.upload.UploadSession;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** Lets the browser send files to the store, and ingests them when they are there. */
final class Uploads {

    private static final long MAX_BYTES = 2L << 30;
    private static final int MAX_NAME = 150;
    private static final Pattern UNUSABLE = Pattern.compile("[\\p{Cntrl}/\\\\#?*\\[\\]]+");

    private final Loist loist;
    private final Searches searches;
    private final DirectUploads uploads;
    private final String bucket;
    private final String origin;

    Uploads(Loist loist, Searches searches, String bucket, String origin) {
        this.loist = loist;
        this.searches = searches;
        this.uploads = DirectUploads.create(loist.signedUrls(), loist.objects());
        this.bucket = bucket;
        this.origin = origin;
    }

    /** Where the browser sends the bytes, and the object that they become. */
    record Started(URI session, String object) {}

    Started start(PageRequest request) {
        String name = UNUSABLE.matcher(request.text("name")).replaceAll("_");
        ObjectRef object = new ObjectRef(
                bucket,
                ObjectLayout.TEMPORARY_PREFIX + UUID.randomUUID() + "/"
                        + name.substring(Math.max(0, name.length() - MAX_NAME)));
        UploadSession session =
                uploads.open(SignedUrlRequest.startUpload(object).build(), origin);
        return new Started(session.uri(), object.name());
    }

    /** Makes a track of an upload. */
    TrackView finish(PageRequest request) {
        String name = request.text("object");
        if (!name.startsWith(ObjectLayout.TEMPORARY_PREFIX)) {
            throw new IllegalArgumentException("Only an upload can become a track.");
        }
        ObjectRef object = new ObjectRef(bucket, name);
        StoredObject stored = uploads.completeUpload(
                ExpectedUpload.builder(object).size(1, MAX_BYTES).build());
        Track track = loist.ingest(IngestSource.upload(object, stored.generation()));
        return searches.views(List.of(track)).get(0);
    }
}
