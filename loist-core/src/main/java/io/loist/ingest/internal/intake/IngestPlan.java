package io.loist.ingest.internal.intake;

import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.ingest.internal.objects.FileChecksums;
import io.loist.ingest.internal.objects.ObjectNames;
import io.loist.ingest.spi.AudioFile;
import io.loist.ingest.spi.IngestCommit;
import io.loist.ingest.spi.IngestLease;
import io.loist.ingest.spi.IngestStart;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import io.loist.track.DuplicatePolicy;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What will be written for one source, decided before anything is. */
final class IngestPlan {

    private final ReadSource source;
    private final UUID id;
    private final ObjectRef staging;
    private final ObjectRef target;
    private final @Nullable ObjectRef artwork;
    private final SortedMap<Integer, ObjectRef> thumbnails = new TreeMap<>();

    /** Plans a track with this id. */
    IngestPlan(ReadSource source, UUID id, ObjectNames names) {
        this.source = source;
        this.id = id;
        this.staging = names.temporary();
        AudioFile audio = source.audio();
        this.target = file().placement().target(names, id, audio.extension());
        this.artwork = audio.artwork() == null
                ? null
                : names.artwork(id, audio.artwork().extension());
        audio.thumbnails()
                .forEach((size, picture) -> thumbnails.put(size, names.thumbnail(id, size, picture.extension())));
    }

    UUID id() {
        return id;
    }

    ReadSource source() {
        return source;
    }

    IngestFile file() {
        return source.file();
    }

    AudioFile audio() {
        return source.audio();
    }

    /** Returns the temporary name for bytes that have not been compared yet. */
    ObjectRef staging() {
        return staging;
    }

    /** Returns the name of the audio object. */
    ObjectRef target() {
        return target;
    }

    /** Returns the name of the artwork object, or null if there is no artwork. */
    @Nullable
    ObjectRef artwork() {
        return artwork;
    }

    /** Returns the names of the thumbnails, by their size. */
    SortedMap<Integer, ObjectRef> thumbnails() {
        return thumbnails;
    }

    /** Returns every object that will be written. */
    List<ObjectRef> objects() {
        List<ObjectRef> objects = new ArrayList<>(file().placement().written(this));
        if (artwork != null) {
            objects.add(artwork);
        }
        objects.addAll(thumbnails.values());
        return objects;
    }

    /** Returns the track without what only stored objects have. */
    IngestStart start() {
        AudioFile audio = audio();
        StoredObject expected = StoredObject.builder(target)
                .size(file().size())
                .contentType(audio.contentType())
                .build();
        NewTrack track = NewTrack.builder(audio.metadata(), audio.properties(), expected)
                .id(id)
                .status(TrackStatus.PROCESSING)
                .build();
        return new IngestStart(track, objects());
    }

    /** Completes an upload of the audio. */
    Upload upload(Upload.Builder upload) {
        return upload.contentType(audio().contentType())
                .metadata(file().metadata())
                .build();
    }

    /**
     * Returns the audio object with its SHA-256.
     *
     * @throws ObjectStoreException if it does not have the bytes that were read
     */
    StoredObject checked(StoredObject stored, FileChecksums sums) {
        if (!sums.match(stored)) {
            throw new ObjectStoreException(
                    Reason.INTEGRITY,
                    target.uri(),
                    "The bytes of " + target + " are not those that were stored; try again.",
                    null);
        }
        return stored.withSha256(sums.sha256());
    }

    /** The artwork and its scaled copies as they are stored. */
    record Pictures(@Nullable StoredObject artwork, SortedMap<Integer, StoredObject> thumbnails) {

        /** No artwork. */
        static final Pictures NONE = new Pictures(null, new TreeMap<>());
    }

    /** Returns what the database saves now that everything is stored. */
    IngestCommit commit(IngestLease lease, DuplicatePolicy policy, StoredObject audioObject, Pictures pictures) {
        AudioFile audio = audio();
        NewTrack track = NewTrack.builder(audio.metadata(), audio.properties(), audioObject)
                .id(id)
                .artworkObject(pictures.artwork())
                .audioHash(audio.audioHash())
                .build();
        return new IngestCommit(
                lease,
                track,
                policy,
                pictures.thumbnails(),
                file().fingerprint().orElse(null),
                file().placement().spent().orElse(null));
    }

    /** Returns the result of this source once its track is saved. */
    IngestResult stored(Track track) {
        return new IngestResult.Stored(track, audio().findings());
    }
}
