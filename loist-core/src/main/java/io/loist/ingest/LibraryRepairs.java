package io.loist.ingest;

import io.loist.LoistException;
import io.loist.ingest.LibraryCheck.Fault;
import io.loist.ingest.LibraryCheck.Finding;
import io.loist.ingest.internal.objects.ObjectNames;
import io.loist.ingest.internal.recovery.LibraryComparison.Difference;
import io.loist.ingest.spi.ExpectedObject;
import io.loist.ingest.spi.IngestDatabase;
import io.loist.ingest.spi.ObjectRole;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.track.Track;
import io.loist.track.TrackPatch;
import io.loist.track.TrackStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Examines differences once more, and repairs those that are faults. */
final class LibraryRepairs {

    private static final Duration MAX_CLOCK_DIFFERENCE = Duration.ofDays(1);
    private static final Logger LOG = LoggerFactory.getLogger(LibraryRepairs.class);

    private final IngestDatabase database;
    private final ObjectStore objects;
    private final Set<Fault> which;
    private final Clock clock;

    LibraryRepairs(IngestDatabase database, ObjectStore objects, Set<Fault> which, Clock clock) {
        this.database = database;
        this.objects = objects;
        this.which = Set.copyOf(which);
        this.clock = clock;
    }

    /** Returns what is wrong, or null if nothing is. */
    private static @Nullable Fault fault(ExpectedObject expected, @Nullable StoredObject found) {
        StoredObject object = expected.object();
        if (found == null) {
            return Fault.MISSING;
        }
        if (object.crc32c() == null) {
            return object.size() == 0 || object.size() == found.size() ? Fault.UNNOTED : Fault.SIZE;
        }
        if (object.size() != found.size()) {
            return Fault.SIZE;
        }
        boolean sameGeneration = object.generation() == found.generation();
        boolean sameBytes = found.crc32c() == null ? sameGeneration : object.hasSameBytesAs(found);
        if (!sameBytes) {
            return Fault.CHECKSUM;
        }
        return sameGeneration ? null : Fault.GENERATION;
    }

    /** Returns those differences that are faults. */
    List<Finding> settle(List<Difference> differences) {
        Set<ObjectRef> unexpected = differences.stream()
                .filter(difference -> difference.expected() == null)
                .map(Difference::ref)
                .collect(Collectors.toSet());
        Set<ObjectRef> known =
                unexpected.isEmpty() ? Set.of() : database.journal().knownObjects(unexpected);
        List<Finding> findings = new ArrayList<>();
        for (Difference difference : differences) {
            ExpectedObject expected = difference.expected();
            Finding finding =
                    expected == null ? orphan(Objects.requireNonNull(difference.found()), known) : again(expected);
            if (finding != null) {
                findings.add(finding);
            }
        }
        return findings;
    }

    /**
     * Every object is in the journal before it is written, so one that existed and is unknown is an orphan if it still exists. An
     * object of the same name and another generation is being written now.
     */
    private @Nullable Finding orphan(StoredObject seen, Set<ObjectRef> known) {
        ObjectRef ref = seen.ref();
        StoredObject there = known.contains(ref) || isRecentUpload(ref)
                ? null
                : objects.stat(ref).orElse(null);
        if (there == null || there.generation() != seen.generation()) {
            return null;
        }
        boolean done = repaired(Fault.ORPHANED, () -> objects.delete(ref, seen.generation()));
        return new Finding(Fault.ORPHANED, ref, null, null, there, done);
    }

    private boolean isRecentUpload(ObjectRef ref) {
        Instant now = clock.instant();
        return ObjectNames.isTemporary(ref)
                && ObjectNames.madeAt(ref).isAfter(now.minus(IngestPipeline.MAX_UPLOAD_AGE))
                && ObjectNames.madeAt(ref).isBefore(now.plus(MAX_CLOCK_DIFFERENCE));
    }

    private @Nullable Finding again(ExpectedObject expected) {
        UUID id = Objects.requireNonNull(expected.track());
        Track track = database.tracks().findById(id).orElse(null);
        StoredObject now = track == null || track.status() != TrackStatus.COMPLETED ? null : recorded(track, expected);
        ObjectRef ref = expected.object().ref();
        if (track == null || now == null || !now.ref().equals(ref)) {
            return null;
        }
        StoredObject found = objects.stat(ref).orElse(null);
        Fault fault = fault(new ExpectedObject(now, id, expected.role()), found);
        if (fault == null) {
            return null;
        }
        boolean done = repaired(fault, () -> mend(track, new ExpectedObject(now, id, expected.role()), found, fault));
        return new Finding(fault, ref, id, now, found, done);
    }

    /** Returns an object as it is recorded now, or null if the track does not have it any more. */
    private @Nullable StoredObject recorded(Track track, ExpectedObject expected) {
        return switch (expected.role()) {
            case AUDIO -> track.audioObject();
            case ARTWORK -> track.artworkObject();
            case THUMBNAIL ->
                database
                        .tracks()
                        .thumbnails(List.of(track.id()))
                        .getOrDefault(track.id(), Collections.emptySortedMap())
                        .values()
                        .stream()
                        .filter(each -> each.ref().equals(expected.object().ref()))
                        .findFirst()
                        .orElse(null);
        };
    }

    private boolean mend(Track track, ExpectedObject expected, @Nullable StoredObject found, Fault fault) {
        boolean stillUnnoted = fault == Fault.UNNOTED && found != null && found.crc32c() == null;
        if (fault == Fault.SIZE || fault == Fault.CHECKSUM || stillUnnoted) {
            return false;
        }
        if (expected.role() == ObjectRole.THUMBNAIL) {
            return database.journal().correctThumbnail(expected.object(), found);
        }
        boolean artwork = expected.role() == ObjectRole.ARTWORK;
        if (fault == Fault.MISSING && !artwork) {
            return deleteWithPictures(track);
        }
        TrackPatch.Builder patch = TrackPatch.builder();
        if (artwork) {
            patch.artworkObject(found);
        } else {
            StoredObject there = Objects.requireNonNull(found);
            String sha256 = fault == Fault.GENERATION ? track.audioObject().sha256() : there.sha256();
            patch.audioObject(there.withSha256(sha256));
        }
        database.tracks().update(track.id(), track.version(), patch.build());
        return true;
    }

    /** Deletes a track whose sound is lost, and its pictures, which a second repair would find orphaned. */
    private boolean deleteWithPictures(Track track) {
        List<StoredObject> pictures = new ArrayList<>(database.tracks()
                .thumbnails(List.of(track.id()))
                .getOrDefault(track.id(), Collections.emptySortedMap())
                .values());
        StoredObject artwork = track.artworkObject();
        if (artwork != null) {
            pictures.add(artwork);
        }
        boolean deleted = database.tracks().deleteRow(track.id(), track.version());
        if (deleted && !pictures.isEmpty()) {
            Set<ObjectRef> known = database.journal()
                    .knownObjects(pictures.stream().map(StoredObject::ref).collect(Collectors.toSet()));
            pictures.stream()
                    .filter(picture -> !known.contains(picture.ref()))
                    .forEach(picture -> objects.delete(picture.ref(), picture.generation()));
        }
        return deleted;
    }

    private boolean repaired(Fault fault, BooleanSupplier repair) {
        try {
            return which.contains(fault) && repair.getAsBoolean();
        } catch (LoistException e) {
            LOG.warn("A fault ({}) could not be repaired: {}", fault, e.getMessage());
            return false;
        }
    }
}
