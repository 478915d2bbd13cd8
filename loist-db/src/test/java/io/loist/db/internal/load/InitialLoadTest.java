package io.loist.db.internal.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.loist.DuplicateTrackException;
import io.loist.db.LoistDatabase;
import io.loist.db.testing.PostgresExtension;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import io.loist.track.AudioProperties;
import io.loist.track.LoadMode;
import io.loist.track.LoadSummary;
import io.loist.track.NewTrack;
import io.loist.track.TrackMetadata;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** In a database of its own, because an empty library is empty of every namespace's tracks. */
@Integration
class InitialLoadTest {

    private static final String INDEXES = """
            SELECT pg_get_indexdef(indexrelid) FROM pg_index
            WHERE indrelid IN ('audio_tracks'::regclass, 'track_search'::regclass) ORDER BY 1
            """;

    @RegisterExtension
    static final PostgresExtension EMPTY = new PostgresExtension();

    @Test
    void load_initial_keepsIndexesAndIsFound() throws SQLException {
        LoistDatabase database = EMPTY.emptyDatabase();
        List<String> indexes = EMPTY.texts(INDEXES);
        NewTrack twin = SampleTracks.track("Twin", "Band");

        assertThatExceptionOfType(DuplicateTrackException.class)
                .isThrownBy(() -> database.tracks().load(Stream.of(twin, withObjectOf(twin)), LoadMode.INITIAL));
        assertThat(EMPTY.texts(INDEXES)).isEqualTo(indexes);

        List<NewTrack> many = IntStream.range(0, 12_000)
                .mapToObj(i -> SampleTracks.track("Song " + i, "Band " + i % 100))
                .toList();
        assertThat(database.tracks().load(many.stream(), LoadMode.INITIAL)).isEqualTo(new LoadSummary(12_000, 0, 0));
        assertThat(EMPTY.texts(INDEXES)).isEqualTo(indexes);
        assertThat(database.search().search("song 4711").hits()).isNotEmpty();

        assertThatIllegalStateException()
                .isThrownBy(
                        () -> database.tracks().load(Stream.of(SampleTracks.track("More", "Band")), LoadMode.INITIAL))
                .withMessageContaining("UPSERT");
    }

    private static NewTrack withObjectOf(NewTrack track) {
        return NewTrack.builder(
                        TrackMetadata.builder("Other").build(),
                        AudioProperties.builder("mp3").build(),
                        track.audioObject())
                .build();
    }
}
