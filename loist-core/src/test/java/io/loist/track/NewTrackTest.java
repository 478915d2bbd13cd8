package io.loist.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NewTrackTest {

    @Test
    void build_noId_makesOne() {
        assertThat(track().build().id().version()).isEqualTo(7);
        assertThat(track().build().status()).isEqualTo(TrackStatus.COMPLETED);
    }

    @Test
    void build_popularityThatCannotBeOrdered_throws() {
        for (double popularity : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> track().popularity(popularity))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("popularity");
        }
    }

    @Test
    void build_attributesThatCannotBeStored_throw() {
        assertThatThrownBy(() -> track().attributes(Map.of(" ", "x"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> track().attributes(Map.of("mood", "\0"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void build_audioHashOfAnotherForm_throws() {
        assertThatThrownBy(() -> track().audioHash("ABC")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nextId_manyInOneThread_onlyEverGrow() {
        List<String> ids = Stream.generate(NewTrack::nextId)
                .limit(100_000)
                .map(UUID::toString)
                .toList();

        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void nextId_manyThreads_neverRepeat() {
        Set<UUID> ids = IntStream.range(0, 100_000)
                .parallel()
                .mapToObj(i -> NewTrack.nextId())
                .collect(HashSet::new, Set::add, Set::addAll);

        assertThat(ids).hasSize(100_000);
    }

    @Test
    void nextId_now_holdsTheTime() {
        UUID id = NewTrack.nextId();

        Instant made = Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);

        assertThat(Duration.between(made, Instant.now()).abs()).isLessThan(Duration.ofSeconds(10));
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
    }

    private static NewTrack.Builder track() {
        return NewTrack.builder(
                TrackMetadata.builder("x").build(),
                AudioProperties.builder("mp3").build(),
                new StoredObject(new ObjectRef("bucket", "x"), 1, 1, "AAAAAA==", "audio/mpeg", null));
    }
}
