package io.loist.db;

import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.testkit.SampleTracks;
import io.loist.track.AlbumPosition;
import io.loist.track.ArtistCredit;
import io.loist.track.AudioProperties;
import io.loist.track.MusicBrainzEntity;
import io.loist.track.NewTrack;
import io.loist.track.TrackFilter.Artwork;
import io.loist.track.TrackFilterBuilder;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Every filter with a value that many tracks have, one that few have, and strange ones, and a library to filter: its oldest tracks are
 * the rare ones, so that reading the newest first does not find them soon.
 */
final class FiltersToMeasure {

    /** What bounds the rows that a filter reads. */
    enum Bound {
        /** An index leads to the tracks that pass, because few do. */
        INDEX,
        /** Tracks are read in the order of the list or of the static rank, a limited number of them. */
        SCAN
    }

    record Filter(Bound bound, Consumer<TrackFilterBuilder> condition) {}

    static final Map<String, Filter> ALL = new LinkedHashMap<>();

    private static final int RARE = 5;
    private static final UUID RELEASE = new UUID(0x7000, 7);
    private static final String HASH = "ab".repeat(32);
    private static final String LONG = "\uFDFA".repeat(1_000);

    static {
        few("status PENDING", filter -> filter.status(TrackStatus.PENDING));
        many("status COMPLETED", filter -> filter.status(TrackStatus.COMPLETED));
        many("status PROCESSING", filter -> filter.status(TrackStatus.PROCESSING));
        many("format", filter -> filter.format("mp3"));
        many("format, rare", filter -> filter.format("wav"));
        many("format, long", filter -> filter.format("x".repeat(1_000)));
        names("title", "Love", TrackFilterBuilder::title);
        names("artist", "Various Artists", TrackFilterBuilder::artist);
        names("album", "Greatest Hits", TrackFilterBuilder::album);
        names("albumArtist", "Various Artists", TrackFilterBuilder::albumArtist);
        names("composer", "Traditional", TrackFilterBuilder::composer);
        names("label", "Major", TrackFilterBuilder::label);
        names("genre", "Rock", TrackFilterBuilder::genre);
        few("isrc", filter -> filter.isrc("USRC10000001"));
        few("isrc, long", filter -> filter.isrc(LONG));
        for (MusicBrainzEntity entity : MusicBrainzEntity.values()) {
            few("musicBrainz " + entity, filter -> filter.musicBrainz(entity, RELEASE));
        }
        few("attribute, rare", filter -> filter.attribute("external", "1"));
        few("attribute, long", filter -> filter.attribute("external", LONG.repeat(100)));
        many("attribute", filter -> filter.attribute("shelf", "main"));
        many("tag", filter -> filter.tag("mood", "calm"));
        many("tag, rare", filter -> filter.tag("mood", "odd"));
        many("tag, long", filter -> filter.tag("mood", LONG.repeat(100)));
        few("years, rare", filter -> filter.years(1850, 1850));
        many("years", filter -> filter.years(1800, 2100));
        numbers("trackNumbers", 1, 99, TrackFilterBuilder::trackNumbers);
        numbers("discNumbers", 1, 99, TrackFilterBuilder::discNumbers);
        numbers("channels", 2, 6, TrackFilterBuilder::channels);
        numbers("sampleRates", 44_100, 192_000, TrackFilterBuilder::sampleRates);
        numbers("bitrates", 320_000, 8_000, TrackFilterBuilder::bitrates);
        numbers("bitDepths", 16, 24, TrackFilterBuilder::bitDepths);
        many("sizes", filter -> filter.sizes(0, Long.MAX_VALUE));
        many("sizes, rare", filter -> filter.sizes(1, 100));
        many("durations", filter -> filter.durations(Duration.ZERO, Duration.ofSeconds(Long.MAX_VALUE)));
        few("durations, rare", filter -> filter.durations(Duration.ofSeconds(1), Duration.ofSeconds(2)));
        many("popularities", filter -> filter.popularities(0, Double.POSITIVE_INFINITY));
        few("popularities, rare", filter -> filter.popularities(1_000, 2_000));
        many("created", filter -> filter.created(Instant.MIN, Instant.MAX));
        few("created, none", filter -> filter.created(Instant.EPOCH, Instant.EPOCH.plusSeconds(1)));
        many("updated", filter -> filter.updated(Instant.MIN, Instant.MAX));
        few("updated, none", filter -> filter.updated(Instant.MIN, Instant.EPOCH));
        many("artwork PRESENT", filter -> filter.artwork(Artwork.PRESENT));
        many("artwork ABSENT", filter -> filter.artwork(Artwork.ABSENT));
        few("sha256", filter -> filter.sha256(HASH));
        few("audioHash", filter -> filter.audioHash(HASH));
    }

