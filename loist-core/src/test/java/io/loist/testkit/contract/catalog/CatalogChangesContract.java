package io.loist.testkit.contract.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.loist.catalog.Album;
import io.loist.catalog.AlbumDetails;
import io.loist.catalog.AlbumQuery;
import io.loist.catalog.CatalogEntry;
import io.loist.catalog.CatalogKind;
import io.loist.catalog.CatalogQuery;
import io.loist.catalog.Heading;
import io.loist.testkit.SampleTracks;
import io.loist.track.ArtistCredit;
import io.loist.track.ArtistCredit.Role;
import io.loist.track.AudioProperties;
import io.loist.track.DuplicatePolicy;
import io.loist.track.LoadMode;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackPatch;
import io.loist.track.TrackStatus;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every catalogue must do when tracks change: counts that are right at once, and ids that stay. */
public abstract class CatalogChangesContract extends CatalogFixture {

    private static final UUID MUSIC_BRAINZ_ID = UUID.fromString("87c5dedd-371d-4a53-9f7f-80522fb7f3cb");

    @Test
    protected void deleteRow_oneOfTwoTracks_leavesTheOther() {
        save(SampleTracks.builder(on("Debut", "Björk", 1).genres("Pop").build(), lasting(60))
                .build());
        Track second = save(SampleTracks.builder(
                        on("Debut", "Björk", 2).genres("Pop", "House").build(), lasting(30))
                .build());

        delete(second);

        assertThat(album("Debut").tracks()).isOne();
        assertThat(album("Debut").duration()).isEqualTo(Duration.ofMinutes(1));
        assertThat(entry(CatalogKind.ARTIST, "Björk").tracks()).isOne();
        assertThat(names(CatalogQuery.builder(CatalogKind.GENRE))).containsExactly("Pop");
    }

    @Test
    protected void deleteRow_lastTrack_endsItsEntries() {
        Track only = save(
                on("Debut", "Björk", 1).genres("Pop").label("One Little Indian").year(1993));
        UUID id = albumOf(only);

        delete(only);

        for (CatalogKind kind : CatalogKind.values()) {
            assertThat(entries(kind)).as("entries of the kind %s", kind).isEmpty();
            assertThat(catalog.headings(kind))
                    .as("headings of the kind %s", kind)
                    .isEmpty();
        }
        assertThat(albums(AlbumQuery.builder())).isEmpty();
        assertThat(albums(AlbumQuery.builder().random(1))).isEmpty();
        assertThat(catalog.album(id)).isEmpty();
    }

    @Test
    protected void status_onlyCompleted_counts() {
        Track track = save(SampleTracks.builder(on("Debut", "Björk", 1).build())
                .status(TrackStatus.PENDING)
                .build());
        assertThat(entries(CatalogKind.ARTIST)).isEmpty();

        statuses.markProcessing(List.of(track.id()), "test");
        maintain();
        assertThat(albums(AlbumQuery.builder())).isEmpty();

        statuses.markCompleted(List.of(track.id()), "test");
        maintain();
        assertThat(entry(CatalogKind.ARTIST, "Björk").tracks()).isOne();
        assertThat(album("Debut").tracks()).isOne();
    }

    @Test
    protected void status_failedAfterProcessing_doesNotCount() {
        Track track = save(SampleTracks.builder(on("Debut", "Björk", 1).build())
                .status(TrackStatus.PENDING)
                .build());
        statuses.markProcessing(List.of(track.id()), "test");
        statuses.markFailed(List.of(track.id()), "broken", "test");
        maintain();
        delete(track);

        assertThat(entries(CatalogKind.ARTIST)).isEmpty();
        assertThat(catalog.headings(CatalogKind.ALBUM)).isEmpty();
    }

    @Test
    protected void update_otherTags_movesTheCounts() {
        Track track = save(on("Debut", "Björk", 1).genres("Pop"));
        save(on("Debut", "Björk", 2).genres("Pop"));

        retag(track, on("Post", "Björk", 1).genres("House"));

        assertThat(titles(AlbumQuery.builder())).containsExactly("Debut", "Post");
        assertThat(albums(AlbumQuery.builder())).allMatch(album -> album.tracks() == 1);
        assertThat(entry(CatalogKind.ARTIST, "Björk").tracks()).isEqualTo(2);
        assertThat(entry(CatalogKind.ALBUM_ARTIST, "Björk").albums()).isEqualTo(2);
        assertThat(entries(CatalogKind.GENRE))
                .extracting(CatalogEntry::name, CatalogEntry::tracks)
                .containsExactly(tuple("House", 1L), tuple("Pop", 1L));
    }

    @Test
    protected void update_nothingOfTheCatalog_changesNothing() {
        Track track = save(on("Debut", "Björk", 1).genres("Pop"));
        Album before = album("Debut");

        tracks.update(
                track.id(),
                track.version(),
                TrackPatch.builder().popularity(3).audioHash("1".repeat(64)).build());
        maintain();

        assertThat(album("Debut")).isEqualTo(before);
        assertThat(entry(CatalogKind.GENRE, "Pop").tracks()).isOne();
    }

    @Test
    protected void update_coverOfTheAlbum_comesAndGoes() {
        Track track = save(on("Debut", "Björk", 1));

        Track covered = tracks.update(
                track.id(),
                track.version(),
                TrackPatch.builder()
                        .artworkObject(SampleTracks.audioObject(NewTrack.nextId()))
                        .build());
        maintain();
        assertThat(album("Debut").artworkTrack()).isEqualTo(track.id());

        tracks.update(
                track.id(),
                covered.version(),
                TrackPatch.builder().artworkObject(null).build());
        maintain();
        assertThat(album("Debut").artworkTrack()).isNull();
        assertThat(titles(AlbumQuery.builder().withoutArtwork())).containsExactly("Debut");
    }

