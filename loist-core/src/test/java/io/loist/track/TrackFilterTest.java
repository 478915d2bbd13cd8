package io.loist.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.track.TrackFilter.Range;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TrackFilterTest {

    private static final UUID ID = new UUID(1, 2);

    @Test
    void all_hasNoCondition() {
        TrackFilter all = TrackFilter.all();

        assertThat(all.statuses()).isEmpty();
        assertThat(all.formats()).isEmpty();
        assertThat(all.title()).isNull();
        assertThat(all.tags()).isEmpty();
        assertThat(all.sampleRates()).isNull();
        assertThat(all.artwork()).isEqualTo(TrackFilter.Artwork.ANY);
        assertThat(all).isEqualTo(TrackFilter.builder().build()).hasToString("{}");
    }

    @Test
    void build_sameConditionsInAnotherOrder_isEqual() {
        TrackFilter one = TrackFilter.builder()
                .format("FLAC")
                .format("mp3")
                .tag("b", "2")
                .tag("a", "1")
                .status(TrackStatus.DEAD)
                .status(TrackStatus.FAILED)
                .musicBrainz(MusicBrainzEntity.RECORDING, ID)
                .build();
        TrackFilter other = TrackFilter.builder()
                .musicBrainz(MusicBrainzEntity.RECORDING, ID)
                .status(TrackStatus.FAILED)
                .status(TrackStatus.DEAD)
                .tag("a", "1")
                .tag("b", "2")
                .format("mp3")
                .format("flac")
                .build();

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other).hasToString(other.toString());
        assertThat(one.formats()).containsExactly("flac", "mp3");
        assertThat(one.musicBrainz()).containsEntry(MusicBrainzEntity.RECORDING, ID);
    }

    @Test
    void toBuilder_addsToTheConditions() {
        TrackFilter before =
                TrackFilter.builder().years(1970, 1979).format("mp3").build();

        TrackFilter after = before.toBuilder().format("flac").artist("Band").build();

        assertThat(after.years()).isEqualTo(new Range<>(1970, 1979));
        assertThat(after.formats()).containsExactly("flac", "mp3");
        assertThat(after.artist()).isEqualTo("Band");
        assertThat(before.artist()).isNull();
        assertThat(before.formats()).containsExactly("mp3");
    }

    @Test
    void anyStatus_namesAll() {
        assertThat(TrackFilter.builder().anyStatus().build().statuses()).containsExactly(TrackStatus.values());
    }

    @Test
    void ranges_maxLessThanMin_throw() {
        TrackFilterBuilder filter = TrackFilter.builder();

        assertThatIllegalArgumentException().isThrownBy(() -> filter.sampleRates(48_000, 44_100));
        assertThatIllegalArgumentException().isThrownBy(() -> filter.sizes(2, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> filter.durations(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    }

    @Test
    void names_blankOrUnstorable_throw() {
        TrackFilterBuilder filter = TrackFilter.builder();

        assertThatIllegalArgumentException().isThrownBy(() -> filter.title(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> filter.tag("a", "b\0c"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> filter.format("\0"))
                .withMessage("format must not contain the character U+0000; remove it");
    }
}
