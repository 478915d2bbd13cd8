package io.loist.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.ingest.spi.IngestJournal;
import io.loist.ingest.spi.IngestJournal.Completion;
import io.loist.ingest.spi.IngestJournal.Expected;
import io.loist.ingest.spi.IngestJournal.FileNote;
import io.loist.ingest.spi.IngestJournal.Memory;
import io.loist.ingest.spi.IngestJournal.Part;
import io.loist.ingest.spi.IngestJournal.Writing;
import io.loist.object.StoredObject;
import io.loist.track.DuplicatePolicy;
import io.loist.track.NewTrack;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link IngestJournal} must do. Its tests stand by topic in a line of classes: begin, commit, deletion, and here what it
 * remembers of files, sounds and objects.
 */
public abstract class IngestJournalContract extends JournalDeletionContract {

    @Test
    protected void recall_unknown_isEmpty() {
        assertThat(journal.recall(List.of(note("f", 7)))).isEqualTo(new Memory(Map.of(), Set.of()));
    }

    @Test
    protected void remember_again_replacesWhatWasNoted() {
        Writing writing = done("a");
        journal.remember(note("f", 7), writing.track());
        journal.remember(new FileNote(note("f", 7).key(), 8, null), writing.track());

        Memory memory = journal.recall(List.of(note("f", 7), note("g", 8), note("h", 7)));

        assertThat(memory.files()).containsOnlyKeys(note("f", 7).key());
        assertThat(remembered(note("f", 7)).note())
                .isEqualTo(new FileNote(note("f", 7).key(), 8, null));
        assertThat(memory.sizes()).containsExactly(8L);
    }

    @Test
    protected void recall_trackDeletedOrNotDone_knowsNoFile() {
        Writing deleted = done("a");
        Writing open = begin("b");
        journal.remember(note("f", 7), deleted.track());
        journal.remember(note("g", 7), open.track());
        journal.delete(deleted.track(), ref -> true, LEASE);

        assertThat(journal.recall(List.of(note("f", 7), note("g", 7))).files()).isEmpty();
    }

    @Test
    protected void remember_noTrack_doesNothing() {
        journal.remember(note("f", 7), NewTrack.nextId());

        assertThat(journal.recall(List.of(note("f", 7))).files()).isEmpty();
    }

    @Test
    protected void withSound_oneIsDone_isFound() {
        Writing writing = begin("a");
        NewTrack track = NewTrack.builder(metadata(), audio(), object("a", BYTES))
                .id(writing.track())
                .audioHash("12".repeat(32))
                .build();

        assertThat(journal.withSound(List.of("12".repeat(32)))).isEmpty();
        journal.commit(new Completion(writing, track, DuplicatePolicy.REJECT, new TreeMap<>(), null, null));

        assertThat(journal.withSound(List.of("12".repeat(32), "34".repeat(32))))
                .isEqualTo(Map.of(
                        "12".repeat(32),
                        database.tracks().findById(writing.track()).orElseThrow()));
    }

    @Test
    protected void objects_ofABucket_comeInTheOrderOfTheirNames() {
        Writing done = done("b");
        begin("\u00e9", "a", "Z");
        String other = bucket;
        bucket = "journal-" + UUID.randomUUID();
        done("elsewhere");

        List<Expected> objects;
        try (Stream<Expected> all = journal.objects(other)) {
            objects = all.toList();
        }

        assertThat(objects)
                .extracting(each -> each.object().ref().name())
                .containsExactly("Z", "a", "b", "\u00e9", "\u00e9");
        assertThat(objects.get(2).track()).isEqualTo(done.track());
        assertThat(objects.get(2).part()).isEqualTo(Part.AUDIO);
        assertThat(objects).filteredOn(each -> each.track() != null).hasSize(1);
    }

    @Test
    protected void correctThumbnail_asNoted_isChangedOrDropped() {
        Writing writing = begin("a", "a-64");
        StoredObject noted = object("a-64", null);
        journal.commit(new Completion(
                writing,
                finished(writing, "a", BYTES),
                DuplicatePolicy.ALLOW,
                new TreeMap<>(Map.of(64, noted)),
                null,
                null));
        StoredObject found = new StoredObject(noted.ref(), 6, 9, "AAAAAA==", "", null);

        assertThat(journal.correctThumbnail(found, noted)).isFalse();
        assertThat(journal.correctThumbnail(noted, found)).isTrue();
        assertThat(Objects.requireNonNull(thumbnails(writing).get(64)).generation())
                .isEqualTo(6);
        assertThat(journal.correctThumbnail(noted, null)).isFalse();
        assertThat(journal.correctThumbnail(found, null)).isTrue();
        assertThat(thumbnails(writing)).isEmpty();
    }
}
