package io.loist.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.loist.Cursor;
import io.loist.DuplicateTrackException;
import io.loist.Page;
import io.loist.StaleTrackException;
import io.loist.object.StoredObject;
import io.loist.testkit.SampleTracks;
import io.loist.track.AudioProperties;
import io.loist.track.FoundTracks;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackFilterBuilder;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackPatch;
import io.loist.track.TrackQuery;
import io.loist.track.TrackRepository;
import io.loist.track.TrackSort;
import io.loist.track.TrackStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link TrackRepository} must do. */
public abstract class TrackRepositoryContract extends TrackFixture {

    // save

    @Test
    protected void save_everythingKnown_isReadBackEqual() {
        NewTrack track = SampleTracks.full();

        Track saved = tracks.save(track);

        assertThat(saved.id()).isEqualTo(track.id());
        assertThat(saved.status()).isEqualTo(TrackStatus.COMPLETED);
        assertThat(saved.metadata()).isEqualTo(track.metadata());
        assertThat(saved.audio()).isEqualTo(track.audio());
        assertThat(saved.audioObject()).isEqualTo(track.audioObject());
        assertThat(saved.artworkObject()).isEqualTo(track.artworkObject());
        assertThat(saved.audioHash()).isEqualTo(track.audioHash());
        assertThat(saved.attributes()).isEqualTo(track.attributes());
        assertThat(saved.popularity()).isEqualTo(track.popularity());
        assertThat(saved.processing()).isEqualTo(Track.Processing.NONE);
        assertThat(saved.version()).isZero();
        assertThat(saved.updatedAt()).isEqualTo(saved.createdAt());
        assertThat(tracks.findById(track.id())).contains(saved);
    }

    @Test
    protected void save_onlyTitleKnown_isReadBackEqual() {
        Track saved = tracks.save(
                SampleTracks.builder(TrackMetadata.builder("Untitled").build()).build());

        assertThat(tracks.findById(saved.id())).contains(saved);
    }

    @Test
    protected void save_statusGiven_isKept() {
        Track saved = tracks.save(
                SampleTracks.builder("Song", "Band").status(TrackStatus.PENDING).build());

        assertThat(tracks.findById(saved.id())).map(Track::status).contains(TrackStatus.PENDING);
    }

    @Test
    protected void save_durationFinerThanMilliseconds_isCutToThem() {
        Track cut = tracks.save(lasting(Duration.ofNanos(1_999_999)));
        Track kept = tracks.save(lasting(Duration.ofNanos(1)));

        assertThat(cut.audio().duration()).isEqualTo(Duration.ofMillis(1));
        assertThat(kept.audio().duration()).isEqualTo(Duration.ofMillis(1));
        assertThat(tracks.findById(cut.id())).contains(cut);
    }

    @Test
    protected void save_longestTexts_areKept() {
        String longest = "\uD83C\uDFB5é".repeat(333) + "x";
        Track saved = tracks.save(SampleTracks.builder(TrackMetadata.builder(longest)
                        .artist(longest)
                        .album(longest)
                        .albumArtist(longest)
                        .genres(longest)
                        .composer(longest)
                        .label(longest)
                        .build())
                .build());

        assertThat(tracks.findById(saved.id())).contains(saved);
    }

    @Test
    protected void save_idThere_throwsWithId() {
        Track first = tracks.save(SampleTracks.track("Song", "Band"));

        assertThatExceptionOfType(DuplicateTrackException.class)
                .isThrownBy(() -> tracks.save(
                        SampleTracks.builder("Other", "Band").id(first.id()).build()))
                .satisfies(e -> assertThat(e.id()).isEqualTo(first.id()));
        assertThat(tracks.findById(first.id())).contains(first);
    }

    @Test
    protected void save_audioObjectThere_throwsWithNewId() {
        Track first = tracks.save(SampleTracks.track("Song", "Band"));
        NewTrack second = withObject("Other", first.audioObject());

        assertThatExceptionOfType(DuplicateTrackException.class)
                .isThrownBy(() -> tracks.save(second))
                .satisfies(e -> assertThat(e.id()).isEqualTo(second.id()))
                .withMessageContaining(first.id().toString());
        assertThat(tracks.findById(second.id())).isEmpty();
    }

    @Test
    protected void save_null_throws() {
        assertThatNullPointerException().isThrownBy(() -> tracks.save(nothing()));
    }

    // saveAllOrNone

    @Test
    protected void saveAllOrNone_several_keepsOrder() {
        List<NewTrack> batch = songs(700);
        Collections.reverse(batch);

        List<Track> saved = tracks.saveAllOrNone(batch);

        assertThat(saved).extracting(Track::id).containsExactlyElementsOf(ids(batch));
        assertThat(tracks.findAllById(ids(batch)).tracks()).isEqualTo(saved);
    }

