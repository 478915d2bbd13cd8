package io.loist.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.DuplicateTrackException;
import io.loist.StaleTrackException;
import io.loist.TrackNotFoundException;
import io.loist.object.StoredObject;
import io.loist.testkit.SampleTracks;
import io.loist.track.AudioProperties;
import io.loist.track.DuplicatePolicy;
import io.loist.track.NewTrack;
import io.loist.track.SaveOutcome;
import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackPatch;
import io.loist.track.TrackQuery;
import io.loist.track.TrackRepository;
import io.loist.track.TrackStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link TrackRepository} must do about duplicates and changes. */
public abstract class TrackWritingContract extends TrackFixture {

    private static final String SHA_256 = "a".repeat(64);
    private static final String AUDIO_HASH = "b".repeat(64);

    // save with a policy

    @Test
    protected void save_contentThereAndRejected_throwsWithBothIds() {
        Track first = tracks.save(withBytes("One", SHA_256).build());
        NewTrack second = withBytes("Two", SHA_256).build();

        assertThatExceptionOfType(DuplicateTrackException.class)
                .isThrownBy(() -> tracks.save(second, DuplicatePolicy.REJECT))
                .satisfies(e -> assertThat(e.id()).isEqualTo(second.id()))
                .satisfies(e -> assertThat(e.existing()).isEqualTo(first.id()))
                .withMessageContaining(first.id().toString())
                .withMessageContaining("same bytes");
        assertThat(tracks.findById(second.id())).isEmpty();
    }

    @Test
    protected void save_soundThereAndRejected_throwsWithBothIds() {
        Track first = tracks.save(
                SampleTracks.builder("One", "Band").audioHash(AUDIO_HASH).build());
        NewTrack second =
                SampleTracks.builder("Two", "Band").audioHash(AUDIO_HASH).build();

        assertThatExceptionOfType(DuplicateTrackException.class)
                .isThrownBy(() -> tracks.save(second, DuplicatePolicy.REJECT))
                .satisfies(e -> assertThat(e.existing()).isEqualTo(first.id()))
                .withMessageContaining("same sound");
    }

    @Test
    protected void save_contentThereAndReturned_returnsExisting() {
        SaveOutcome first = tracks.save(withBytes("One", SHA_256).build(), DuplicatePolicy.RETURN_EXISTING);
        SaveOutcome second = tracks.save(withBytes("Two", SHA_256).build(), DuplicatePolicy.RETURN_EXISTING);

        Track saved = ((SaveOutcome.Created) first).track();
        assertThat(tracks.findById(saved.id())).contains(saved);
        assertThat(second).isEqualTo(new SaveOutcome.Existing(saved));
    }

    @Test
    protected void save_contentThereAndAllowed_savesBoth() {
        tracks.save(withBytes("One", SHA_256).build(), DuplicatePolicy.REJECT);

        assertThat(tracks.save(withBytes("Two", SHA_256).build(), DuplicatePolicy.ALLOW))
                .isInstanceOf(SaveOutcome.Created.class);
    }

    @Test
    protected void save_duplicateWasDeleted_savesAgain() {
        SaveOutcome first = tracks.save(withBytes("One", SHA_256).build(), DuplicatePolicy.REJECT);
        tracks.deleteRow(first.id());

        assertThat(tracks.save(withBytes("Two", SHA_256).build(), DuplicatePolicy.REJECT))
                .isInstanceOf(SaveOutcome.Created.class);
    }

    @Test
    protected void save_hashesUnknown_equalNothing() {
        tracks.save(SampleTracks.track("One", "Band"), DuplicatePolicy.REJECT);

        assertThat(tracks.save(SampleTracks.track("One", "Band"), DuplicatePolicy.REJECT))
                .isInstanceOf(SaveOutcome.Created.class);
    }

