package io.loist.testkit.contract.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.TrackNotFoundException;
import io.loist.play.ListenerData;
import io.loist.play.Play;
import io.loist.play.PlayCount;
import io.loist.play.PlayLog;
import io.loist.play.PlayOutcome;
import io.loist.play.PlayedDay;
import io.loist.play.Preference;
import io.loist.play.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What all {@link PlayLog}s must do with plays and with what they keep about a listener. */
public abstract class PlayLogContract extends PlayFixture {

    private final Instant longAgo = noon.minus(KEPT_DAYS + 10, ChronoUnit.DAYS);

    // recording

    @Test
    protected void record_completedAndSkipped_areCounted() {
        UUID song = track("Song");
        play(song, ANNE, noon, 3);
        skip(song, ANNE, noon.plusSeconds(600));
        play(song, BERT, noon.plusSeconds(900), 1);

        PlayCount hers = count(ANNE, song);
        assertThat(hers.completed()).isEqualTo(3);
        assertThat(hers.skipped()).isEqualTo(1);
        assertThat(hers.skipRate()).isEqualTo(0.25);
        assertThat(hers.heard()).isEqualTo(HEARD.multipliedBy(3).plusSeconds(5));
        assertThat(hers.lastPlayed()).isEqualTo(noon.plusSeconds(600));
        PlayCount all = count(null, song);
        assertThat(all.completed()).isEqualTo(4);
        assertThat(all.lastPlayed()).isEqualTo(noon.plusSeconds(900));
    }

    @Test
    protected void record_again_countsOnce() {
        UUID song = track("Song");
        Play play = Play.completed(song, ANNE, noon, HEARD);

        assertThat(plays.record(play)).isTrue();
        assertThat(plays.record(play)).isFalse();
        maintain();
        assertThat(plays.record(Play.skipped(song, ANNE, noon, Duration.ZERO))).isFalse();
        maintain();

        assertThat(count(ANNE, song)).isEqualTo(new PlayCount(song, 1, 0, HEARD, noon));
        assertThat(count(null, song)).isEqualTo(new PlayCount(song, 1, 0, HEARD, noon));
    }

    @Test
    protected void record_earlierThanOthers_keepsLastPlayed() {
        UUID song = track("Song");
        play(song, ANNE, noon, 1);
        play(song, ANNE, noon.minusSeconds(600), 1);

        assertThat(count(ANNE, song).lastPlayed()).isEqualTo(noon);
        assertThat(count(null, song).lastPlayed()).isEqualTo(noon);
    }

    @Test
    protected void record_unknownTrack_isRefusedById() {
        UUID unknown = UUID.randomUUID();

        assertThatExceptionOfType(TrackNotFoundException.class)
                .isThrownBy(() -> plays.record(Play.completed(unknown, ANNE, noon, HEARD)))
                .satisfies(e -> assertThat(e.id()).isEqualTo(unknown));
    }

