package io.loist.testkit.contract;

import io.loist.track.TrackRepository;
import org.junit.jupiter.api.BeforeEach;

/** A repository without tracks, for each test anew. */
abstract class TrackFixture {

    TrackRepository tracks;

    /** Returns a repository without tracks. */
    protected abstract TrackRepository emptyRepository();

    @BeforeEach
    final void makeRepository() {
        tracks = emptyRepository();
    }
}
