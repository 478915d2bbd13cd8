package io.loist.examples.endtoend.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.loist.TrackNotFoundException;
import io.loist.ingest.IngestListener;
import io.loist.library.Loist;
import io.loist.library.LoistBuilder;
import io.loist.search.SearchHit;
import io.loist.search.SearchQuery;
import io.loist.signing.SigningKey;
import io.loist.track.DuplicatePolicy;
import io.loist.track.Track;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The façade on real parts: PostgreSQL, a file-system store, and the reader that the class path provides. */
class LoistTest extends IngestLibraryBase {

    private static final SigningKey KEY = SigningKey.hmac("access", "secret");

    @Test
    void ingest_aFile_isFoundPlayedAndDeleted() {
        Loist loist = builder().signing(KEY).build();

        Track track = loist.ingest(samples.resolve("jokulljos.mp3"));

        assertThat(loist.search("bjork").hits()).extracting(SearchHit::track).containsExactly(track);
        assertThat(loist.search(SearchQuery.builder("bjork").limit(1).build()).hits())
                .hasSize(1);
        assertThat(loist.suggest("jök").tracks()).containsExactly(track);
        assertThat(loist.playUrl(track).uri().toString()).contains(track.id().toString(), "X-Goog-Signature=");
        assertThat(loist.playUrl(track.id()).uri().getPath())
                .isEqualTo(loist.playUrl(track).uri().getPath());
        assertThat(loist.delete(track.id())).isTrue();
        assertThat(loist.delete(track.id())).isFalse();
        assertThat(names()).isEmpty();
        assertThatExceptionOfType(TrackNotFoundException.class).isThrownBy(() -> loist.playUrl(track.id()));
    }

    @Test
    void ingestAll_aFolder_usesTheOptionsOfThePipeline() {
        Loist loist = builder()
                .ingest(pipeline -> pipeline.parallelism(1).duplicates(DuplicatePolicy.REJECT))
                .build();

        long stored = loist.ingestAll(samples, IngestListener.NONE).stored();

        assertThat(stored).isEqualTo(count()).isPositive();
        assertThat(loist.recover().deleted()).isZero();
    }

    @Test
    void close_schedulesRunning_endsThem() {
        Loist loist = builder().build();
        loist.recoverEvery(Duration.ofHours(1));

        loist.close();
        loist.close();
    }

    private LoistBuilder builder() {
        return Loist.builder().database(database).objects(objects).bucket(BUCKET);
    }
}
