package io.loist.testkit;

import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.track.AlbumPosition;
import io.loist.track.ArtistCredit;
import io.loist.track.AudioProperties;
import io.loist.track.MusicBrainzEntity;
import io.loist.track.NewTrack;
import io.loist.track.ReleaseDate;
import io.loist.track.TrackMetadata;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The one place that knows what a valid track looks like. */
public final class SampleTracks {

    /** The SHA-256 of the audio object of {@link #full}. */
    public static final String FULL_SHA_256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static final String OTHER_SHA_256 = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752";

    private SampleTracks() {}

    /** Returns a track with nothing but a title and an artist. */
    public static NewTrack track(String title, String artist) {
        return builder(title, artist).build();
    }

    /** Starts a track with nothing but a title and an artist. */
    public static NewTrack.Builder builder(String title, String artist) {
        return builder(TrackMetadata.builder(title).artist(artist).build());
    }

    /** Starts a track with these metadata, and a new id. */
    public static NewTrack.Builder builder(TrackMetadata metadata) {
        UUID id = NewTrack.nextId();
        return NewTrack.builder(metadata, AudioProperties.builder("mp3").build(), audioObject(id))
                .id(id);
    }

    /** Starts a track with these metadata and audio properties, and a new id. */
    public static NewTrack.Builder builder(TrackMetadata metadata, AudioProperties audio) {
        UUID id = NewTrack.nextId();
        return NewTrack.builder(metadata, audio, audioObject(id)).id(id);
    }

    /** Returns an audio object that no other id has. */
    public static StoredObject audioObject(UUID id) {
        return new StoredObject(
                new ObjectRef("loist-samples", "audio/" + id + "/audio.mp3"),
                1_700_000_000_000_001L,
                4_321,
                "yZRlqg==",
                "audio/mpeg",
                null);
    }

    /** Returns a track of which everything is known that can be known. */
    public static NewTrack full() {
        UUID id = NewTrack.nextId();
        return NewTrack.builder(
                        fullMetadata(),
                        fullAudio(),
                        new StoredObject(
                                new ObjectRef("loist-samples", "audio/" + id + "/Sígur Rós – Ágætis?.flac"),
                                42,
                                30_000_000_000L,
                                "AAAAAA==",
                                "audio/flac",
                                FULL_SHA_256))
                .id(id)
                .artworkObject(new StoredObject(
                        new ObjectRef("loist-artwork", "audio/" + id + "/artwork.jpg"),
                        7,
                        99_999,
                        "/+AbCQ==",
                        "image/jpeg",
                        OTHER_SHA_256))
                .audioHash(OTHER_SHA_256)
                .attributes(Map.of("owner", "Zoë", "note", "\"quoted\"\n\\ and \uD83C\uDFB5", "empty", ""))
                .popularity(12.5)
                .build();
    }

    private static TrackMetadata fullMetadata() {
        return TrackMetadata.builder("Don\u2019t Stop \uD83C\uDFB6 {\"'\\")
                .artist("Björk feat. Łona")
                .credits(List.of(
                        new ArtistCredit("Björk", ArtistCredit.Role.MAIN, " feat. ", UUID.randomUUID()),
                        new ArtistCredit("Łona", ArtistCredit.Role.FEATURED, "", null),
                        new ArtistCredit("天使", ArtistCredit.Role.COMPOSER, "", null)))
                .album("Début")
                .albumArtist("Various Artists")
                .genres("Art Pop", "Électronique")
                .releaseDate(new ReleaseDate(1993, 7, null))
                .year(1994)
                .position(new AlbumPosition(3, 11, 1, 2))
                .composer("Guðmundsdóttir")
                .label("One Little Indian")
                .isrcs(List.of("GBAJH9300003", "GBAJH9300004"))
                .musicBrainz(Map.of(
                        MusicBrainzEntity.RECORDING, UUID.randomUUID(),
                        MusicBrainzEntity.TRACK, UUID.randomUUID(),
                        MusicBrainzEntity.RELEASE, UUID.randomUUID(),
                        MusicBrainzEntity.RELEASE_GROUP, UUID.randomUUID(),
                        MusicBrainzEntity.WORK, UUID.randomUUID()))
                .tags(Map.of("MOOD", List.of("calm", "calm", "blå"), "BPM", List.of("120"), "EMPTY", List.of()))
                .build();
    }

    private static AudioProperties fullAudio() {
        return AudioProperties.builder("flac")
                .codec("flac")
                .duration(Duration.ofMillis(245_123))
                .channels(2)
                .sampleRate(96_000)
                .bitrate(2_116_000)
                .bitDepth(24)
                .build();
    }
}