    @Test
    protected void saveAllOrNone_empty_returnsEmpty() {
        assertThat(tracks.saveAllOrNone(List.of())).isEmpty();
    }

    @Test
    protected void saveAllOrNone_lastIsThere_savesNone() {
        Track there = tracks.save(SampleTracks.track("Song", "Band"));
        List<NewTrack> batch = songs(600);
        batch.add(SampleTracks.builder("Again", "Band").id(there.id()).build());

        assertThatExceptionOfType(DuplicateTrackException.class)
                .isThrownBy(() -> tracks.saveAllOrNone(batch))
                .satisfies(e -> assertThat(e.id()).isEqualTo(there.id()));
        assertThat(tracks.list(TrackQuery.newest()).items()).containsExactly(there);
    }

    @Test
    protected void saveAllOrNone_sameIdTwice_savesNone() {
        NewTrack one = SampleTracks.track("One", "Band");
        NewTrack two = SampleTracks.builder("Two", "Band").id(one.id()).build();

        assertThatExceptionOfType(DuplicateTrackException.class)
                .isThrownBy(() -> tracks.saveAllOrNone(List.of(one, two)))
                .satisfies(e -> assertThat(e.id()).isEqualTo(one.id()));
        assertThat(tracks.findById(one.id())).isEmpty();
    }

    @Test
    protected void saveAllOrNone_sameObjectTwice_savesNone() {
        NewTrack one = SampleTracks.track("One", "Band");
        NewTrack two = withObject("Two", one.audioObject());

        assertThatExceptionOfType(DuplicateTrackException.class)
                .isThrownBy(() -> tracks.saveAllOrNone(List.of(one, two)))
                .satisfies(e -> assertThat(e.id()).isEqualTo(two.id()));
        assertThat(tracks.findById(one.id())).isEmpty();
    }