    @Test
    protected void save_inEveryWay_countsEachTrackOnce() {
        List<NewTrack> songs = songs(4);
        tracks.saveAllOrNone(songs.subList(0, 1));
        tracks.saveEach(songs.subList(1, 2), DuplicatePolicy.REJECT);
        tracks.saveEach(songs.subList(1, 2), DuplicatePolicy.REJECT);
        tracks.upsert(songs.get(2));
        tracks.upsert(songs.get(2));
        tracks.save(songs.get(3), DuplicatePolicy.RETURN_EXISTING);
        tracks.save(songs.get(3), DuplicatePolicy.RETURN_EXISTING);
        maintain();

        assertThat(album("Debut").tracks()).isEqualTo(4);
        assertThat(entry(CatalogKind.ARTIST, "Björk").tracks()).isEqualTo(4);
    }

    @Test
    protected void load_firstAndAgain_countsEachTrackOnce() {
        List<NewTrack> songs = songs(5);
        tracks.load(songs.stream(), LoadMode.INITIAL);
        maintain();
        assertThat(album("Debut").tracks()).isEqualTo(5);

        NewTrack moved = SampleTracks.builder(on("Post", "Björk", 1).build())
                .id(songs.get(0).id())
                .build();
        NewTrack added = SampleTracks.builder(on("Post", "Björk", 2).build()).build();
        tracks.load(List.of(moved, songs.get(1), added).stream(), LoadMode.UPSERT);
        maintain();

        assertThat(album("Debut").tracks()).isEqualTo(4);
        assertThat(album("Post").tracks()).isEqualTo(2);
        assertThat(catalog.headings(CatalogKind.ALBUM)).containsExactly(new Heading("D", 1), new Heading("P", 1));
        assertThat(entry(CatalogKind.ARTIST, "Björk").tracks()).isEqualTo(6);
    }

    /** A corrected spelling, track by track: what the host keeps about the album by its id must not be lost. */
    @Test
    protected void album_reTagged_isFoundByItsOldId() {
        Track first = save(on("Debutt", "Björk", 1));
        Track second = save(on("Debutt", "Björk", 2));
        UUID old = albumOf(first);

        first = retag(first, on("Debut", "Björk", 1));
        assertThat(catalog.album(old))
                .map(AlbumDetails::album)
                .map(Album::title)
                .contains("Debutt");

        retag(second, on("Debut", "Björk", 2));
        assertThat(catalog.album(old)).map(AlbumDetails::album).contains(album("Debut"));
        assertThat(catalog.entry(CatalogKind.ALBUM, old)).map(CatalogEntry::id).contains(albumOf(first));
        assertThat(old).isNotEqualTo(albumOf(first));
    }

    @Test
    protected void album_reTaggedTwice_isFoundByEachOldId() {
        Track track = save(on("One", "Björk", 1));
        UUID one = albumOf(track);
        track = retag(track, on("Two", "Björk", 1));
        UUID two = albumOf(track);
        track = retag(track, on("Three", "Björk", 1));

        assertThat(catalog.album(one)).map(AlbumDetails::album).contains(album("Three"));
        assertThat(catalog.album(two)).map(AlbumDetails::album).contains(album("Three"));

        retag(track, on("One", "Björk", 1));
        for (UUID id : List.of(one, two)) {
            assertThat(catalog.album(id)).map(AlbumDetails::album).contains(album("One"));
        }
    }

    @Test
    protected void album_savedAgainAfterReTag_isItsOwn() {
        Track track = save(on("Demo", "Björk", 1));
        UUID demo = albumOf(track);
        retag(track, on("Debut", "Björk", 1));

        save(on("Demo", "Björk", 1));

        assertThat(catalog.album(demo)).map(AlbumDetails::album).contains(album("Demo"));
        assertThat(album("Debut").tracks()).isOne();
    }

    @Test
    protected void album_reTaggedWithoutChangeOfItsNames_keepsItsId() {
        Track track = save(on("Debut", "Björk", 1).year(1993));
        UUID before = albumOf(track);

        Track after = retag(
                track,
                on("DEBUT", "Bjork", 11).title("Human Behaviour").year(1994).genres("House"));

        assertThat(albumOf(after)).isEqualTo(before);
        assertThat(catalog.album(before))
                .map(AlbumDetails::album)
                .map(Album::year)
                .contains(1994);
    }

    @Test
    protected void artist_reTaggedWithMusicBrainzId_isFoundByItsOldId() {
        Track track = save(by("Björk"));
        UUID old = entry(CatalogKind.ARTIST, "Björk").id();

        retag(track, identified());

        UUID now = entry(CatalogKind.ARTIST, "Björk").id();
        assertThat(now).isNotEqualTo(old);
        assertThat(catalog.entry(CatalogKind.ARTIST, old)).map(CatalogEntry::id).contains(now);
        assertThat(catalog.tracks(old, 10, null).items()).extracting(Track::id).containsExactly(track.id());
    }

    private static TrackMetadata.Builder identified() {
        return by("Björk").credits(List.of(new ArtistCredit("Björk", Role.MAIN, "", MUSIC_BRAINZ_ID)));
    }

    private static AudioProperties lasting(int seconds) {
        return AudioProperties.builder("mp3")
                .duration(Duration.ofSeconds(seconds))
                .build();
    }

    private static List<NewTrack> songs(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i ->
                        SampleTracks.builder(on("Debut", "Björk", i).build()).build())
                .toList();
    }
}
