package io.loist.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.audio.testing.AudioFixtures;
import io.loist.ingest.spi.Artwork;
import io.loist.ingest.spi.AudioFile;
import io.loist.track.AlbumPosition;
import io.loist.track.ArtistCredit;
import io.loist.track.ArtistCredit.Role;
import io.loist.track.AudioProperties;
import io.loist.track.MusicBrainzEntity;
import io.loist.track.ReleaseDate;
import io.loist.track.TrackMetadata;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample reads back to exactly what was put into it. */
class SampleAudioTest {

    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "mp3", "audio/mpeg",
            "flac", "audio/flac",
            "ogg", "audio/ogg",
            "m4a", "audio/mp4",
            "wav", "audio/wav",
            "aiff", "audio/aiff");

    private final AudioFileReader reader = AudioFileReader.create();

    private record Sample(
            String description,
            String file,
            TrackMetadata metadata,
            AudioProperties properties,
            @Nullable Cover cover) {

        @Override
        public String toString() {
            return description;
        }
    }

    private record Cover(String contentType, String extension, int size) {

        static @Nullable Cover of(@Nullable Artwork artwork) {
            return artwork == null
                    ? null
                    : new Cover(artwork.contentType(), artwork.extension(), artwork.bytes().length);
        }
    }

    static List<Sample> samples() {
        return List.of(
                new Sample(
                        "MP3 with every common tag",
                        "jokulljos.mp3",
                        TrackMetadata.builder("Jökulljós")
                                .artist("Björk Ólafs Tríó")
                                .album("Norðan við allt")
                                .albumArtist("Björk Ólafs Tríó")
                                .genres("Ambient")
                                .releaseDate(new ReleaseDate(2021, 3, 5))
                                .position(new AlbumPosition(3, 9, 1, 2))
                                .composer("Ólafur Björnsen")
                                .label("Loist Tapes")
                                .isrcs(List.of("ISXXX2100003"))
                                .tags(Map.of("bpm", List.of("96"), "encodersettings", List.of("Lavf59.27.100")))
                                .build(),
                        AudioProperties.builder("mp3")
                                .duration(Duration.ofSeconds(4))
                                .channels(2)
                                .sampleRate(44_100)
                                .bitrate(127_999)
                                .build(),
                        new Cover("image/jpeg", "jpg", 2_995)),
                new Sample(
                        "MP3 of variable bit rate",
                        "ping.mp3",
                        TrackMetadata.builder("P!ng (Pong Edit)")
                                .artist("!?!")
                                .album("...and then?")
                                .genres("Noise")
                                .releaseDate(new ReleaseDate(1999, null, null))
                                .position(new AlbumPosition(1, null, null, null))
                                .tags(Map.of("encodersettings", List.of("Lavf59.27.100")))
                                .build(),
                        AudioProperties.builder("mp3")
                                .duration(Duration.ofSeconds(3))
                                .channels(1)
                                .sampleRate(44_100)
                                .bitrate(53_068)
                                .build(),
                        null),
                new Sample(
                        "FLAC with several genres and a picture",
                        "tenshi.flac",
                        TrackMetadata.builder("天使の信号")
                                .artist("東京ノイズ研究会")
                                .album("夜の実験")
                                .genres("電子音楽", "Electronic")
                                .releaseDate(new ReleaseDate(2018, 11, 2))
                                .position(new AlbumPosition(7, 10, null, null))
                                .label("Loist Tapes")
                                .musicBrainz(Map.of(
                                        MusicBrainzEntity.RELEASE,
                                        UUID.fromString("0a5c6f7e-1d2b-4c3a-9e8f-7a6b5c4d3e2f")))
                                .build(),
                        AudioProperties.builder("flac")
                                .duration(Duration.ofSeconds(3))
                                .channels(2)
                                .sampleRate(44_100)
                                .bitrate(190_643)
                                .bitDepth(16)
                                .build(),
                        new Cover("image/png", "png", 3_646)),
                new Sample(
                        "FLAC with several artists",
                        "polyarnaya-noch.flac",
                        TrackMetadata.builder("Полярная ночь")
                                .artist("Северный Шум, Ana Sørlie")
                                .credits(List.of(
                                        new ArtistCredit("Северный Шум", Role.MAIN, ", ", null),
                                        new ArtistCredit("Ana Sørlie", Role.MAIN, "", null)))
                                .album("Север")
                                .genres("Drone")
                                .releaseDate(new ReleaseDate(2009, null, null))
                                .build(),
                        AudioProperties.builder("flac")
                                .duration(Duration.ofSeconds(3))
                                .channels(2)
                                .sampleRate(48_000)
                                .bitrate(220_651)
                                .bitDepth(16)
                                .build(),
                        null),
                new Sample(
                        "Ogg Vorbis with a picture",
                        "creme-brulee.ogg",
                        TrackMetadata.builder("Crème brûlée à minuit")
                                .artist("Les Éclairs Fantômes")
                                .album("Café électrique")
                                .genres("Chanson")
                                .releaseDate(new ReleaseDate(2015, 6, null))
                                .position(new AlbumPosition(2, null, null, null))
                                .tags(Map.of("encoder", List.of("Lavc59.37.100 libvorbis")))
                                .build(),
                        AudioProperties.builder("ogg")
                                .codec("vorbis")
                                .duration(Duration.ofSeconds(4))
                                .channels(2)
                                .sampleRate(44_100)
                                .bitrate(32_320)
                                .build(),
                        new Cover("image/png", "png", 2_139)),
                new Sample(
                        "Ogg Vorbis in one channel",
                        "saebyeok.ogg",
                        TrackMetadata.builder("새벽 전파")
                                .artist("하늘소리")
                                .album("무선")
                                .genres("Ambient")
                                .releaseDate(new ReleaseDate(2022, null, null))
                                .tags(Map.of("encoder", List.of("Lavc59.37.100 libvorbis")))
                                .build(),
                        AudioProperties.builder("ogg")
                                .codec("vorbis")
                                .duration(Duration.ofSeconds(3))
                                .channels(1)
                                .sampleRate(44_100)
                                .bitrate(51_203)
                                .build(),
                        null),
                new Sample(
                        "M4A with AAC",
                        "what-was-it.m4a",
                        TrackMetadata.builder("What Was It")
                                .artist("The Whom")
                                .album("This and That")
                                .albumArtist("The Whom")
                                .genres("Rock")
                                .releaseDate(new ReleaseDate(1967, 12, 15))
                                .position(new AlbumPosition(5, 11, 1, 1))
                                .composer("A. Whom")
                                .tags(Map.of("encodedby", List.of("Lavf59.27.100")))
                                .build(),
                        AudioProperties.builder("m4a")
                                .codec("aac")
                                .duration(Duration.ofSeconds(3))
                                .channels(2)
                                .sampleRate(48_000)
                                .bitrate(96_285)
                                .build(),
                        new Cover("image/jpeg", "jpg", 2_680)),
                new Sample(
                        "M4A with ALAC",
                        "ichos.m4a",
                        TrackMetadata.builder("Ήχος του νερού")
                                .artist("Νότες του Αιγαίου")
                                .album("Θάλασσα")
                                .genres("Folk")
                                .releaseDate(new ReleaseDate(2011, null, null))
                                .tags(Map.of("encodedby", List.of("Lavf59.27.100")))
                                .build(),
                        AudioProperties.builder("m4a")
                                .codec("alac")
                                .duration(Duration.ofSeconds(3))
                                .channels(2)
                                .sampleRate(44_100)
                                .bitrate(260_035)
                                .bitDepth(16)
                                .build(),
                        null),
                new Sample(
                        "WAV with ID3 and INFO",
                        "fifty-hertz.wav",
                        TrackMetadata.builder("Fifty Hertz")
                                .artist("KV/HZ")
                                .album("Transformer")
                                .albumArtist("KV/HZ")
                                .genres("Hard Rock")
                                .releaseDate(new ReleaseDate(1980, 7, 25))
                                .position(new AlbumPosition(1, 10, null, null))
                                .tags(Map.of(
                                        "encodersettings",
                                        List.of("Lavf59.27.100"),
                                        "encodedby",
                                        List.of("Lavf59.27.100")))
                                .build(),
                        AudioProperties.builder("wav")
                                .codec("pcm")
                                .duration(Duration.ofSeconds(2))
                                .channels(1)
                                .sampleRate(22_050)
                                .bitrate(352_800)
                                .bitDepth(16)
                                .build(),
                        new Cover("image/jpeg", "jpg", 2_680)),
                new Sample(
                        "AIFF with ID3",
                        "kettenol.aiff",
                        TrackMetadata.builder("Kettenöl")
                                .artist("Motörsäge")
                                .album("Häßliche Maschinen")
                                .genres("Metal")
                                .releaseDate(new ReleaseDate(1994, 2, 28))
                                .position(new AlbumPosition(4, 8, null, null))
                                .tags(Map.of("encodersettings", List.of("Lavf59.27.100")))
                                .build(),
                        AudioProperties.builder("aiff")
                                .codec("pcm")
                                .duration(Duration.ofSeconds(2))
                                .channels(1)
                                .sampleRate(22_050)
                                .bitrate(352_800)
                                .bitDepth(16)
                                .build(),
                        new Cover("image/png", "png", 3_646)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void read_sample_isWhatWasPutIn(Sample sample) {
        String extension = sample.file.substring(sample.file.lastIndexOf('.') + 1);

        AudioFile file = read(sample.file);

        assertThat(file.metadata()).isEqualTo(sample.metadata);
        assertThat(file.properties()).isEqualTo(sample.properties);
        assertThat(file.contentType()).isEqualTo(CONTENT_TYPES.get(extension));
        assertThat(file.extension()).isEqualTo(extension);
        assertThat(Cover.of(file.artwork())).isEqualTo(sample.cover);
        assertThat(file.findings()).isEqualTo(sample.cover == null ? List.of("The file has no cover.") : List.of());
    }

    @Test
    void read_untagged_titleIsFileName() {
        AudioFile file = read("untagged-tone.wav");

        assertThat(file.metadata().title()).isEqualTo("untagged-tone");
        assertThat(file.metadata().artist()).isNull();
        assertThat(file.properties().duration()).isEqualTo(Duration.ofSeconds(1));
        assertThat(file.findings())
                .containsExactly(
                        "The file has no title; its name is used instead.",
                        "The file has no cover.",
                        "The file has no artist.");
    }

    private AudioFile read(String sample) {
        return reader.read(AudioFixtures.sample(sample));
    }
}