    private FiltersToMeasure() {}

    static Filter named(String name) {
        return Objects.requireNonNull(ALL.get(name), name);
    }

    private static void many(String name, Consumer<TrackFilterBuilder> condition) {
        ALL.put(name, new Filter(Bound.SCAN, condition));
    }

    private static void few(String name, Consumer<TrackFilterBuilder> condition) {
        ALL.put(name, new Filter(Bound.INDEX, condition));
    }

    private static void names(String kind, String frequent, Condition<String> condition) {
        many(kind, filter -> condition.add(filter, frequent));
        few(kind + ", rare", filter -> condition.add(filter, "Rare"));
        few(kind + ", long", filter -> condition.add(filter, LONG));
    }

    private static void numbers(String kind, int frequent, int rare, Range condition) {
        many(kind, filter -> condition.add(filter, frequent, frequent));
        many(kind + ", rare", filter -> condition.add(filter, rare, rare));
        many(kind + ", all", filter -> condition.add(filter, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    @FunctionalInterface
    private interface Condition<T> {
        void add(TrackFilterBuilder filter, T value);
    }

    @FunctionalInterface
    private interface Range {
        void add(TrackFilterBuilder filter, int min, int max);
    }

    /** Returns the track of this number, from 0. */
    static NewTrack track(int nth) {
        UUID id = NewTrack.nextId();
        TrackMetadata.Builder music = TrackMetadata.builder(nth < RARE ? "Rare" : one("Love", 20, nth, "Song ", 30_000))
                .album(nth < RARE ? "Rare" : one("Greatest Hits", 25, nth, "Album ", 8_000))
                .albumArtist(nth < RARE ? "Rare" : one("Various Artists", 4, nth, "Band ", 2_000))
                .credits(List.of(ArtistCredit.of(nth < RARE ? "Rare" : one("Various Artists", 5, nth, "Band ", 2_000))))
                .composer(nth < RARE ? "Rare" : one("Traditional", 3, nth, "Composer ", 900))
                .label(nth < RARE ? "Rare" : one("Major", 3, nth, "Label ", 300))
                .genres(nth < RARE ? "Rare" : one("Rock", 3, nth, "Genre ", 40))
                .year(nth < RARE ? 1850 : 1950 + nth % 75)
                .position(new AlbumPosition(nth < RARE ? 99 : 1 + nth % 12, null, nth < RARE ? 99 : 1, null))
                .isrcs(nth % 2 == 0 ? List.of("USRC1" + String.format("%07d", nth)) : List.of())
                .tags(Map.of("mood", List.of(nth < RARE ? "odd" : one("calm", 4, nth, "mood ", 30))));
        if (nth < RARE) {
            music.musicBrainz(Map.of(MusicBrainzEntity.RELEASE, RELEASE, MusicBrainzEntity.WORK, RELEASE));
        }
        AudioProperties audio = AudioProperties.builder(nth < RARE ? "wav" : "mp3")
                .channels(nth < RARE ? 6 : 2)
                .sampleRate(nth < RARE ? 192_000 : 44_100)
                .bitrate(nth < RARE ? 8_000 : 320_000)
                .bitDepth(nth < RARE ? 24 : 16)
                .duration(Duration.ofMillis(nth < RARE ? 1_500 : 100_000 + nth % 300_000))
                .build();
        NewTrack.Builder track = NewTrack.builder(
                        music.build(), audio, object("audio", id, nth < RARE ? 99 : 5_000_000))
                .id(id)
                .status(nth < RARE ? TrackStatus.PENDING : TrackStatus.COMPLETED)
                .popularity(nth < RARE ? 1_500 : nth % 100)
                .attributes(Map.of("shelf", "main", "external", Integer.toString(nth)));
        return nth < RARE
                ? track.build()
                : track.artworkObject(object("artwork", id, 50_000)).build();
    }

    private static StoredObject object(String kind, UUID id, long size) {
        return new StoredObject(
                new ObjectRef("loist-samples", kind + "/" + id),
                1,
                size,
                SampleTracks.audioObject(id).crc32c(),
                "a/b",
                null);
    }

    /** Returns the frequent name for each n-th track, and else one of several others. */
    private static String one(String frequent, int each, int nth, String other, int others) {
        return nth % each == 0 ? frequent : other + (nth * 7_919L) % others;
    }
}
