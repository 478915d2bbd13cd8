package io.loist.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loist.AudioReadException;
import io.loist.AudioReadException.Reason;
import io.loist.ingest.spi.AudioFile;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.testing.Intercepted;
import io.loist.testkit.memory.InMemoryDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Sources that change, lead elsewhere, or are larger than anything that can be ingested. */
class IngestSourceTest extends IngestFixture {

    @Test
    void ingest_pathLeadsElsewhereMeanwhile_storesWhatWasRead() throws IOException {
        Path song = file("song", Song.large("a"));
        Path secret = file("secret", new byte[Song.large("a").length]);
        Path link = Files.createSymbolicLink(folder.resolve("link"), song);
        IngestPipeline flipped = IngestPipeline.builder(database, objects, (open, name) -> {
                    relink(link, secret);
                    AudioFile audio = Song.read(open, name);
                    relink(link, song);
                    return audio;
                })
                .bucket(BUCKET)
                .build();
        ObjectStore late = Intercepted.store(objects, call -> relink(link, secret));

        assertThat(bytes(stored(flipped.ingest(link)).audioObject())).isEqualTo(Song.large("a"));
        assertThatThrownBy(() ->
                        pipeline(new InMemoryDatabase(clock), late).build().ingest(link))
                .isInstanceOf(AudioReadException.class)
                .hasMessageContaining("changed");
        assertThat(names()).hasSize(1);
    }

    private static void relink(Path link, Path target) {
        try {
            Files.delete(link);
            Files.createSymbolicLink(link, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void linkOptions_noFollow_refusesLinks() throws IOException {
        Path song = file("folder/song", Song.of("a"));
        Path link = Files.createSymbolicLink(folder.resolve("folder/link"), song);
        Files.createSymbolicLink(folder.resolve("folder/loop"), song.getParent());
        IngestPipeline strict = pipeline(database, objects)
                .linkOptions(LinkOption.NOFOLLOW_LINKS)
                .build();

        assertThatThrownBy(() -> strict.ingest(link))
                .isInstanceOf(AudioReadException.class)
                .hasMessageContaining("is a symbolic link");
        assertThat(strict.ingestAll(Objects.requireNonNull(song.getParent()), IngestListener.NONE))
                .isEqualTo(new IngestSummary(1, 0, 2));
    }

    @Test
    void maxSourceBytes_largerSources_areRefused() {
        IngestPipeline small =
                pipeline(database, objects).maxSourceBytes(1_000_000).build();
        byte[] song = Song.large("a");
        StoredObject object = upload(song);

        for (IngestSource source : List.of(
                IngestSource.file(file("a", song)),
                IngestSource.content("b", () -> new ByteArrayInputStream(song)),
                IngestSource.upload(object.ref(), 0))) {
            assertThatThrownBy(() -> small.ingest(source))
                    .isInstanceOfSatisfying(
                            AudioReadException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.OVER_BUDGET))
                    .hasMessageContaining("1000000 bytes");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pipeline(database, objects).maxSourceBytes(0));
    }

    @Test
    void ingest_endlessStream_isCopiedNoFurtherThanAllowed() {
        AtomicLong read = new AtomicLong();
        IngestPipeline small =
                pipeline(database, objects).maxSourceBytes(1_000_000).build();

        assertThatThrownBy(() -> small.ingest(IngestSource.content("endless", () -> new Zeros(read))))
                .isInstanceOf(AudioReadException.class);
        assertThat(read.get()).isBetween(1_000_000L, 1_200_000L);
    }

    /** A stream without an end, which counts. */
    private static final class Zeros extends InputStream {

        private final AtomicLong read;

        Zeros(AtomicLong read) {
            this.read = read;
        }

        @Override
        public int read() {
            read.incrementAndGet();
            return 0;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            read.addAndGet(length);
            return length;
        }
    }
}
