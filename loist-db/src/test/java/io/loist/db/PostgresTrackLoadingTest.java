package io.loist.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.loist.DatabaseException;
import io.loist.media.ObjectRef;
import io.loist.media.StoredObject;
import io.loist.testing.SampleTracks;
import io.loist.testing.TrackLoadingContract;
import io.loist.track.AudioProperties;
import io.loist.track.LoadMode;
import io.loist.track.LoadSummary;
import io.loist.track.NewTrack;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackQuery;
import io.loist.track.TrackRepository;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresTrackLoadingTest extends TrackLoadingContract {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @Override
    protected TrackRepository emptyRepository() {
        return POSTGRES.emptyDatabase().tracks();
    }

    @Test
    void load_manyChunks_loadsAll() {
        TrackRepository tracks = emptyRepository();
        List<NewTrack> many = IntStream.range(0, 10_500)
                .mapToObj(i -> SampleTracks.track("Song " + i, "Band " + i % 100))
                .toList();

        assertThat(tracks.load(many.stream(), LoadMode.UPSERT)).isEqualTo(new LoadSummary(10_500, 0, 0));
        assertThat(tracks.load(many.stream(), LoadMode.UPSERT)).isEqualTo(new LoadSummary(0, 0, 10_500));
    }

    @Test
    void load_valueTheTableRefuses_loadsNone() {
        TrackRepository tracks = emptyRepository();

        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() ->
                        tracks.load(Stream.of(SampleTracks.track("Song", "Band"), refused("Secret")), LoadMode.UPSERT))
                .satisfies(e -> assertThat(e.code()).isEqualTo("DATABASE_REFUSED"));
        assertThat(tracks.list(TrackQuery.newest()).items()).isEmpty();
    }

    private static NewTrack refused(String title) {
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
