package io.loist.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.testkit.SampleTracks;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrackTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    @Test
    void builder_ofNewTrack_isAsJustSaved() {
        NewTrack saved = SampleTracks.full();

        Track track = Track.builder(saved, NOW).build();

        assertThat(track)
                .isEqualTo(new Track(
                        saved.id(),
                        saved.status(),
                        saved.metadata(),
                        saved.audio(),
                        saved.audioObject(),
                        saved.artworkObject(),
                        saved.audioHash(),
                        saved.attributes(),
                        saved.popularity(),
                        Track.Processing.NONE,
                        NOW,
                        NOW,
                        0));
    }

    @Test
    void toBuilder_changesOnlyWhatIsSet() {
        Track track = Track.builder(SampleTracks.full(), NOW).build();
        Track other = Track.builder(SampleTracks.track("Other", "Band"), NOW).build();

        assertThat(track.toBuilder().build()).isEqualTo(track);
        assertThat(track.toBuilder()
                        .status(TrackStatus.FAILED)
                        .metadata(other.metadata())
                        .audio(other.audio())
                        .audioObject(other.audioObject())
                        .artworkObject(null)
                        .audioHash(null)
                        .attributes(Map.of("a", "b"))
                        .popularity(7)
                        .processing(new Track.Processing("broken", 1, NOW))
                        .updatedAt(NOW.plusSeconds(1))
                        .version(3)
                        .build())
                .isEqualTo(new Track(
                        track.id(),
                        TrackStatus.FAILED,
                        other.metadata(),
                        other.audio(),
                        other.audioObject(),
                        null,
                        null,
                        Map.of("a", "b"),
                        7,
                        new Track.Processing("broken", 1, NOW),
                        NOW,
                        NOW.plusSeconds(1),
                        3));
    }
}
