package io.loist.db.internal.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.loist.DuplicateTrackException;
import io.loist.Page;
import io.loist.db.LoistDatabase;
import io.loist.db.testing.PostgresExtension;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import io.loist.testkit.contract.TrackWritingContract;
import io.loist.track.AudioProperties;
import io.loist.track.DuplicatePolicy;
import io.loist.track.LoadMode;
import io.loist.track.NewTrack;
import io.loist.track.SaveOutcome;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackPatch;
import io.loist.track.TrackQuery;
import io.loist.track.TrackRepository;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Integration
public class PostgresTrackWritingTest extends TrackWritingContract {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @Override
    protected TrackRepository emptyRepository() {
        return POSTGRES.emptyDatabase().tracks();
    }

    @ParameterizedTest
    @ValueSource(strings = {"saveAllOrNone", "saveEach"})
    void save_sameTracksInOppositeOrder_neverDeadlocks(String call) throws Exception {
        TrackRepository tracks = emptyRepository();
        ExecutorService callers = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 10; round++) {
                List<NewTrack> forth = IntStream.range(0, 200)
                        .mapToObj(n -> SampleTracks.track("Song " + n, "Band"))
                        .toList();
                List<NewTrack> back = new ArrayList<>(forth);
                Collections.reverse(back);
                List<Future<Integer>> saved =
                        callers.invokeAll(List.of(() -> saved(tracks, call, forth), () -> saved(tracks, call, back)));

                assertThat(saved.get(0).get() + saved.get(1).get()).isEqualTo(200);
            }
        } finally {
            callers.shutdown();
        }
    }

    private static int saved(TrackRepository tracks, String call, List<NewTrack> all) {
        if (call.equals("saveEach")) {
            return (int) tracks.saveEach(all, DuplicatePolicy.ALLOW).stream()
                    .filter(SaveOutcome.Created.class::isInstance)
                    .count();
        }
        try {
            return tracks.saveAllOrNone(all).size();
        } catch (DuplicateTrackException e) {
            return 0;
        }
    }

    @Test
    void tracksWithin_openTransaction_commitsAndRollsBackWithIt() throws SQLException {
        LoistDatabase database = POSTGRES.emptyDatabase();
        try (Connection connection = POSTGRES.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            TrackRepository within = database.within(connection).tracks();

            Track lost = within.save(SampleTracks.track("Lost", "Band"));
            assertThat(within.findById(lost.id())).contains(lost);
            assertThat(database.tracks().findById(lost.id())).isEmpty();
            connection.rollback();
            assertThat(database.tracks().findById(lost.id())).isEmpty();

            Track kept = within.save(SampleTracks.track("Kept", "Band"));
            connection.commit();
            assertThat(database.tracks().findById(kept.id())).contains(kept);
        }
    }

    @Test
    void tracksWithin_callFails_transactionGoesOn() throws SQLException {
        LoistDatabase database = POSTGRES.emptyDatabase();
        try (Connection connection = POSTGRES.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            TrackRepository within = database.within(connection).tracks();
            Track first = within.save(SampleTracks.track("First", "Band"));
            NewTrack twin = SampleTracks.builder("Twin", "Band").id(first.id()).build();

            assertThatExceptionOfType(DuplicateTrackException.class).isThrownBy(() -> within.save(twin));
            assertThatExceptionOfType(DuplicateTrackException.class)
                    .isThrownBy(() -> within.saveAllOrNone(List.of(SampleTracks.track("Other", "Band"), twin)));
            Track last = within.save(SampleTracks.track("Last", "Band"));
            connection.commit();

            assertThat(database.tracks().list(TrackQuery.newest()).items()).containsExactly(last, first);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tracksWithin_anyMode_leavesConnectionAsFound(boolean autoCommit) throws SQLException {
        LoistDatabase database = POSTGRES.emptyDatabase();
        try (Connection connection = POSTGRES.dataSource().getConnection()) {
            connection.setAutoCommit(autoCommit);
            int timeout = connection.getNetworkTimeout();
            TrackRepository within = database.within(connection).tracks();

            Track track = within.save(SampleTracks.track("Song", "Band"));
            within.save(SampleTracks.track("Song", "Band"), DuplicatePolicy.REJECT);
            within.saveEach(List.of(SampleTracks.track("Song", "Band")), DuplicatePolicy.REJECT);
            within.upsert(SampleTracks.track("Song", "Band"));
            within.update(track.id(), 0, TrackPatch.builder().popularity(1).build());
            within.load(Stream.of(SampleTracks.track("Song", "Band")), LoadMode.UPSERT);
            within.load(Stream.of(SampleTracks.track("Song", "Band")), LoadMode.UPSERT);
            try (Stream<Track> all = within.stream(TrackFilter.all())) {
                assertThat(all).hasSize(6);
            }
            within.list(TrackQuery.builder().total(TrackQuery.Counting.EXACT).build());
            within.deleteRow(track.id());

            assertThat(connection.getAutoCommit()).isEqualTo(autoCommit);
            assertThat(connection.getNetworkTimeout()).isEqualTo(timeout);
            assertThat(connection.isClosed()).isFalse();
            if (!autoCommit) {
                assertThat(database.tracks().list(TrackQuery.newest()).items()).isEmpty();
                connection.commit();
            }
            assertThat(database.tracks().list(TrackQuery.newest()).items()).hasSize(5);
        }
    }

    @Test
    void saveEach_valuesTheTableRefuses_savesTheOthers() {
        TrackRepository tracks = emptyRepository();
        List<NewTrack> batch = IntStream.range(0, 1_100)
                .mapToObj(i -> i % 400 == 7 ? refused("secret " + i) : SampleTracks.track("Song " + i, "Band"))
                .toList();

        List<SaveOutcome> outcomes = tracks.saveEach(batch, DuplicatePolicy.REJECT);

        assertThat(outcomes)
                .extracting(SaveOutcome::id)
                .containsExactlyElementsOf(batch.stream().map(NewTrack::id).toList());
        for (int i = 0; i < batch.size(); i++) {
            assertThat(outcomes.get(i))
                    .isInstanceOf(i % 400 == 7 ? SaveOutcome.Refused.class : SaveOutcome.Created.class);
        }
        assertThat(((SaveOutcome.Refused) outcomes.get(7)).reason().code()).isEqualTo("DATABASE_REFUSED");
        assertThat(tracks.list(TrackQuery.builder()
                                .total(TrackQuery.Counting.EXACT)
                                .build())
                        .total())
                .isEqualTo(new Page.Total(1_097, true));
    }

    /** Returns a track that the table refuses: its content type is too long. */
    public static NewTrack refused(String title) {
        StoredObject object = new StoredObject(
                new ObjectRef("loist-samples", "x" + NewTrack.nextId()),
                1,
                1,
                "AAAAAA==",
                "audio/" + "x".repeat(300),
                null);
        return NewTrack.builder(
                        TrackMetadata.builder(title).build(),
                        AudioProperties.builder("mp3").build(),
                        object)
                .build();
    }
}
