package io.loist.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.Page;
import io.loist.object.StoredObject;
import io.loist.testkit.SampleTracks;
import io.loist.track.MusicBrainzEntity;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackFilter.Artwork;
import io.loist.track.TrackFilterBuilder;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackQuery;
import io.loist.track.TrackQuery.Counting;
import io.loist.track.TrackRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link TrackRepository} must do about filters and totals: each filter passes what has it, and nothing else. */
public abstract class TrackFilterContract extends TrackFixture {

    private Track full;
    private Track plain;

    @BeforeEach
    final void saveTwoTracks() {
        full = tracks.save(SampleTracks.full());
        plain = tracks.save(SampleTracks.track("Plain", "Nobody"));
    }

    @Test
    protected void list_byName_comparesWithoutCaseAndAccents() {
        assertPasses(full, filter().title(full.metadata().title().toUpperCase(java.util.Locale.ROOT)));
        assertPasses(full, filter().artist("BJÖRK feat. lona"));
        assertPasses(full, filter().album("debut"));
        assertPasses(full, filter().albumArtist("various ARTISTS"));
        assertPasses(full, filter().composer("gudmundsdottir"));
        assertPasses(full, filter().label("One little Indian"));
        assertPasses(plain, filter().title("plain").artist("nobody"));
        assertThat(list(filter().label("One"))).isEmpty();
    }

    @Test
    protected void list_byTag_comparesExactly() {
        UUID recording = Objects.requireNonNull(full.metadata().musicBrainz().get(MusicBrainzEntity.RECORDING));
        assertPasses(full, filter().isrc("GBAJH9300004"));
        assertPasses(full, filter().genre("art pop"));
        assertPasses(full, filter().musicBrainz(MusicBrainzEntity.RECORDING, recording));
        assertPasses(full, filter().attribute("owner", "Zoë").attribute("empty", ""));
        assertPasses(full, filter().tag("MOOD", "calm").tag("BPM", "120"));
        assertThat(list(filter().attribute("owner", "zoë"))).isEmpty();
        assertThat(list(filter().isrc("GBAJH"))).isEmpty();
        assertThat(list(filter().musicBrainz(MusicBrainzEntity.WORK, recording)))
                .isEmpty();
        assertThat(list(filter().tag("MOOD", "cal"))).isEmpty();
    }

    @Test
    protected void list_byNumber_includesBothEnds() {
        assertPasses(full, filter().years(1994, 1994));
        assertPasses(full, filter().years(1990, 1994));
        assertPasses(full, filter().trackNumbers(3, 3));
        assertPasses(full, filter().discNumbers(1, 9));
        assertPasses(full, filter().channels(1, 2));
        assertPasses(full, filter().sampleRates(96_000, 192_000));
        assertPasses(full, filter().bitrates(320_001, 2_116_000));
        assertPasses(full, filter().bitDepths(24, 24));
        assertPasses(full, filter().sizes(30_000_000_000L, 30_000_000_000L));
        assertPasses(full, filter().durations(Duration.ofMillis(245_123), Duration.ofMillis(245_123)));
        assertPasses(full, filter().popularities(12.5, 100));
        assertPasses(plain, filter().popularities(0, 12.4));
        assertThat(list(filter().durations(Duration.ofNanos(245_123_000_001L), Duration.ofDays(1))))
                .isEmpty();
        assertThat(list(filter().bitrates(1, 2_115_999))).isEmpty();
    }

    @Test
    protected void list_byMoment_includesBothEnds() {
        Instant now = full.createdAt();

        assertThat(list(filter().created(now, now))).contains(full);
        assertThat(list(filter().updated(now, plain.updatedAt()))).containsExactlyInAnyOrder(full, plain);
        assertThat(list(filter().created(Instant.EPOCH, now.minusNanos(1_000)))).isEmpty();
        assertThat(list(filter().updated(plain.updatedAt().plusNanos(1_000), Instant.parse("2999-01-01T00:00:00Z"))))
                .isEmpty();
    }

    @Test
    protected void list_byContent_comparesHashesAndArtwork() {
        StoredObject object = full.audioObject();
        assertPasses(full, filter().sha256(Objects.requireNonNull(object.sha256())));
        assertPasses(full, filter().audioHash(Objects.requireNonNull(full.audioHash())));
        assertPasses(full, filter().artwork(Artwork.PRESENT));
        assertPasses(plain, filter().artwork(Artwork.ABSENT));
        assertThat(list(filter().artwork(Artwork.ANY))).hasSize(2);
        assertThat(list(filter().audioHash("0".repeat(64)))).isEmpty();
    }

    /** The longest one that a track can have, of characters that no database shortens. */
    @Test
    protected void list_longestIsrc_isFound() {
        String isrc = new Random(1)
                .ints(500, 0x10000, 0x20000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        TrackMetadata metadata =
                TrackMetadata.builder("Song").isrcs(List.of(isrc)).build();
        tracks.save(SampleTracks.builder(metadata).build());

        assertThat(list(filter().isrc(isrc))).hasSize(1);
    }

    @Test
    protected void list_severalConditions_needsAll() {
        assertPasses(full, filter().artist("björk feat. łona").format("flac").artwork(Artwork.PRESENT));
        assertThat(list(filter().artist("björk feat. łona").format("mp3"))).isEmpty();
    }

    @Test
    protected void list_totalExact_countsAllPages() {
        tracks.saveAllOrNone(songs(20));
        TrackFilter songs = filter().artist("Somebody").build();

        Page<Track> page = tracks.list(TrackQuery.builder()
                .filter(songs)
                .limit(3)
                .total(Counting.EXACT)
                .build());

        assertThat(page.items()).hasSize(3);
        assertThat(page.total()).isEqualTo(new Page.Total(20, true));
        assertThat(tracks.list(TrackQuery.builder()
                                .filter(songs)
                                .limit(3)
                                .after(page.next())
                                .total(Counting.EXACT)
                                .build())
                        .total())
                .isEqualTo(new Page.Total(20, true));
    }

    @Test
    protected void list_totalNotAsked_isAbsent() {
        assertThat(tracks.list(TrackQuery.newest()).total()).isNull();
    }

    @Test
    protected void list_totalEstimated_isSomeNumber() {
        Page.Total total = Objects.requireNonNull(tracks.list(TrackQuery.builder()
                        .filter(filter().artist("Nobody").build())
                        .total(Counting.ESTIMATE)
                        .build())
                .total());

        assertThat(total.exact()).isFalse();
        assertThat(total.count()).isNotNegative();
    }

    private void assertPasses(Track expected, TrackFilterBuilder filter) {
        assertThat(list(filter)).containsExactly(expected);
    }

    private List<Track> list(TrackFilterBuilder filter) {
        return tracks.list(TrackQuery.builder().filter(filter.build()).build()).items();
    }

    private static TrackFilterBuilder filter() {
        return TrackFilter.builder();
    }

    private static List<NewTrack> songs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> SampleTracks.track("Song " + i, "Somebody"))
                .toList();
    }
}
