package io.loist.examples.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.loist.DatabaseException;
import io.loist.DuplicateTrackException;
import io.loist.LoistException;
import io.loist.db.LoistDatabase;
import io.loist.ingest.LibraryCheck;
import io.loist.ingest.LibraryCheck.Fault;
import io.loist.ingest.LibraryCheck.Listener;
import io.loist.library.Loist;
import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.track.AudioProperties;
import io.loist.track.Claim;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Calls of loist inside and outside of {@code @Transactional}: they are committed or rolled back with the application's rows. */
public abstract class TransactionsContract {

    private static final Path SAMPLES = Path.of("../demo/src/main/resources/samples");

    /** Returns the application's library. */
    protected abstract Loist loist();

    /** Returns the application's database, which takes part in its transactions. */
    protected abstract LoistDatabase database();

    /** Returns a database that knows nothing of transactions, on connections that take part in them. */
    protected abstract LoistDatabase unaware();

    /** Inserts a row before and after the call, in one transaction with it. */
    protected abstract <T> T sell(String note, Supplier<T> call);

    /** Returns the number of the rows that {@link #sell} inserted. */
    protected abstract long sales(String note);

    @Test
    void save_committed_isKeptWithTheRows() {
        Track saved = sell("kept", () -> save("Gamma"));

        assertThat(database().tracks().findById(saved.id())).isPresent();
        assertThat(sales("kept")).isEqualTo(2);
    }

    @Test
    void save_rolledBack_isGoneWithTheRows() {
        UUID id = NewTrack.nextId();
        refuse("gone", () -> database()
                .tracks()
                .save(track("Delta").id(id).build()));

        assertThat(database().tracks().findById(id)).isEmpty();
        assertThat(sales("gone")).isZero();
    }

    @Test
    void save_refused_leavesTheTransactionUsable() {
        NewTrack track = track("Twice").build();
        database().tracks().save(track);

        sell("refused", () -> {
            assertThatExceptionOfType(DuplicateTrackException.class)
                    .isThrownBy(() -> database().tracks().save(track));
            return save("Once");
        });

        assertThat(sales("refused")).isEqualTo(2);
        assertThat(titles("once")).containsExactly("Once");
    }

    @Test
    void search_committed_findsWhatIsSavedThereAndKeepsTheRows() {
        List<String> found = sell("searched", () -> {
            save("Epsilon");
            return titles("epsilon");
        });

        assertThat(found).containsExactly("Epsilon");
        assertThat(sales("searched")).isEqualTo(2);
    }

    @Test
    void claim_rolledBack_isDueAgain() {
        Track pending = database()
                .tracks()
                .save(track("Pending").status(TrackStatus.PENDING).build());
        refuse("claimed", () -> assertThat(claim()).containsExactly(pending.id()));
        assertThat(sales("claimed")).isZero();

        assertThat(sell("claimed", this::claim)).containsExactly(pending.id());
        assertThat(claim()).isEmpty();
    }

    @Test
    void ingest_committed_isKeptWithTheRows() {
        Track track = sell("ingested", () -> loist().ingest(SAMPLES.resolve("tenshi.flac")));

        assertThat(database().tracks().findById(track.id()).orElseThrow().status())
                .isEqualTo(TrackStatus.COMPLETED);
        assertThat(sales("ingested")).isEqualTo(2);
    }

    /** Its bytes are not in the transaction, and neither is what would undo them: that is left to {@link LibraryCheck}. */
    @Test
    void ingest_rolledBack_isGoneWithTheRows() {
        Path song = SAMPLES.resolve("ichos.m4a");
        List<UUID> ids = new ArrayList<>();
        refuse("undone", () -> ids.add(loist().ingest(song).id()));
        assertThat(database().tracks().findById(ids.get(0))).isEmpty();
        assertThat(sales("undone")).isZero();
        LibraryCheck check = LibraryCheck.create(database(), loist().objects(), "music");
        assertThat(check.repair(Set.of(Fault.ORPHANED), Listener.NONE).faults()).containsOnlyKeys(Fault.ORPHANED);
        assertThat(check.find(Listener.NONE).faults()).isEmpty();

        assertThat(database().tracks().findById(loist().ingest(song).id())).isPresent();
    }

    @Test
    void unawareDatabase_insideATransaction_isRefusedAndNothingIsLost() {
        save("Eta");

        sell("unaware", () -> {
            assertRefused(() -> unaware().search().search("eta"));
            assertRefused(() -> unaware().tracks().save(track("Theta").build()));
            return "";
        });

        assertThat(sales("unaware")).isEqualTo(2);
        assertThat(unaware().search().search("theta").hits()).isEmpty();
        assertThat(unaware().search().search("eta").hits()).hasSize(1);
    }

    private static void assertRefused(Runnable call) {
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(call::run)
                .extracting(LoistException::code)
                .isEqualTo("DATABASE_AUTO_COMMIT_OFF");
    }

    /** Saves a track. */
    protected Track save(String title) {
        return database().tracks().save(track(title).build());
    }

    private static NewTrack.Builder track(String title) {
        UUID id = NewTrack.nextId();
        return NewTrack.builder(
                        TrackMetadata.builder(title).artist("Band").build(),
                        AudioProperties.builder("mp3").build(),
                        new StoredObject(
                                new ObjectRef("elsewhere", id + ".mp3"), 1, 4_321, "yZRlqg==", "audio/mpeg", null))
                .id(id);
    }

    /** Returns the titles of the tracks that the application finds. */
    protected List<String> titles(String text) {
        return loist().search(text).hits().stream()
                .map(hit -> hit.track().metadata().title())
                .toList();
    }

    private List<UUID> claim() {
        return database().queue().claim(1, "shop", Duration.ofMinutes(1)).stream()
                .map(Claim::id)
                .toList();
    }

    /** Makes the call in a transaction that fails after it. */
    private void refuse(String note, Runnable call) {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> sell(note, () -> {
                    call.run();
                    throw new UnsupportedOperationException("no sale");
                }));
    }
}
