package io.loist.testkit.contract.play;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.loist.Cursor;
import io.loist.Page;
import io.loist.play.Play;
import io.loist.play.PlayCount;
import io.loist.play.PlayLog;
import io.loist.play.PlayQuery;
import io.loist.testkit.SampleTracks;
import io.loist.track.TrackRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** The play log of a repository without tracks, for each test anew. */
abstract class PlayFixture {

    /** The number of days, today not counted, of which {@link #rollUp} keeps each play. */
    protected static final int KEPT_DAYS = 30;

    static final Duration HEARD = Duration.ofSeconds(200);
    static final String ANNE = "anne";
    static final String BERT = "bert";

    /** A recent time that is not near the end of a day. */
    final Instant noon =
            Instant.now().truncatedTo(ChronoUnit.DAYS).minus(2, ChronoUnit.DAYS).plus(12, ChronoUnit.HOURS);

    TrackRepository tracks;
    PlayLog plays;

    /** Returns a repository without tracks. */
    protected abstract TrackRepository emptyRepository();

    /** Returns the play log of the repository that was made last. */
    protected abstract PlayLog plays();

    /** Does what the implementation does in the background now and then; a log answers the same before and after it. */
    protected void maintain() {}

    /** Keeps only the number of plays of days that are more than {@link #KEPT_DAYS} before today. */
    protected abstract void rollUp();

    @BeforeEach
    final void makeLog() {
        tracks = emptyRepository();
        plays = plays();
    }

    final UUID track(String title) {
        return tracks.save(SampleTracks.track(title, "Band")).id();
    }

    /** Records plays of a track by a listener, a minute between them. */
    final void play(UUID track, String listener, Instant first, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(plays.record(Play.completed(track, listener, first.plusSeconds(60L * i), HEARD)))
                    .isTrue();
        }
        maintain();
    }

    final void skip(UUID track, String listener, Instant at) {
        assertThat(plays.record(Play.skipped(track, listener, at, Duration.ofSeconds(5))))
                .isTrue();
        maintain();
    }

    final PlayCount count(@Nullable String listener, UUID track) {
        return requireNonNull(plays.counts(listener, List.of(track)).get(track));
    }

    final List<UUID> listed(PlayQuery.Builder query) {
        return plays.list(query.build()).items().stream().map(PlayCount::track).toList();
    }

    /** Returns the items of all pages. */
    static <T> List<T> walk(Function<@Nullable Cursor, Page<T>> list) {
        List<T> items = new ArrayList<>();
        Cursor next = null;
        do {
            Page<T> page = list.apply(next);
            items.addAll(page.items());
            next = page.next();
        } while (next != null);
        return items;
    }
}