    @Test
    protected void record_inFuture_isRefusedByName() {
        UUID song = track("Song");
        Instant tomorrow = Instant.now().plus(1, ChronoUnit.DAYS);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> plays.record(Play.completed(song, ANNE, tomorrow, HEARD)))
                .withMessageContaining("startedAt");
        assertThat(plays.counts(ANNE, List.of(song))).isEmpty();
    }

    @Test
    protected void recordEach_someRefused_recordsTheOthers() {
        UUID song = track("Song");
        Play known = Play.completed(song, ANNE, noon, HEARD);
        plays.record(known);
        Play fresh = Play.completed(song, BERT, noon, HEARD);

        List<PlayOutcome> outcomes = plays.recordEach(List.of(
                Play.completed(UUID.randomUUID(), ANNE, noon, HEARD),
                fresh,
                known,
                Play.completed(song, ANNE, Instant.now().plus(1, ChronoUnit.HOURS), HEARD),
                fresh));
        maintain();

        assertThat(outcomes)
                .containsExactly(
                        PlayOutcome.UNKNOWN_TRACK,
                        PlayOutcome.RECORDED,
                        PlayOutcome.REPEATED,
                        PlayOutcome.IN_FUTURE,
                        PlayOutcome.REPEATED);
        assertThat(count(null, song).completed()).isEqualTo(2);
    }

    @Test
    protected void recordEach_emptyAndTooMany() {
        assertThat(plays.recordEach(List.of())).isEmpty();

        Play play = Play.completed(track("Song"), ANNE, noon, HEARD);
        List<Play> many = Collections.nCopies(PlayLog.MAX_BATCH + 1, play);
        assertThatIllegalArgumentException().isThrownBy(() -> plays.recordEach(many));
        assertThat(plays.recordEach(many.subList(0, PlayLog.MAX_BATCH)))
                .startsWith(PlayOutcome.RECORDED, PlayOutcome.REPEATED)
                .hasSize(PlayLog.MAX_BATCH);
    }

    @Test
    protected void deleteRow_ofTrack_deletesItsPlaysAndPreferences() {
        UUID song = track("Song");
        play(song, ANNE, noon, 1);
        plays.star(ANNE, Subject.track(song));

        tracks.deleteRow(song);

        assertThat(plays.counts(null, List.of(song))).isEmpty();
        assertThat(plays.erase(ANNE)).isFalse();
    }

    // counts by day

    @Test
    protected void rollUp_oldDays_keepsCounts() {
        UUID song = track("Song");
        play(song, ANNE, longAgo, 2);
        play(song, ANNE, noon, 1);
        PlayCount before = count(ANNE, song);

        rollUp();

        assertThat(count(ANNE, song)).isEqualTo(before);
        assertThat(count(null, song)).isEqualTo(before);
        play(song, BERT, noon, 1);
        assertThat(count(null, song).completed()).isEqualTo(4);
    }

    @Test
    protected void record_onRolledUpDay_isRefusedByName() {
        UUID song = track("Song");
        Play old = Play.completed(song, ANNE, longAgo, HEARD);
        Play recent = Play.completed(song, ANNE, noon, HEARD);
        plays.recordEach(List.of(old, recent));
        rollUp();

        assertThat(plays.recordEach(List.of(old, recent, Play.completed(song, BERT, longAgo, HEARD))))
                .containsExactly(PlayOutcome.TOO_OLD, PlayOutcome.REPEATED, PlayOutcome.TOO_OLD);
        assertThatIllegalArgumentException().isThrownBy(() -> plays.record(old)).withMessageContaining("startedAt");
        assertThat(count(null, song).completed()).isEqualTo(2);
    }

    // all of one listener

    @Test
    protected void export_ofListener_hasDaysPlaysAndPreferences() {
        UUID song = track("Song");
        UUID other = track("Other");
        play(song, ANNE, longAgo, 2);
        play(song, BERT, longAgo, 1);
        rollUp();
        play(other, ANNE, noon, 1);
        skip(song, ANNE, noon.plusSeconds(300));
        play(song, BERT, noon, 1);
        plays.rate(ANNE, Subject.track(other), 4);
        plays.star(BERT, Subject.track(other));

        LocalDate day = LocalDate.ofInstant(longAgo, ZoneOffset.UTC);
        assertThat(exported(ANNE))
                .containsExactly(
                        new PlayedDay(day, new PlayCount(song, 2, 0, HEARD.multipliedBy(2), longAgo.plusSeconds(60))),
                        Play.completed(other, ANNE, noon, HEARD),
                        Play.skipped(song, ANNE, noon.plusSeconds(300), Duration.ofSeconds(5)),
                        new Preference(Subject.track(other), null, 4));
        assertThat(exported("nobody")).isEmpty();
    }

    @Test
    protected void erase_listener_leavesOthers() {
        UUID song = track("Song");
        play(song, ANNE, longAgo, 1);
        play(song, BERT, longAgo, 1);
        rollUp();
        play(song, ANNE, noon, 1);
        play(song, BERT, noon, 1);
        plays.star(ANNE, Subject.album(UUID.randomUUID()));
        plays.star(BERT, Subject.track(song));

        assertThat(plays.erase(ANNE)).isTrue();
        maintain();

        assertThat(exported(ANNE)).isEmpty();
        assertThat(plays.counts(ANNE, List.of(song))).isEmpty();
        assertThat(plays.erase(ANNE)).isFalse();
        assertThat(exported(BERT)).hasSize(3);
        assertThat(count(BERT, song).completed()).isEqualTo(2);
        assertThat(count(null, song).completed()).isBetween(2L, 4L);
    }

    @Test
    protected void erase_onlyPreferences_returnsTrue() {
        plays.rate(ANNE, Subject.artist(UUID.randomUUID()), 1);

        assertThat(plays.erase(ANNE)).isTrue();
        assertThat(exported(ANNE)).isEmpty();
    }

    @Test
    protected void everyCall_listenerIsNotValid_isRefusedByName() {
        for (String listener : List.of("", " ", "a\0b", "\uD800", "x".repeat(201))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> plays.counts(listener, List.of()))
                    .withMessageContaining("listener");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> plays.star(listener, Subject.track(UUID.randomUUID())))
                    .withMessageContaining("listener");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> plays.export(listener))
                    .withMessageContaining("listener");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> plays.erase(listener))
                    .withMessageContaining("listener");
        }
    }

    private List<ListenerData> exported(String listener) {
        try (Stream<ListenerData> data = plays.export(listener)) {
            return data.toList();
        }
    }
}