    @ParameterizedTest
    @EnumSource(DuplicatePolicy.class)
    protected void save_sameContentAtOnce_savesAsThePolicySays(DuplicatePolicy policy) throws Exception {
        int threads = 8;
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        CountDownLatch start = new CountDownLatch(1);
        try {
            List<Future<UUID>> saves = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                NewTrack track =
                        withBytes("Song " + i, SHA_256).audioHash(AUDIO_HASH).build();
                saves.add(callers.submit(() -> {
                    start.await();
                    try {
                        return tracks.save(track, policy).id();
                    } catch (DuplicateTrackException e) {
                        return Objects.requireNonNull(e.existing());
                    }
                }));
            }
            start.countDown();
            List<UUID> ids = new ArrayList<>();
            for (Future<UUID> save : saves) {
                ids.add(save.get());
            }
            int kept = policy == DuplicatePolicy.ALLOW ? threads : 1;
            assertThat(ids.stream().distinct()).hasSize(kept);
            assertThat(tracks.list(TrackQuery.newest()).items()).hasSize(kept);
        } finally {
            callers.shutdown();
        }
    }

    // saveEach

    @Test
    protected void saveEach_someThere_reportsEachByIndex() {
        Track there = tracks.save(withBytes("There", SHA_256).build());
        NewTrack one = SampleTracks.track("One", "Band");
        NewTrack sameBytes = withBytes("Two", SHA_256).build();
        NewTrack sameId = SampleTracks.builder("Three", "Band").id(there.id()).build();
        NewTrack sameObject = withObject("Four", there.audioObject());
        NewTrack last = SampleTracks.track("Last", "Band");
        List<NewTrack> batch = List.of(one, sameBytes, sameId, sameObject, one, last);

        List<SaveOutcome> outcomes = tracks.saveEach(batch, DuplicatePolicy.REJECT);

        assertThat(outcomes).hasSize(6);
        assertThat(outcomes.get(0)).isInstanceOf(SaveOutcome.Created.class);
        for (int refused : new int[] {1, 2, 3, 4}) {
            assertThat(outcomes.get(refused)).isInstanceOf(SaveOutcome.Refused.class);
            assertThat(outcomes.get(refused).id()).isEqualTo(batch.get(refused).id());
        }
        assertThat(outcomes.get(5)).isEqualTo(new SaveOutcome.Created(stored(last)));
        assertThat(tracks.list(TrackQuery.newest()).items()).hasSize(3);
    }

    @Test
    protected void saveEach_contentReturned_returnsExisting() {
        Track there = tracks.save(withBytes("There", SHA_256).build());

        assertThat(tracks.saveEach(List.of(withBytes("Again", SHA_256).build()), DuplicatePolicy.RETURN_EXISTING))
                .containsExactly(new SaveOutcome.Existing(there));
    }

    @Test
    protected void saveEach_tooMany_throws() {
        NewTrack track = SampleTracks.track("Song", "Band");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> tracks.saveEach(
                        Collections.nCopies(TrackRepository.MAX_BATCH + 1, track), DuplicatePolicy.ALLOW));
    }

    @Test
    protected void saveEach_empty_returnsEmpty() {
        assertThat(tracks.saveEach(List.of(), DuplicatePolicy.REJECT)).isEmpty();
    }

    // upsert

    @Test
    protected void upsert_twice_writesOnce() {
        NewTrack track = SampleTracks.full();

        SaveOutcome first = tracks.upsert(track);
        SaveOutcome second = tracks.upsert(track);

        Track stored = stored(track);
        assertThat(first).isEqualTo(new SaveOutcome.Created(stored));
        assertThat(second).isEqualTo(new SaveOutcome.Unchanged(stored));
    }

    @Test
    protected void upsert_changed_replacesAllButStatusAndBirth() {
        Track before = tracks.save(
                SampleTracks.builder("Old", "Band").status(TrackStatus.PENDING).build());
        NewTrack after = NewTrack.builder(
                        TrackMetadata.builder("New").genres("Jazz").build(),
                        AudioProperties.builder("flac").bitrate(900_000).build(),
                        before.audioObject())
                .id(before.id())
                .attributes(Map.of("a", "b"))
                .build();

        SaveOutcome outcome = tracks.upsert(after);

        Track stored = stored(after);
        assertThat(outcome).isEqualTo(new SaveOutcome.Updated(stored));
        assertThat(stored.metadata()).isEqualTo(after.metadata());
        assertThat(stored.audio()).isEqualTo(after.audio());
        assertThat(stored.attributes()).isEqualTo(after.attributes());
        assertThat(stored.status()).isEqualTo(TrackStatus.PENDING);
        assertThat(stored.createdAt()).isEqualTo(before.createdAt());
        assertThat(stored.version()).isEqualTo(1);
    }

    @Test
    protected void upsert_audioObjectOfAnother_throws() {
        Track other = tracks.save(SampleTracks.track("Other", "Band"));

        assertThatExceptionOfType(DuplicateTrackException.class)
                .isThrownBy(() -> tracks.upsert(withObject("Mine", other.audioObject())))
                .satisfies(e -> assertThat(e.existing()).isEqualTo(other.id()));
    }

    // update

    @Test
    protected void update_expectedVersion_changesOnlyWhatIsNamed() {
        Track before = tracks.save(SampleTracks.full());
        TrackMetadata renamed = before.metadata().toBuilder().title("Renamed").build();

        Track after = tracks.update(
                before.id(), 0, TrackPatch.builder().metadata(renamed).build());

        assertThat(tracks.findById(before.id())).contains(after);
        assertThat(after.metadata()).isEqualTo(renamed);
        assertThat(after.version()).isEqualTo(1);
        assertThat(after.audio()).isEqualTo(before.audio());
        assertThat(after.artworkObject()).isEqualTo(before.artworkObject());
        assertThat(after.attributes()).isEqualTo(before.attributes());
        assertThat(after.audioHash()).isEqualTo(before.audioHash());
        assertThat(after.createdAt()).isEqualTo(before.createdAt());
    }

    @Test
    protected void update_everything_changesEverything() {
        Track before = tracks.save(SampleTracks.track("Song", "Band"));
        NewTrack full = SampleTracks.full();

        Track after = tracks.update(
                before.id(),
                0,
                TrackPatch.builder()
                        .metadata(full.metadata())
                        .audio(full.audio())
                        .audioObject(full.audioObject())
                        .artworkObject(full.artworkObject())
                        .audioHash(AUDIO_HASH)
                        .attributes(full.attributes())
                        .popularity(3)
                        .build());

        assertThat(tracks.findById(before.id())).contains(after);
        assertThat(after.metadata()).isEqualTo(full.metadata());
        assertThat(after.audio()).isEqualTo(full.audio());
        assertThat(after.audioObject()).isEqualTo(full.audioObject());
        assertThat(after.artworkObject()).isEqualTo(full.artworkObject());
        assertThat(after.audioHash()).isEqualTo(AUDIO_HASH);
        assertThat(after.attributes()).isEqualTo(full.attributes());
        assertThat(after.popularity()).isEqualTo(3);
    }

    @Test
    protected void update_artworkRemoved_hasNone() {
        Track before = tracks.save(SampleTracks.full());

        Track after = tracks.update(
                before.id(), 0, TrackPatch.builder().artworkObject(null).build());

        assertThat(after.artworkObject()).isNull();
    }

    @Test
    protected void update_staleVersion_throwsWithCurrentOne() {
        Track track = tracks.save(SampleTracks.track("Song", "Band"));
        TrackPatch patch = TrackPatch.builder().popularity(1).build();
        tracks.update(track.id(), 0, patch);

        for (TrackPatch late : List.of(patch, TrackPatch.builder().build())) {
            assertThatExceptionOfType(StaleTrackException.class)
                    .isThrownBy(() -> tracks.update(track.id(), 0, late))
                    .satisfies(e -> assertThat(e.id()).isEqualTo(track.id()))
                    .satisfies(e -> assertThat(e.expectedVersion()).isZero())
                    .satisfies(e -> assertThat(e.currentVersion()).isEqualTo(1))
                    .withMessageContaining("version is now 1");
        }
    }

    @Test
    protected void update_unknown_throws() {
        UUID unknown = UUID.randomUUID();

        assertThatExceptionOfType(TrackNotFoundException.class)
                .isThrownBy(() -> tracks.update(
                        unknown, 0, TrackPatch.builder().popularity(1).build()))
                .satisfies(e -> assertThat(e.id()).isEqualTo(unknown));
    }

    @Test
    protected void update_emptyPatch_changesNothing() {
        Track track = tracks.save(SampleTracks.track("Song", "Band"));

        assertThat(tracks.update(track.id(), 0, TrackPatch.builder().build())).isEqualTo(track);
    }

    @Test
    protected void update_audioObjectOfAnother_throws() {
        Track other = tracks.save(SampleTracks.track("Other", "Band"));
        Track track = tracks.save(SampleTracks.track("Song", "Band"));
        TrackPatch patch = TrackPatch.builder().audioObject(other.audioObject()).build();

        assertThatExceptionOfType(DuplicateTrackException.class)
                .isThrownBy(() -> tracks.update(track.id(), 0, patch))
                .satisfies(e -> assertThat(e.existing()).isEqualTo(other.id()));
    }

    @Test
    protected void update_contentOfAnotherThatMustBeOnlyOne_throws() {
        UUID other = tracks.save(withBytes("Other", SHA_256).build(), DuplicatePolicy.REJECT)
                .id();
        Track track = stored(tracks.save(withBytes("Song", "c".repeat(64)).build(), DuplicatePolicy.REJECT)
                .id());
        TrackPatch patch = TrackPatch.builder()
                .audioObject(track.audioObject().withSha256(SHA_256))
                .build();

        assertThatExceptionOfType(DuplicateTrackException.class)
                .isThrownBy(() -> tracks.update(track.id(), 0, patch))
                .satisfies(e -> assertThat(e.existing()).isEqualTo(other));
    }

    private Track stored(NewTrack track) {
        return stored(track.id());
    }

    private Track stored(UUID id) {
        return tracks.findById(id).orElseThrow();
    }

    private static NewTrack.Builder withBytes(String title, String sha256) {
        UUID id = NewTrack.nextId();
        return NewTrack.builder(
                        TrackMetadata.builder(title).build(),
                        AudioProperties.builder("mp3").build(),
                        SampleTracks.audioObject(id).withSha256(sha256))
                .id(id);
    }

    private static NewTrack withObject(String title, StoredObject object) {
        return withObject(title, object, NewTrack.nextId());
    }

    private static NewTrack withObject(String title, StoredObject object, UUID id) {
        return NewTrack.builder(
                        TrackMetadata.builder(title).build(),
                        AudioProperties.builder("mp3").build(),
                        object)
                .id(id)
                .build();
    }
}
