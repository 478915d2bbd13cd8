package io.loist.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.loist.TrackNotFoundException;
import io.loist.ingest.IngestListener;
import io.loist.ingest.IngestSource;
import io.loist.ingest.spi.Artwork;
import io.loist.ingest.spi.AudioFile;
import io.loist.search.SearchHit;
import io.loist.search.SearchQuery;
import io.loist.signing.SigningKey;
import io.loist.testkit.SettableClock;
import io.loist.testkit.memory.InMemoryDatabase;
import io.loist.testkit.memory.InMemoryObjectStore;
import io.loist.track.AudioProperties;
import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoistTest {

    private static final SigningKey KEY = SigningKey.hmac("access", "secret");

    @TempDir
    private Path folder;

    private final LoistBuilder builder = Loist.builder()
            .database(new InMemoryDatabase(new SettableClock(Instant.parse("2026-06-01T12:00:00Z"))))
            .objects(new InMemoryObjectStore("music"))
            .bucket("music")
            .audioReader((file, name) -> audio(Duration.ofMinutes(3)));

    private Path song;

    @BeforeEach
    void writeSong() throws IOException {
        song = Files.writeString(folder.resolve("Hunter.mp3"), "the bytes of a song");
    }

    @Test
    void ingest_aFile_isFoundAndDeleted() {
        Loist loist = builder.build();

        Track track = loist.ingest(song);

        assertThat(loist.search("hunter").hits()).extracting(SearchHit::track).containsExactly(track);
        assertThat(loist.search(SearchQuery.of("hunter")).hits()).hasSize(1);
        assertThat(loist.suggest("hun").tracks()).containsExactly(track);
        assertThat(loist.objects().stat(track.audioObject().ref())).isPresent();
        assertThat(loist.delete(track.id())).isTrue();
        assertThat(loist.delete(track.id())).isFalse();
        assertThat(loist.objects().stat(track.audioObject().ref())).isEmpty();
    }

    @Test
    void ingest_theSameAgain_returnsTheTrack() {
        Loist loist = builder.build();
        Track track = loist.ingest(song);

        assertThat(loist.ingest(song)).isEqualTo(track);
        assertThat(loist.ingest(IngestSource.content(
                        "copy.mp3", () -> new ByteArrayInputStream("the bytes of a song".getBytes(UTF_8)))))
                .isEqualTo(track);
    }

    @Test
    void ingestAll_aFolder_ingestsEachFile() {
        Loist loist = builder.ingest(pipeline -> pipeline.parallelism(1)).build();

        assertThat(loist.ingestAll(folder, IngestListener.NONE).stored()).isEqualTo(1);
        assertThat(loist.recover().deleted()).isZero();
    }

    @Test
    void playUrl_aTrack_worksForItsDuration() {
        Loist loist = builder.signing(KEY).build();
        Track track = loist.ingest(song);

        assertThat(loist.playUrl(track).uri().toString()).contains("X-Goog-Expires=1260");
        assertThat(loist.playUrl(track.id()).uri().getPath())
                .isEqualTo(loist.playUrl(track).uri().getPath());
        loist.delete(track.id());
        assertThatExceptionOfType(TrackNotFoundException.class).isThrownBy(() -> loist.playUrl(track.id()));
    }

    @Test
    void playUrl_durationUnknown_worksForTheDefault() {
        Loist loist =
                builder.signing(KEY).audioReader((file, name) -> audio(null)).build();

        assertThat(loist.playUrl(loist.ingest(song)).uri().toString()).contains("X-Goog-Expires=900");
    }

    @Test
    void playUrl_noKey_throws() {
        Loist loist = builder.build();
        Track track = loist.ingest(song);

        assertThatIllegalStateException().isThrownBy(() -> loist.playUrl(track)).withMessageContaining("signing(key)");
    }

    @Test
    void artworkUrl_coverAndThumbnails_isTheSmallestThatIsLargeEnough() {
        Loist loist = builder.signing(KEY)
                .audioReader((file, name) -> withCover(Map.of(128, cover("small"), 512, cover("large"))))
                .build();
        Track track = loist.ingest(song);

        assertThat(pathOf(loist, track, 64))
                .isEqualTo(pathOf(loist, track, 128))
                .contains("128");
        assertThat(pathOf(loist, track, 129)).contains("512");
        assertThat(pathOf(loist, track, 513))
                .endsWith(Objects.requireNonNull(track.artworkObject()).ref().name());
    }

    @Test
    void artworkUrl_noCover_isEmpty() {
        Loist loist = builder.signing(KEY).build();

        assertThat(loist.artworkUrl(loist.ingest(song).id(), 128)).isEmpty();
        assertThat(loist.artworkUrl(UUID.randomUUID(), 128)).isEmpty();
    }

    @Test
    void close_twice_hasNoEffect() {
        Loist loist = builder.build();
        loist.recoverEvery(Duration.ofHours(1));

        loist.close();
        loist.close();
    }

    private static String pathOf(Loist loist, Track track, int size) {
        return loist.artworkUrl(track.id(), size).orElseThrow().uri().getPath();
    }

    private static Artwork cover(String bytes) {
        return new Artwork("image/jpeg", "jpg", bytes.getBytes(UTF_8));
    }

    private static AudioFile withCover(Map<Integer, Artwork> thumbnails) {
        AudioFile audio = audio(Duration.ofMinutes(3));
        return new AudioFile(
                audio.metadata(),
                audio.properties(),
                audio.contentType(),
                audio.extension(),
                cover("original"),
                new TreeMap<>(thumbnails),
                null,
                List.of());
    }

    private static AudioFile audio(@Nullable Duration duration) {
        return new AudioFile(
                TrackMetadata.builder("Hunter").build(),
                AudioProperties.builder("mp3").duration(duration).build(),
                "audio/mpeg",
                "mp3",
                null,
                new TreeMap<>(),
                null,
                List.of());
    }
}
