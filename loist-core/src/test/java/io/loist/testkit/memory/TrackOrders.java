package io.loist.testkit.memory;

import io.loist.track.Track;
import io.loist.track.TrackSort;
import java.util.Comparator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The orders of lists in memory: unknown values last in either direction, equal values by id. */
final class TrackOrders {

    private TrackOrders() {}

    static Comparator<Track> of(TrackSort sort, boolean descending) {
        Comparator<Track> order = switch (sort) {
            case CREATED -> by(Track::createdAt, descending);
            case UPDATED -> by(Track::updatedAt, descending);
            case TITLE -> by(track -> TrackMatcher.fold(track.metadata().title()), descending);
            case ARTIST -> by(track -> TrackMatcher.fold(track.metadata().artist()), descending);
            case ALBUM -> by(track -> TrackMatcher.fold(track.metadata().album()), descending);
            case YEAR -> by(track -> track.metadata().year(), descending);
            case DURATION -> by(track -> track.audio().duration(), descending);
            case POPULARITY -> by(Track::popularity, descending);
        };
        return order.thenComparing(by(track -> track.id().toString(), descending));
    }

    private static <T extends Comparable<? super T>> Comparator<Track> by(
            Function<Track, @Nullable T> value, boolean descending) {
        Comparator<T> order = descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
        return Comparator.comparing(value, Comparator.nullsLast(order));
    }
}
