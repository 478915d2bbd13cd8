package io.loist.ingest.internal.intake;

import io.loist.DuplicateTrackException;
import io.loist.track.DuplicatePolicy;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackQuery;
import io.loist.track.TrackStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Finds the tracks that have the content of sources already. */
final class ContentLookup {

    private final IngestContext context;

    ContentLookup(IngestContext context) {
        this.context = context;
    }

    /** Returns the result of a file that has the bytes of a track, as far as its bytes have been read. */
    Optional<IngestResult> sameBytes(IngestFile file) {
        return file.checksums().flatMap(sums -> sameBytes(file, sums.sha256()));
    }

    private Optional<IngestResult> sameBytes(IngestFile file, String sha256) {
        Optional<Track> known = file.knownTrack()
                .filter(track -> sha256.equals(track.audioObject().sha256()));
        if (known.isPresent()) {
            // The very file: only its time has changed, so the policy for duplicates does not apply
            file.fingerprint()
                    .ifPresent(fingerprint ->
                            context.journal().remember(fingerprint, known.get().id()));
            return Optional.of(new IngestResult.Existing(known.get()));
        }
        if (context.policy() == DuplicatePolicy.ALLOW) {
            return Optional.empty();
        }
        TrackFilter filter = TrackFilter.builder()
                .status(TrackStatus.COMPLETED)
                .sha256(sha256)
                .build();
        TrackQuery query = TrackQuery.builder().filter(filter).limit(1).build();
        return context.tracks().list(query).items().stream().findFirst().map(track -> existing(file, track));
    }

    /** Returns the tracks that have the audio of some sources, by its hash, if the policy returns them. */
    Map<String, Track> sameAudio(List<ReadSource> sources) {
        List<String> hashes = sources.stream()
                .flatMap(source -> Stream.ofNullable(source.audio().audioHash()))
                .toList();
        return hashes.isEmpty() || context.policy() != DuplicatePolicy.RETURN_EXISTING
                ? Map.of()
                : context.journal().tracksByAudioHash(hashes);
    }

    /** Returns the track with which a new one conflicts, if the policy returns it. */
    Optional<Track> conflicting(DuplicateTrackException e) {
        return context.policy() == DuplicatePolicy.RETURN_EXISTING
                ? Optional.ofNullable(e.existing()).flatMap(this::completed)
                : Optional.empty();
    }

    /** Returns a track if it is completed. */
    Optional<Track> completed(UUID id) {
        return context.tracks().findById(id).filter(track -> track.status() == TrackStatus.COMPLETED);
    }

    /**
     * Returns the result of a file whose content a track has. The upload that it came from is deleted, and the file remembered.
     *
     * @throws DuplicateTrackException if the policy rejects duplicates
     */
    IngestResult existing(IngestFile file, Track track) {
        if (context.policy() == DuplicatePolicy.REJECT) {
            throw new DuplicateTrackException(
                    track.id(),
                    track.id(),
                    "The bytes of " + file.name() + " are those of the track " + track.id()
                            + "; use that track, or allow duplicates.",
                    null);
        }
        file.placement()
                .spent()
                .filter(object -> !object.ref().equals(track.audioObject().ref()))
                .ifPresent(object -> context.objects().delete(object.ref(), object.generation()));
        return known(file, track);
    }

    /** Returns the result of a file that is remembered as a track's. */
    IngestResult known(IngestFile file, Track track) {
        file.fingerprint().ifPresent(fingerprint -> context.journal().remember(fingerprint, track.id()));
        return new IngestResult.Existing(track);
    }
}
