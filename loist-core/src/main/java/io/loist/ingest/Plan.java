package io.loist.ingest;

import io.loist.ingest.spi.AudioFile;
import io.loist.ingest.spi.IngestCommit;
import io.loist.ingest.spi.PendingDeletion;
import io.loist.ingest.spi.FileFingerprint;
import io.loist.ingest.spi.IngestLease;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
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

/** What will be written for a source, decided before anything is. */
final class Plan {

    /** Files up to this many bytes are held in memory while they are stored: one for each that is taken in at the same time. */
    static final long SMALL = 1024 * 1024;

    /** The cover and its small copies as they are stored. */
    record Pictures(@Nullable StoredObject artwork, SortedMap<Integer, StoredObject> thumbnails) {}

    private final UUID id;
    private final Material material;
    private final AudioFile audio;
    private final DuplicatePolicy policy;
    private final ObjectRef staging;
    private final ObjectRef target;
    private final @Nullable ObjectRef artwork;
    private final SortedMap<Integer, ObjectRef> thumbnails = new TreeMap<>();

    Plan(UUID id, Settings settings, Material material, AudioFile audio) {
        this.id = id;
        this.material = material;
        this.audio = audio;
        this.policy = settings.policy();
        this.staging = settings.temporary();
        this.target = isInPlace() ? there().ref() : settings.audio(id, audio.extension());
        this.artwork = audio.artwork() == null
                ? null
                : settings.artwork(id, audio.artwork().extension());
        audio.thumbnails()
                .forEach((size, picture) -> thumbnails.put(size, settings.thumbnail(id, size, picture.extension())));
    }

    UUID id() {
        return id;
    }

    IngestSource source() {
        return material.source();
    }

    Material material() {
        return material;
    }

    AudioFile audio() {
        return audio;
    }

    /** Returns whether the bytes are few enough to be compared before they are stored, and so need no temporary name. */
    boolean isSmall() {
        return material.object() == null && material.audio().size() <= SMALL;
    }

    /** Returns where the bytes are stored while nobody has compared them, unless they are {@linkplain #isSmall few}. */
    ObjectRef staging() {
        return staging;
    }

    /** Returns where the bytes are in the end. */
    ObjectRef target() {
        return target;
    }

    /** Returns where the cover is, or null if there is none. */
    @Nullable
    ObjectRef artwork() {
        return artwork;
    }

    /** Returns where the small copies of the cover are, by their size. */
    SortedMap<Integer, ObjectRef> thumbnails() {
        return thumbnails;
    }

    /** Returns whether the bytes are where they are in the end already. */
    boolean isInPlace() {
        return material.source() instanceof IngestSource.InPlace;
    }

    /** Returns the object that the bytes come from. */
    StoredObject there() {
        return material.requireObject();
    }

    /** Returns every object that will be written; never none, because a lease is held by them. */
    List<ObjectRef> objects() {
        List<ObjectRef> objects = new ArrayList<>();
        if (!isSmall()) {
            objects.add(staging);
        }
        if (!isInPlace()) {
            objects.add(target);
        }
        if (artwork != null) {
            objects.add(artwork);
        }
        objects.addAll(thumbnails.values());
        return objects;
    }

    /** Returns the track as it is announced: without what only finished objects have. */
    NewTrack announced() {
        StoredObject expected = StoredObject.builder(target)
                .size(material.audio().size())
                .contentType(audio.contentType())
                .build();
        return NewTrack.builder(audio.metadata(), audio.properties(), expected)
                .id(id)
                .status(TrackStatus.PROCESSING)
                .build();
    }

    IngestCommit completion(IngestLease writing, StoredObject audioObject, Pictures pictures) {
        NewTrack track = NewTrack.builder(audio.metadata(), audio.properties(), audioObject)
                .id(id)
                .artworkObject(pictures.artwork())
                .audioHash(audio.audioHash())
                .build();
        FileFingerprint file = material.source() instanceof IngestSource.File
                ? material.audio().note()
                : null;
        boolean upload = material.source() instanceof IngestSource.Uploaded;
        return new IngestCommit(writing, track, policy, pictures.thumbnails(), file, upload ? there() : null);
    }

    /** Returns what is of no use once the track is saved. */
    List<PendingDeletion> spent(IngestLease writing) {
        return material.source() instanceof IngestSource.Uploaded
                ? List.of(new PendingDeletion(there().ref(), there().generation(), writing.id()))
                : List.of();
    }

    IngestOutcome stored(Track track) {
        return new IngestOutcome.Stored(material.source(), track, audio.findings());
    }
}
