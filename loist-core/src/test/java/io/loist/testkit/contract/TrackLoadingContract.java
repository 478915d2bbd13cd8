package io.loist.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.loist.DuplicateTrackException;
import io.loist.object.StoredObject;
import io.loist.testkit.SampleTracks;
import io.loist.track.AudioProperties;
import io.loist.track.LoadMode;
import io.loist.track.LoadSummary;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackQuery;
import io.loist.track.TrackRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link TrackRepository} must do about great numbers of tracks. */
public abstract class TrackLoadingContract extends TrackFixture {

    // load

    @Test
    protected void load_newTracks_areReadBackEqual() {
        NewTrack full = SampleTracks.full();
        NewTrack plain = SampleTracks.track("Tab\there, newline\n, \\N and \"quote\" {a,b}", "Band");
        NewTrack genres = SampleTracks.builder(TrackMetadata.builder("Genres")
                        .genres("a\"b", "c\\d", "e,f", "NULL", "g\th")
                        .build())
                .build();

        LoadSummary summary = tracks.load(Stream.of(full, plain, genres), LoadMode.UPSERT);

        assertThat(summary).isEqualTo(new LoadSummary(3, 0, 0));
        for (NewTrack track : List.of(full, plain, genres)) {
            Track stored = stored(track);
            assertThat(stored.metadata()).isEqualTo(track.metadata());
            assertThat(stored.audio()).isEqualTo(track.audio());
            assertThat(stored.audioObject()).isEqualTo(track.audioObject());
            assertThat(stored.artworkObject()).isEqualTo(track.artworkObject());
            assertThat(stored.attributes()).isEqualTo(track.attributes());
            assertThat(stored.audioHash()).isEqualTo(track.audioHash());
            assertThat(stored.popularity()).isEqualTo(track.popularity());
        }
    }

    @Test
    protected void load_again_writesOnlyWhatDiffers() {
        NewTrack same = SampleTracks.full();
        NewTrack old = SampleTracks.track("Old", "Band");
        tracks.load(Stream.of(same, old), LoadMode.UPSERT);
        NewTrack changed = withObject("New", stored(old).audioObject(), old.id());

        LoadSummary summary =
                tracks.load(Stream.of(same, changed, SampleTracks.track("More", "Band")), LoadMode.UPSERT);

        assertThat(summary).isEqualTo(new LoadSummary(1, 1, 1));
        assertThat(stored(same).version()).isZero();
        assertThat(stored(old).version()).isEqualTo(1);
        assertThat(stored(old).metadata().title()).isEqualTo("New");
    }

    @Test
    protected void load_sameObjectTwice_loadsNone() {
        NewTrack one = SampleTracks.track("One", "Band");
        NewTrack two = withObject("Two", one.audioObject());

        assertThatExceptionOfType(DuplicateTrackException.class)
                .isThrownBy(() -> tracks.load(Stream.of(one, two), LoadMode.UPSERT))
                .withMessageContaining(one.id().toString());
        assertThat(tracks.list(TrackQuery.newest()).items()).isEmpty();
    }

    @Test
    protected void load_objectOfAnother_throws() {
        Track there = tracks.save(SampleTracks.track("There", "Band"));
        NewTrack mine = withObject("Mine", there.audioObject());

        assertThatExceptionOfType(DuplicateTrackException.class)
                .isThrownBy(() -> tracks.load(Stream.of(mine), LoadMode.UPSERT))
                .satisfies(e -> assertThat(e.existing()).isEqualTo(there.id()));
    }

    @Test
    protected void load_nothing_doesNothing() {
        assertThat(tracks.load(Stream.of(), LoadMode.UPSERT)).isEqualTo(new LoadSummary(0, 0, 0));
    }

    @Test
    protected void load_sourceFails_loadsNone() {
        Stream<NewTrack> failing = IntStream.range(0, 10).mapToObj(i -> {
            if (i == 9) {
                throw new IllegalStateException("source");
            }
            return SampleTracks.track("Song " + i, "Band");
        });

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> tracks.load(failing, LoadMode.UPSERT))
                .withMessage("source");
        assertThat(tracks.list(TrackQuery.newest()).items()).isEmpty();
    }

    // stream

    @Test
    protected void stream_many_visitsEachOnceById() {
        List<Track> saved = new ArrayList<>(tracks.saveAllOrNone(IntStream.range(0, 1_200)
                .mapToObj(i -> SampleTracks.track("Song " + i, "Artist " + i % 2))
                .toList()));

        try (Stream<Track> all = tracks.stream(TrackFilter.all())) {
            assertThat(all).containsExactlyElementsOf(saved);
        }
        try (Stream<Track> some =
                tracks.stream(TrackFilter.builder().artist("artist 1").build())) {
            assertThat(some).hasSize(600);
        }
    }

    @Test
    protected void stream_closedEarly_holdsNothing() {
        tracks.saveAllOrNone(IntStream.range(0, 600)
                .mapToObj(i -> SampleTracks.track("Song " + i, "Band"))
                .toList());

        for (int i = 0; i < 50; i++) {
            try (Stream<Track> all = tracks.stream(TrackFilter.all())) {
                assertThat(all.limit(2)).hasSize(2);
            }
        }
    }

    private Track stored(NewTrack track) {
        return stored(track.id());
    }

    private Track stored(UUID id) {
        return tracks.findById(id).orElseThrow();
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
