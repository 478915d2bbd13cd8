package io.loist.testkit.contract.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.loist.Cursor;
import io.loist.play.Play;
import io.loist.play.PlayCount;
import io.loist.play.PlayLog;
import io.loist.play.PlayQuery;
import io.loist.play.PlayQuery.Order;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How all {@link PlayLog}s must list the tracks that are played. */
public abstract class PlayListContract extends PlayFixture {

    private final LocalDate today = LocalDate.ofInstant(noon, ZoneOffset.UTC);

    @Test
    protected void list_mostPlayed_isInOrderOfCompletedPlays() {
        UUID seldom = track("Seldom");
        UUID often = track("Often");
        UUID skipped = track("Skipped");
        track("Never");
        play(often, ANNE, noon, 3);
        play(seldom, ANNE, noon, 2);
        for (int i = 0; i < 4; i++) {
            skip(skipped, ANNE, noon.plusSeconds(i));
        }

        assertThat(listed(mostPlayed())).containsExactly(often, seldom);
        assertThat(plays.list(mostPlayed().build()).items().get(0)).isEqualTo(count(null, often));
    }

    @Test
    protected void list_mostPlayed_ofOneListener() {
        UUID hers = track("Hers");
        UUID his = track("His");
        play(hers, ANNE, noon, 2);
        play(his, BERT, noon, 3);
        play(his, ANNE, noon, 1);

        assertThat(listed(mostPlayed())).containsExactly(his, hers);
        assertThat(listed(mostPlayed().listener(ANNE))).containsExactly(hers, his);
        assertThat(plays.list(mostPlayed().listener(ANNE).build()).items())
                .extracting(PlayCount::completed)
                .containsExactly(2L, 1L);
        assertThat(listed(mostPlayed().listener("nobody"))).isEmpty();
    }

    @Test
    protected void list_mostPlayed_inPeriod() {
        UUID song = track("Song");
        UUID hit = track("Hit");
        play(hit, ANNE, noon.minus(20, ChronoUnit.DAYS), 5);
        play(hit, ANNE, noon, 1);
        play(song, ANNE, noon, 2);
        play(song, BERT, noon.minus(1, ChronoUnit.DAYS), 1);

        assertThat(listed(mostPlayed())).containsExactly(hit, song);
        assertThat(plays.list(mostPlayed().days(today, today).build()).items())
                .containsExactly(
                        new PlayCount(song, 2, 0, HEARD.multipliedBy(2), noon.plusSeconds(60)),
                        new PlayCount(hit, 1, 0, HEARD, noon));
        assertThat(plays.list(mostPlayed().days(today.minusDays(1), today).build())
                        .items())
                .extracting(PlayCount::completed)
                .containsExactly(3L, 1L);
        assertThat(listed(mostPlayed().listener(BERT).days(today.minusDays(1), today)))
                .containsExactly(song);
        assertThat(listed(mostPlayed().days(today.minusDays(21), today.minusDays(1))))
                .containsExactly(hit, song);
        assertThat(listed(mostPlayed().days(today.minusDays(19), today.minusDays(2))))
                .isEmpty();
    }

    @Test
    protected void list_mostPlayed_countsRolledUpDays() {
        UUID song = track("Song");
        UUID hit = track("Hit");
        play(hit, ANNE, noon.minus(KEPT_DAYS + 5, ChronoUnit.DAYS), 3);
        play(song, ANNE, noon.minus(1, ChronoUnit.DAYS), 2);
        rollUp();
        play(song, ANNE, noon, 2);

        assertThat(listed(mostPlayed())).containsExactly(song, hit);
        assertThat(listed(mostPlayed().listener(ANNE).days(today.minusDays(KEPT_DAYS + 5), today.minusDays(1))))
                .containsExactly(hit, song);
    }

    @Test
    protected void list_recent_isInOrderOfLastPlays() {
        UUID first = track("First");
        UUID second = track("Second");
        UUID third = track("Third");
        play(first, ANNE, noon, 1);
        play(second, ANNE, noon.plusSeconds(300), 1);
        skip(third, BERT, noon.plusSeconds(600));
        play(first, ANNE, noon.plusSeconds(900), 1);

        assertThat(listed(recent())).containsExactly(first, third, second);
        assertThat(listed(recent().listener(ANNE))).containsExactly(first, second);
        assertThat(plays.list(recent().listener(ANNE).build()).items().get(0))
                .isEqualTo(new PlayCount(first, 2, 0, HEARD.multipliedBy(2), noon.plusSeconds(900)));
    }

    @Test
    protected void list_recentInPeriod_comparesTheLastPlay() {
        UUID again = track("Again");
        UUID once = track("Once");
        play(again, ANNE, noon.minus(5, ChronoUnit.DAYS), 1);
        play(once, ANNE, noon.minus(5, ChronoUnit.DAYS).plusSeconds(1), 1);
        play(again, ANNE, noon, 1);

        assertThat(listed(recent().days(today.minusDays(5), today.minusDays(1))))
                .containsExactly(once);
        assertThat(listed(recent().days(today, today))).containsExactly(again);
        assertThat(listed(recent().days(today.minusDays(5), today))).containsExactly(again, once);
    }

    @Test
    protected void list_pages_haveEachTrackOnce() {
        List<UUID> songs = new ArrayList<>();
        List<Play> batch = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            UUID song = track("Song " + i);
            songs.add(song);
            for (int j = 0; j <= i / 3; j++) {
                batch.add(Play.completed(song, ANNE, noon.plusSeconds(60L * i + j), HEARD));
            }
        }
        plays.recordEach(batch.subList(0, batch.size() / 2));
        maintain();
        plays.recordEach(batch.subList(batch.size() / 2, batch.size()));

        for (PlayQuery.Builder query : List.of(
                mostPlayed(),
                mostPlayed().listener(ANNE),
                mostPlayed().days(today.minusDays(30), today),
                recent(),
                recent().listener(ANNE).days(today, today))) {
            List<UUID> whole = listed(query.limit(PlayQuery.MAX_LIMIT).after(null));
            assertThat(whole).containsExactlyInAnyOrderElementsOf(songs);
            assertThat(walk(next -> plays.list(query.limit(5).after(next).build())))
                    .extracting(PlayCount::track)
                    .isEqualTo(whole);
        }
        Collections.reverse(songs);
        assertThat(listed(recent())).isEqualTo(songs);
    }

    @Test
    protected void list_cursorOfAnotherList_isRefused() {
        play(track("One"), ANNE, noon, 1);
        play(track("Two"), ANNE, noon, 1);
        Cursor next = plays.list(mostPlayed().limit(1).build()).next();
        assertThat(next).isNotNull();

        for (PlayQuery.Builder other :
                List.of(recent(), mostPlayed().listener(ANNE), mostPlayed().days(today, today))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> plays.list(other.after(next).build()));
        }
    }

    private static PlayQuery.Builder mostPlayed() {
        return PlayQuery.builder(Order.MOST_PLAYED);
    }

    private static PlayQuery.Builder recent() {
        return PlayQuery.builder(Order.RECENT);
    }
}
