package io.loist.library;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.loist.ingest.spi.AudioReader;
import io.loist.testkit.memory.InMemoryDatabase;
import io.loist.testkit.memory.InMemoryObjectStore;
import java.time.Clock;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class LoistBuilderTest {

    private static final AudioReader NO_READER = (file, name) -> {
        throw new UnsupportedOperationException();
    };

    @Test
    void build_partMissing_throwsAndNamesTheCall() {
        LoistBuilder builder = Loist.builder();

        assertThatIllegalStateException().isThrownBy(builder::build).withMessageContaining("database(");
        builder.database(new InMemoryDatabase(Clock.systemUTC()));
        assertThatIllegalStateException().isThrownBy(builder::build).withMessageContaining("objects(");
        builder.objects(new InMemoryObjectStore());
        assertThatIllegalStateException().isThrownBy(builder::build).withMessageContaining("bucket(");
    }

    @Test
    void build_noReaderOnTheClassPath_throws() {
        assumeThat(ServiceLoader.load(AudioReader.class)).as("readers").isEmpty();
        LoistBuilder builder = Loist.builder()
                .database(new InMemoryDatabase(Clock.systemUTC()))
                .objects(new InMemoryObjectStore())
                .bucket("music");

        assertThatIllegalStateException().isThrownBy(builder::build).withMessageContaining("add loist-storage");
    }

    @Test
    void build_bucketMalformed_throws() {
        LoistBuilder builder = Loist.builder()
                .database(new InMemoryDatabase(Clock.systemUTC()))
                .objects(new InMemoryObjectStore())
                .audioReader(NO_READER)
                .bucket("No Bucket");

        assertThatIllegalArgumentException().isThrownBy(builder::build);
    }
}
