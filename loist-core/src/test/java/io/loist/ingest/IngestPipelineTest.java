package io.loist.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loist.AudioReadException;
import io.loist.DuplicateTrackException;
import io.loist.ObjectStoreException;
import io.loist.ObjectStoreException.Reason;
import io.loist.ingest.IngestOutcome.AlreadyStored;
import io.loist.ingest.IngestOutcome.Ingested;
import io.loist.ingest.spi.AudioFile;
import io.loist.object.ObjectLayout;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.track.DuplicatePolicy;
import io.loist.track.Track;
import io.loist.track.TrackStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IngestPipelineTest extends IngestFixture {

    static Stream<byte[]> songs() {
        return Stream.of(Song.of("small"), Song.large("large"), Song.withCover("pictured"));
    }

    @ParameterizedTest
    @MethodSource("songs")
    void ingest_file_storesItsBytesAndItsTrack(byte[] song) {
        Path file = file("a song.mp3", song);

        Track track = stored(pipeline.ingest(file));

        assertThat(tracks()).containsExactly(track);
        assertThat(track.status()).isEqualTo(TrackStatus.COMPLETED);
        assertThat(track.audioObject().ref().name()).isEqualTo("audio/" + track.id() + "/audio.song");
        assertThat(track.audioObject().contentType()).isEqualTo("audio/song");
        assertThat(objects.stat(track.audioObject().ref())).contains(track.audioObject());
        assertThat(bytes(track.audioObject())).isEqualTo(song);
        assertThat(objects.details(track.audioObject().ref()).orElseThrow().metadata())
                .containsEntry(IngestPipeline.FILE_NAME, "a song.mp3");
        assertConsistent("after ingest");
    }

    @Test
    void ingest_coverWithThumbnails_storesThemAndTheyGoWithTheTrack() {
        Track track = stored(pipeline.ingest(file("a", Song.withCover("a"))));

        SortedMap<Integer, StoredObject> thumbnails =
                database.tracks().thumbnails(List.of(track.id())).getOrDefault(track.id(), new TreeMap<>());
        assertThat(thumbnails).containsOnlyKeys(64, 300);
        thumbnails.forEach((size, object) ->
                assertThat(object.ref().name()).isEqualTo("audio/" + track.id() + "/artwork-" + size + ".png"));
        assertThat(track.artworkObject()).isNotNull();
        assertThat(names()).hasSize(4);
        assertThat(pipeline.delete(track.id())).isTrue();
        assertThat(names()).isEmpty();
    }

    @Test
    void ingest_ownLayout_isObeyed() {
        ObjectLayout flat = new ObjectLayout() {
            @Override
            public String audio(UUID id, String extension) {
                return "sounds/" + id + "." + extension;
            }

            @Override
            public String artwork(UUID id, String extension) {
                return "covers/" + id + "." + extension;
            }

            @Override
            public String thumbnail(UUID id, int size, String extension) {
                return "icons/" + size + "/" + id + "." + extension;
            }
        };
        IngestPipeline other = pipeline(database, objects).layout(flat).build();

        Track track = stored(other.ingest(file("a", Song.withCover("a"))));

        assertThat(names())
                .containsExactlyInAnyOrder(
                        "sounds/" + track.id() + ".song",
                        "covers/" + track.id() + ".png",
                        "icons/64/" + track.id() + ".png",
                        "icons/300/" + track.id() + ".png");
        assertThat(other.delete(track.id())).isTrue();
        assertThat(names()).isEmpty();
    }

    @Test
    void ingest_sameFileAgain_isNotRead() {
        Path file = file("a", Song.of("a"));
        Track first = stored(pipeline.ingest(file));
        IngestPipeline blind = IngestPipeline.builder(database, objects, (open, name) -> {
                    throw new AssertionError("nothing is read");
                })
                .bucket(BUCKET)
                .clock(clock)
                .build();

        assertThat(blind.ingest(file)).isEqualTo(new AlreadyStored(IngestSource.file(file), first));
    }

    @Test
    void ingest_onlyTheTimeChanged_isRememberedAnew() throws IOException {
        Path file = file("a", Song.of("a", "-"));
        Track first = stored(pipeline.ingest(file));
        Files.setLastModifiedTime(file, FileTime.from(clock.instant().minusSeconds(30)));
        IngestPipeline any =
                pipeline(database, objects).duplicates(DuplicatePolicy.ALLOW).build();

        assertThat(any.ingest(file)).isEqualTo(new AlreadyStored(IngestSource.file(file), first));
        assertThat(any.ingest(file)).isEqualTo(new AlreadyStored(IngestSource.file(file), first));
    }

    @Test
    void ingest_justChanged_isReadAgainAndKnownByItsBytes() {
        Path file = file("a", Song.of("a", "-"));
        clock.advance(Duration.ofSeconds(-59));
        Track first = stored(pipeline.ingest(file));

        assertThat(pipeline.ingest(file).track()).isEqualTo(first);
        assertThat(names()).hasSize(1);
    }

    @Test
    void ingest_changedFile_isAnotherTrack() {
        Path file = file("a", Song.of("a"));
        Track first = stored(pipeline.ingest(file));

        Track second = stored(pipeline.ingest(file("a", Song.of("longer"))));

        assertThat(tracks()).containsExactly(first, second);
    }

    @Test
    void ingest_sameBytesTwice_returnsTheFirstTrack() {
        Track first = stored(pipeline.ingest(file("a", Song.of("a", "-"))));
        Path copy = file("copy", Song.of("a", "-"));
        List<String> before = names();

        assertThat(pipeline.ingest(copy)).isEqualTo(new AlreadyStored(IngestSource.file(copy), first));
        assertThat(names()).isEqualTo(before);
    }

    @Test
    void ingest_sameSoundUnderOtherTags_endsByThePolicy() {
        Track first = stored(pipeline.ingest(file("a", Song.of("a", "sound"))));
        Path other = file("b", Song.of("bb", "sound"));

        assertThat(pipeline.ingest(other)).isEqualTo(new AlreadyStored(IngestSource.file(other), first));
        IngestPipeline rejecting =
                pipeline(database, objects).duplicates(DuplicatePolicy.REJECT).build();
        Path third = file("c", Song.of("ccc", "sound"));
        assertThatThrownBy(() -> rejecting.ingest(third))
                .isInstanceOf(DuplicateTrackException.class)
                .hasMessageContaining(first.id().toString());
        assertThat(names()).hasSize(1);
        IngestPipeline allowing =
                pipeline(database, objects).duplicates(DuplicatePolicy.ALLOW).build();
        Track second = stored(allowing.ingest(third));
        assertThat(second.audioHash()).isNotNull().isEqualTo(first.audioHash());
        assertThat(tracks()).containsExactly(first, second);
        assertConsistent("after duplicates");
    }

    @Test
    void ingest_stream_isStoredUnderItsName() {
        byte[] song = Song.of("a");

        Track track =
                stored(pipeline.ingest(IngestSource.content("a/b/天使.flac", () -> new ByteArrayInputStream(song))));

        assertThat(bytes(track.audioObject())).isEqualTo(song);
        assertThat(objects.details(track.audioObject().ref()).orElseThrow().metadata())
                .containsEntry(IngestPipeline.FILE_NAME, "天使.flac");
    }

    @Test
    void ingest_brokenStream_throwsAndKeepsNothing() {
        IngestSource broken = IngestSource.content("a", () -> {
            throw new IOException("torn");
        });

        assertThatThrownBy(() -> pipeline.ingest(broken))
                .isInstanceOf(AudioReadException.class)
                .hasMessageContaining("torn");
        assertThat(names()).isEmpty();
    }

    @Test
    void ingest_objectInPlace_isNotCopiedAndStaysWhenItsTrackIsDeleted() {
        ObjectRef ref = new ObjectRef(BUCKET, "host/a.song");
        StoredObject there = put(ref, Song.of("a"));

        Track track = stored(pipeline.ingest(IngestSource.object(ref)));

        assertThat(track.audioObject()).isEqualTo(there);
        assertThat(pipeline.ingest(IngestSource.object(ref)).track()).isEqualTo(track);
        assertThat(pipeline.delete(track.id())).isTrue();
        assertThat(names()).containsExactly("host/a.song");
    }

    @Test
    void ingest_objectThatAnotherTrackHas_endsByThePolicy() {
        ObjectRef ref = new ObjectRef(BUCKET, "host/a.song");
        put(ref, Song.of("a", "-"));
        Track first = stored(pipeline.ingest(IngestSource.object(ref)));
        put(ref, Song.of("b", "-"));

        assertThat(pipeline.ingest(IngestSource.object(ref)).track()).isEqualTo(first);
        assertThatThrownBy(() -> pipeline(database, objects)
                        .duplicates(DuplicatePolicy.REJECT)
                        .build()
                        .ingest(IngestSource.object(ref)))
                .isInstanceOf(DuplicateTrackException.class);
    }

    @Test
    void ingest_missingObject_throws() {
        assertThatThrownBy(() -> pipeline.ingest(IngestSource.object(new ObjectRef(BUCKET, "none"))))
                .isInstanceOfSatisfying(
                        ObjectStoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND));
    }

    @Test
    void ingest_upload_isCopiedAndItsTemporaryObjectIsGone() {
        StoredObject upload = upload(Song.of("a"));

        Track track = stored(pipeline.ingest(IngestSource.upload(upload.ref(), upload.generation())));

        assertThat(track.audioObject().ref().name()).isEqualTo("audio/" + track.id() + "/audio.song");
        assertThat(bytes(track.audioObject())).isEqualTo(Song.of("a"));
        assertThat(names()).hasSize(1);
        assertConsistent("after ingest");
    }

    @Test
    void ingest_uploadOfKnownContent_isDeleted() {
        Track first = stored(pipeline.ingest(file("a", Song.of("a"))));
        StoredObject upload = upload(Song.of("a"));

        Ingested again = pipeline.ingest(IngestSource.upload(upload.ref(), upload.generation()));

        assertThat(again.track()).isEqualTo(first);
        assertThat(objects.exists(upload.ref())).isFalse();
    }

    @Test
    void ingest_uploadReplacedSinceItWasChecked_throwsAndKeepsIt() {
        StoredObject checked = upload(Song.of("a"));
        put(checked.ref(), Song.of("b"));

        assertThatThrownBy(() -> pipeline.ingest(IngestSource.upload(checked.ref(), checked.generation())))
                .isInstanceOfSatisfying(
                        ObjectStoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.PRECONDITION_FAILED));
        assertThat(objects.exists(checked.ref())).isTrue();
        assertThat(pipeline.ingest(IngestSource.upload(checked.ref(), 0))
                        .track()
                        .metadata()
                        .title())
                .isEqualTo("b");
    }

    @Test
    void upload_negativeGeneration_throws() {
        assertThatIllegalArgumentException().isThrownBy(() -> IngestSource.upload(new ObjectRef(BUCKET, "temp/a"), -1));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 1024 * 1024 + 1})
    void ingest_fileChangesMeanwhile_throwsAndKeepsNothing(int size) {
        Path file = file("a", java.util.Arrays.copyOf(Song.of("a"), size));
        IngestPipeline late = IngestPipeline.builder(database, objects, (open, name) -> {
                    AudioFile audio = Song.read(open, name);
                    append(file);
                    return audio;
                })
                .bucket(BUCKET)
                .build();

        assertThatThrownBy(() -> late.ingest(file))
                .isInstanceOf(AudioReadException.class)
                .hasMessageContaining("changed");
        assertThat(names()).isEmpty();
        assertThat(tracks()).isEmpty();
    }

    private static void append(Path file) {
        try {
            Files.write(file, new byte[] {0}, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void ingest_noAudio_throwsAndKeepsNothing() {
        assertThatThrownBy(() -> pipeline.ingest(file("a", new byte[5000]))).isInstanceOf(AudioReadException.class);
        assertThat(names()).isEmpty();
        assertThat(tracks()).isEmpty();
    }

    @Test
    void ingest_missingFile_throws() {
        Path missing = folder.resolve("missing.mp3");

        assertThatThrownBy(() -> pipeline.ingest(missing))
                .isInstanceOfSatisfying(
                        AudioReadException.class,
                        e -> assertThat(e.reason()).isEqualTo(AudioReadException.Reason.UNREADABLE))
                .hasMessageContaining(missing.toString());
    }

    @Test
    void ingest_folder_throws() {
        assertThatThrownBy(() -> pipeline.ingest(folder))
                .isInstanceOf(AudioReadException.class)
                .hasMessageContaining("not a regular file");
    }

    @Test
    void delete_track_takesItsObjectsWithIt() {
        Track track = stored(pipeline.ingest(file("a", Song.withCover("a"))));

        assertThat(pipeline.delete(track.id())).isTrue();

        assertThat(names()).isEmpty();
        assertThat(pipeline.delete(track.id())).isFalse();
    }

    @Test
    void build_noBucket_throws() {
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        IngestPipeline.builder(database, objects, Song::read).build())
                .withMessageContaining("bucket");
    }

    @Test
    void builder_outOfRange_throws() {
        IngestPipeline.Builder builder = pipeline(database, objects);

        assertThatIllegalArgumentException().isThrownBy(() -> builder.lease(Duration.ofMillis(99)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.lease(Duration.ofDays(2)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.parallelism(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.parallelism(1_001));
    }
}
