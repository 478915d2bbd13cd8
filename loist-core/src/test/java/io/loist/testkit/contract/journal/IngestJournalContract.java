package io.loist.testkit.contract.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.ingest.spi.ExpectedObject;
import io.loist.ingest.spi.FileFingerprint;
import io.loist.ingest.spi.IngestCommit;
import io.loist.ingest.spi.IngestJournal;
import io.loist.ingest.spi.IngestLease;
import io.loist.ingest.spi.KnownFiles;
import io.loist.ingest.spi.ObjectRole;
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
    protected void knownFiles_unknown_isEmpty() {
        assertThat(journal.knownFiles(List.of(fingerprint("f", 7)))).isEqualTo(new KnownFiles(Map.of(), Set.of()));
    }

    @Test
    protected void remember_again_replacesWhatWasNoted() {
        IngestLease lease = done("a");
        journal.remember(fingerprint("f", 7), lease.track());
        journal.remember(new FileFingerprint(fingerprint("f", 7).key(), 8, null), lease.track());

        KnownFiles known = journal.knownFiles(List.of(fingerprint("f", 7), fingerprint("g", 8), fingerprint("h", 7)));

        assertThat(known.files()).containsOnlyKeys(fingerprint("f", 7).key());
        assertThat(remembered(fingerprint("f", 7)).fingerprint())
                .isEqualTo(new FileFingerprint(fingerprint("f", 7).key(), 8, null));
        assertThat(known.sizes()).containsExactly(8L);
    }

    @Test
    protected void knownFiles_trackDeletedOrNotDone_knowsNoFile() {
        IngestLease deleted = done("a");
        IngestLease open = begin("b");
        journal.remember(fingerprint("f", 7), deleted.track());
        journal.remember(fingerprint("g", 7), open.track());
        journal.delete(deleted.track(), ref -> true, LEASE);

        assertThat(journal.knownFiles(List.of(fingerprint("f", 7), fingerprint("g", 7)))
                        .files())
                .isEmpty();
    }

    @Test
    protected void remember_noTrack_doesNothing() {
        journal.remember(fingerprint("f", 7), NewTrack.nextId());

        assertThat(journal.knownFiles(List.of(fingerprint("f", 7))).files()).isEmpty();
    }

    @Test
    protected void tracksByAudioHash_oneIsDone_isFound() {
        IngestLease lease = begin("a");
        NewTrack track = NewTrack.builder(metadata(), audio(), object("a", BYTES))
                .id(lease.track())
                .audioHash("12".repeat(32))
                .build();

        assertThat(journal.tracksByAudioHash(List.of("12".repeat(32)))).isEmpty();
        commit(new IngestCommit(lease, track, DuplicatePolicy.REJECT, new TreeMap<>(), null, null));

        assertThat(journal.tracksByAudioHash(List.of("12".repeat(32), "34".repeat(32))))
                .isEqualTo(Map.of(
                        "12".repeat(32),
                        database.tracks().findById(lease.track()).orElseThrow()));
    }

    @Test
    protected void expectedObjects_ofABucket_comeInTheOrderOfTheirNames() {
        IngestLease done = done("b");
        begin("\u00e9", "a", "Z");
        String other = bucket;
        bucket = "journal-" + UUID.randomUUID();
        done("elsewhere");

        List<ExpectedObject> objects;
        try (Stream<ExpectedObject> all = journal.expectedObjects(other)) {
            objects = all.toList();
        }

        assertThat(objects)
                .extracting(each -> each.object().ref().name())
                .containsExactly("Z", "a", "b", "\u00e9", "\u00e9");
        assertThat(objects.get(2).track()).isEqualTo(done.track());
        assertThat(objects.get(2).role()).isEqualTo(ObjectRole.AUDIO);
        assertThat(objects).filteredOn(each -> each.track() != null).hasSize(1);
    }

    @Test
    protected void correctThumbnail_asNoted_isChangedOrDropped() {
        IngestLease lease = begin("a", "a-64");
        StoredObject noted = object("a-64", null);
        commit(new IngestCommit(
                lease,
                finished(lease, "a", BYTES),
                DuplicatePolicy.ALLOW,
                new TreeMap<>(Map.of(64, noted)),
                null,
                null));
        StoredObject found = noted.toBuilder()
                .generation(6)
                .crc32c("AAAAAA==")
                .contentType("")
                .build();

        assertThat(journal.correctThumbnail(found, noted)).isFalse();
        assertThat(journal.correctThumbnail(noted, found)).isTrue();
        assertThat(Objects.requireNonNull(thumbnails(lease).get(64)).generation())
                .isEqualTo(6);
        assertThat(journal.correctThumbnail(noted, null)).isFalse();
        assertThat(journal.correctThumbnail(found, null)).isTrue();
        assertThat(thumbnails(lease)).isEmpty();
    }
}
