package io.loist.db.internal.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.db.testing.PostgresExtension;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import io.loist.testkit.contract.TrackFilterContract;
import io.loist.track.TrackFilter;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackQuery;
import io.loist.track.TrackRepository;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Integration
class PostgresTrackFilterTest extends TrackFilterContract {

    @RegisterExtension
    static final PostgresExtension POSTGRES = new PostgresExtension();

    @Override
    protected TrackRepository emptyRepository() {
        return POSTGRES.emptyDatabase().tracks();
    }

    @Test
    void save_longestNames_fitIntoIndexes() {
        StringBuilder longest = new StringBuilder();
        new Random(1).ints(1_000, 0x4E00, 0x9FFF).forEach(longest::appendCodePoint);
        String name = longest.toString();
        TrackMetadata music = TrackMetadata.builder(name)
                .artist(name)
                .album(name)
                .albumArtist(name)
                .composer(name)
                .label(name)
                .genres(name)
                .build();
        TrackRepository tracks = emptyRepository();
        tracks.save(SampleTracks.builder(music).attributes(Map.of(name, name)).build());

        TrackFilter filter = TrackFilter.builder()
                .title(name)
                .label(name)
                .genre(name)
                .attribute(name, name)
                .build();
        assertThat(tracks.list(TrackQuery.builder().filter(filter).build()).items())
                .hasSize(1);
    }
}