    @Test
    protected void saveAllOrNone_tooMany_throws() {
        NewTrack track = SampleTracks.track("Song", "Band");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> tracks.saveAllOrNone(Collections.nCopies(TrackRepository.MAX_BATCH + 1, track)))
                .withMessageContaining("10001");
    }

    // find and delete

    @Test
    protected void findById_unknown_returnsEmpty() {
        assertThat(tracks.findById(UUID.randomUUID())).isEmpty();
    }

    @Test
    protected void findAllById_someMissing_keepsOrderAndReportsThem() {
        Track a = tracks.save(SampleTracks.track("A", "Band"));
        Track b = tracks.save(SampleTracks.track("B", "Band"));
        UUID unknown = UUID.randomUUID();
        UUID other = UUID.randomUUID();

        FoundTracks found = tracks.findAllById(List.of(unknown, b.id(), a.id(), other, b.id(), unknown));

        assertThat(found.tracks()).containsExactly(b, a);
        assertThat(found.missing()).containsExactly(unknown, other);
    }

    @Test
    protected void findAllById_none_returnsNothing() {
        assertThat(tracks.findAllById(List.of())).isEqualTo(new FoundTracks(List.of(), List.of()));
    }

    @Test
    protected void findAllById_tooMany_throws() {
        List<UUID> ids = Collections.nCopies(TrackRepository.MAX_BATCH + 1, UUID.randomUUID());

        assertThatIllegalArgumentException().isThrownBy(() -> tracks.findAllById(ids));
    }

    @Test
    protected void thumbnails_tracksWithoutAny_areAbsent() {
        Track saved = tracks.save(SampleTracks.full());

        assertThat(tracks.thumbnails(List.of(saved.id(), UUID.randomUUID()))).isEmpty();
        assertThat(tracks.thumbnails(List.of())).isEmpty();
    }

    @Test
    protected void thumbnails_tooMany_throws() {
        List<UUID> ids = Collections.nCopies(TrackRepository.MAX_BATCH + 1, UUID.randomUUID());

        assertThatIllegalArgumentException().isThrownBy(() -> tracks.thumbnails(ids));
    }

    @Test
    protected void deleteRow_there_removesIt() {
        Track saved = tracks.save(SampleTracks.track("Song", "Band"));

        assertThat(tracks.deleteRow(saved.id())).isTrue();
        assertThat(tracks.findById(saved.id())).isEmpty();
        assertThat(tracks.save(SampleTracks.builder("Song", "Band")
                                .id(saved.id())
                                .build())
                        .id())
                .isEqualTo(saved.id());
    }

    @Test
    protected void deleteRow_unknown_returnsFalse() {
        assertThat(tracks.deleteRow(UUID.randomUUID())).isFalse();
        assertThat(tracks.deleteRow(UUID.randomUUID(), 0)).isFalse();
    }

    @Test
    protected void deleteRow_otherVersion_throwsAndKeepsIt() {
        Track saved = tracks.save(SampleTracks.track("Song", "Band"));
        Track changed = tracks.update(
                saved.id(), 0, TrackPatch.builder().popularity(2.0).build());

        assertThatExceptionOfType(StaleTrackException.class)
                .isThrownBy(() -> tracks.deleteRow(saved.id(), 0))
                .withMessageContaining(saved.id().toString());
        assertThat(tracks.findById(saved.id())).contains(changed);
        assertThat(tracks.deleteRow(saved.id(), changed.version())).isTrue();
        assertThat(tracks.findById(saved.id())).isEmpty();
    }

    // list

    @Test
    protected void list_newest_returnsLastSavedFirst() {
        Track first = tracks.save(SampleTracks.track("First", "Band"));
        Track second = tracks.save(SampleTracks.track("Second", "Band"));

        assertThat(tracks.list(TrackQuery.newest()).items()).containsExactly(second, first);
    }

    @ParameterizedTest
    @EnumSource(TrackSort.class)
    protected void list_pageByPage_visitsEveryTrackOnceInOrder(TrackSort sort) {
        List<Track> saved = tracks.saveAllOrNone(assorted());

        for (boolean descending : new boolean[] {false, true}) {
            List<Track> whole =
                    tracks.list(ordered(sort, descending).limit(1_000).build()).items();

            assertThat(whole).containsExactlyInAnyOrderElementsOf(saved);
            for (int limit : new int[] {1, 3, saved.size()}) {
                assertThat(walk(sort, descending, limit)).isEqualTo(whole);
            }
        }
    }

    @Test
    protected void list_byTitle_ignoresCaseAndAccents() {
        for (String title : List.of("Éclair", "zebra", "apple", "Zoo", "ÉCLAIR b", "eclair a", "Øl", "ol b")) {
            tracks.save(SampleTracks.track(title, "Band"));
        }

        assertThat(titles(TrackQuery.builder().ascending(TrackSort.TITLE).build()))
                .containsExactly("apple", "Éclair", "eclair a", "ÉCLAIR b", "Øl", "ol b", "zebra", "Zoo");
    }

    @Test
    protected void list_byYear_putsUnknownLastInEitherDirection() {
        tracks.save(ofYear("unknown", null));
        tracks.save(ofYear("late", 2001));
        tracks.save(ofYear("early", 1957));

        assertThat(titles(TrackQuery.builder().ascending(TrackSort.YEAR).build()))
                .containsExactly("early", "late", "unknown");
        assertThat(titles(TrackQuery.builder().descending(TrackSort.YEAR).build()))
                .containsExactly("late", "early", "unknown");
    }

    @Test
    protected void list_trackSavedMeanwhile_shiftsNothing() {
        tracks.saveAllOrNone(songs(6));
        Page<Track> first = tracks.list(TrackQuery.builder().limit(3).build());
        tracks.save(SampleTracks.track("Newer", "Band"));

        Page<Track> second =
                tracks.list(TrackQuery.builder().limit(3).after(first.next()).build());

        assertThat(second.items()).doesNotContainAnyElementsOf(first.items()).hasSize(3);
        assertThat(second.next()).isNull();
    }

    @Test
    protected void list_lastPageFull_hasNoNext() {
        tracks.saveAllOrNone(songs(2));

        assertThat(tracks.list(TrackQuery.builder().limit(2).build()).next()).isNull();
    }

    @Test
    protected void list_cursorOfOtherOrder_throws() {
        tracks.saveAllOrNone(songs(2));
        Cursor cursor = tracks.list(
                        TrackQuery.builder().ascending(TrackSort.TITLE).limit(1).build())
                .next();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> tracks.list(TrackQuery.builder()
                        .descending(TrackSort.TITLE)
                        .after(cursor)
                        .build()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tracks.list(TrackQuery.builder()
                        .ascending(TrackSort.YEAR)
                        .after(cursor)
                        .build()));
    }

    @Test
    protected void list_cursorOfNobody_throws() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tracks.list(
                        TrackQuery.builder().after(new Cursor("bm9ib2R5")).build()));
    }

    @Test
    protected void list_filtered_letsOnlyMatchesPass() {
        NewTrack full = SampleTracks.full();
        tracks.save(full);
        tracks.save(
                SampleTracks.builder("Song", "Band").status(TrackStatus.FAILED).build());

        TrackFilterBuilder filter = TrackFilter.builder();
        assertPasses(full, filter.status(TrackStatus.COMPLETED).status(TrackStatus.PENDING));
        assertPasses(full, filter.format("FLAC").format("wav"));
        assertPasses(full, filter.artist("BJORK FEAT. lona"));
        assertPasses(full, filter.album("debut"));
        assertPasses(full, filter.genre("electronique"));
        assertPasses(full, filter.years(1994, 1994));
        assertPasses(full, filter.sha256(SampleTracks.FULL_SHA_256));
        assertThat(list(filter.genre("electro").build())).isEmpty();
    }

    @Test
    protected void list_yearsAsked_leavesOutUnknown() {
        tracks.save(ofYear("unknown", null));
        tracks.save(ofYear("1999", 1999));
        tracks.save(ofYear("2000", 2000));

        assertThat(list(TrackFilter.builder().years(1800, 1999).build()))
                .extracting(track -> track.metadata().title())
                .containsExactly("1999");
    }

    @Test
    protected void list_filteredPageByPage_visitsEveryMatchOnce() {
        List<NewTrack> songs = songs(20);
        tracks.saveAllOrNone(songs);
        TrackFilter odd = TrackFilter.builder().artist("ARTIST 1").build();
        TrackQuery.Builder query =
                TrackQuery.builder().filter(odd).ascending(TrackSort.TITLE).limit(3);

        assertThat(walk(query))
                .hasSize(10)
                .allMatch(track -> "Artist 1".equals(track.metadata().artist()));
    }

    private void assertPasses(NewTrack expected, TrackFilterBuilder filter) {
        assertThat(list(filter.build())).extracting(Track::id).containsExactly(expected.id());
    }

    private List<Track> list(TrackFilter filter) {
        return tracks.list(TrackQuery.builder().filter(filter).build()).items();
    }

    private List<String> titles(TrackQuery query) {
        return tracks.list(query).items().stream()
                .map(track -> track.metadata().title())
                .toList();
    }

    private List<Track> walk(TrackSort sort, boolean descending, int limit) {
        return walk(ordered(sort, descending).limit(limit));
    }

    private List<Track> walk(TrackQuery.Builder query) {
        List<Track> visited = new ArrayList<>();
        Page<Track> page = tracks.list(query.after(null).build());
        visited.addAll(page.items());
        while (page.next() != null) {
            page = tracks.list(query.after(page.next()).build());
            assertThat(page.items()).isNotEmpty();
            visited.addAll(page.items());
        }
        return visited;
    }

    private static TrackQuery.Builder ordered(TrackSort sort, boolean descending) {
        return descending
                ? TrackQuery.builder().descending(sort)
                : TrackQuery.builder().ascending(sort);
    }

    /** Tracks with equal, different and missing values of everything that can be sorted by. */
    private static List<NewTrack> assorted() {
        List<NewTrack> tracks = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            TrackMetadata metadata = TrackMetadata.builder(i % 2 == 0 ? "Same" : "Títle " + i)
                    .artist(i % 3 == 0 ? null : "Artist " + i % 2)
                    .album(i % 4 == 0 ? null : "Älbum " + i)
                    .year(i % 3 == 1 ? null : Integer.valueOf(1990 + i % 5))
                    .build();
            AudioProperties audio = AudioProperties.builder("ogg")
                    .duration(i % 5 == 0 ? null : Duration.ofMillis(1_001L * (i % 4 + 1)))
                    .build();
            tracks.add(SampleTracks.builder(metadata, audio)
                    .popularity(i % 3 * 0.1)
                    .build());
        }
        Collections.shuffle(tracks, new java.util.Random(7));
        return tracks;
    }

    private static List<NewTrack> songs(int count) {
        return new ArrayList<>(IntStream.range(0, count)
                .mapToObj(i -> SampleTracks.track("Song " + i, "Artist " + i % 2))
                .toList());
    }

    private static List<UUID> ids(List<NewTrack> tracks) {
        return tracks.stream().map(NewTrack::id).toList();
    }

    private static NewTrack withObject(String title, StoredObject object) {
        return NewTrack.builder(
                        TrackMetadata.builder(title).build(),
                        AudioProperties.builder("mp3").build(),
                        object)
                .build();
    }

    private static NewTrack lasting(Duration duration) {
        return SampleTracks.builder(
                        TrackMetadata.builder("Short").build(),
                        AudioProperties.builder("wav").duration(duration).build())
                .build();
    }

    private static NewTrack ofYear(String title, @Nullable Integer year) {
        return SampleTracks.builder(TrackMetadata.builder(title).year(year).build())
                .build();
    }

    @SuppressWarnings("NullAway") // a caller without NullAway can do this
    private static NewTrack nothing() {
        return null;
    }
}
