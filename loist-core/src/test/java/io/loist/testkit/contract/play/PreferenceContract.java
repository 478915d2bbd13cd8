package io.loist.testkit.contract.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.Cursor;
import io.loist.TrackNotFoundException;
import io.loist.play.PlayLog;
import io.loist.play.Preference;
import io.loist.play.Subject;
import io.loist.play.Subject.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How all {@link PlayLog}s must keep stars and ratings. */
public abstract class PreferenceContract extends PlayFixture {

    @Test
    protected void star_track_isKeptWithItsTime() {
        Subject song = Subject.track(track("Song"));

        plays.star(ANNE, song);
        Preference first = preference(ANNE, song);
        plays.star(ANNE, song);

        assertThat(preference(ANNE, song)).isEqualTo(first);
        assertThat(first.rating()).isNull();
        assertThat(Duration.between(Objects.requireNonNull(first.starredAt()), Instant.now())
                        .abs())
                .isLessThan(Duration.ofMinutes(5));
        assertThat(plays.preferences(BERT, List.of(song))).isEmpty();
    }

    @Test
    protected void unstar_starred_keepsTheRating() {
        Subject song = Subject.track(track("Song"));
        plays.star(ANNE, song);
        plays.rate(ANNE, song, 3);

        plays.unstar(ANNE, song);
        plays.unstar(ANNE, song);

        assertThat(preference(ANNE, song)).isEqualTo(new Preference(song, null, 3));
        plays.rate(ANNE, song, 0);
        assertThat(plays.preferences(ANNE, List.of(song))).isEmpty();
    }

    @Test
    protected void rate_again_replaces() {
        Subject song = Subject.track(track("Song"));
        plays.rate(ANNE, song, 1);
        plays.rate(ANNE, song, 5);
        plays.star(ANNE, song);
        plays.rate(ANNE, song, 0);
        plays.rate(ANNE, song, 0);

        assertThat(preference(ANNE, song).rating()).isNull();
        assertThat(preference(ANNE, song).starredAt()).isNotNull();
    }

    @Test
    protected void rate_outOfRange_isRefused() {
        Subject song = Subject.track(track("Song"));

        for (int rating : new int[] {-1, 6}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> plays.rate(ANNE, song, rating))
                    .withMessageContaining("rating");
        }
    }

    @Test
    protected void starAndRate_unknownTrack_areRefusedById() {
        UUID unknown = UUID.randomUUID();

        assertThatExceptionOfType(TrackNotFoundException.class)
                .isThrownBy(() -> plays.star(ANNE, Subject.track(unknown)))
                .satisfies(e -> assertThat(e.id()).isEqualTo(unknown));
        assertThatExceptionOfType(TrackNotFoundException.class)
                .isThrownBy(() -> plays.rate(ANNE, Subject.track(unknown), 1));
        plays.unstar(ANNE, Subject.track(unknown));
        plays.rate(ANNE, Subject.track(unknown), 0);
    }

    @Test
    protected void star_albumAndArtistOfOneId_areTwo() {
        UUID id = UUID.randomUUID();
        plays.star(ANNE, Subject.album(id));
        plays.rate(ANNE, Subject.artist(id), 2);

        assertThat(plays.preferences(ANNE, List.of(Subject.album(id), Subject.artist(id), Subject.track(id))))
                .hasSize(2)
                .hasEntrySatisfying(
                        Subject.artist(id),
                        preference -> assertThat(preference).isEqualTo(new Preference(Subject.artist(id), null, 2)));
        assertThat(starred(Kind.ALBUM, 10)).containsExactly(Subject.album(id));
        assertThat(starred(Kind.ARTIST, 10)).isEmpty();
    }

    @Test
    protected void starred_pages_areLatestFirst() {
        List<Subject> albums = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            albums.add(Subject.album(UUID.randomUUID()));
            plays.star(ANNE, albums.get(i));
        }
        plays.star(BERT, Subject.album(UUID.randomUUID()));
        plays.rate(ANNE, Subject.album(UUID.randomUUID()), 5);

        List<Preference> whole = plays.starred(ANNE, Kind.ALBUM, 1_000, null).items();
        assertThat(whole).extracting(Preference::subject).containsExactlyInAnyOrderElementsOf(albums);
        assertThat(whole).extracting(Preference::starredAt).isSortedAccordingTo(Collections.reverseOrder());
        assertThat(starred(Kind.ALBUM, 3))
                .isEqualTo(whole.stream().map(Preference::subject).toList());
    }

    @Test
    protected void rated_pages_areBestFirst() {
        for (int i = 0; i < 7; i++) {
            plays.rate(ANNE, Subject.artist(UUID.randomUUID()), 1 + i % 5);
        }
        plays.star(ANNE, Subject.artist(UUID.randomUUID()));

        List<Preference> whole = plays.rated(ANNE, Kind.ARTIST, 1_000, null).items();
        assertThat(whole).extracting(Preference::rating).containsExactly(5, 4, 3, 2, 2, 1, 1);
        assertThat(walk(next -> plays.rated(ANNE, Kind.ARTIST, 2, next))).isEqualTo(whole);
    }

    @Test
    protected void lists_limitOrCursorIsNotValid_areRefused() {
        for (int limit : new int[] {0, 1_001}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> plays.starred(ANNE, Kind.TRACK, limit, null))
                    .withMessageContaining("limit");
            assertThatIllegalArgumentException().isThrownBy(() -> plays.rated(ANNE, Kind.TRACK, limit, null));
        }
        plays.star(ANNE, Subject.album(UUID.randomUUID()));
        plays.star(ANNE, Subject.album(UUID.randomUUID()));
        Cursor next = plays.starred(ANNE, Kind.ALBUM, 1, null).next();

        assertThat(next).isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> plays.rated(ANNE, Kind.ALBUM, 1, next));
        assertThatIllegalArgumentException().isThrownBy(() -> plays.starred(ANNE, Kind.ARTIST, 1, next));
        assertThatIllegalArgumentException().isThrownBy(() -> plays.starred(BERT, Kind.ALBUM, 1, next));
    }

    private Preference preference(String listener, Subject subject) {
        return Objects.requireNonNull(
                plays.preferences(listener, List.of(subject)).get(subject));
    }

    private List<Subject> starred(Kind kind, int limit) {
        return walk(next -> plays.starred(ANNE, kind, limit, next)).stream()
                .map(Preference::subject)
                .toList();
    }
}
