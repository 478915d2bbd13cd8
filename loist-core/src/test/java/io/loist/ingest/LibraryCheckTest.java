package io.loist.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.ingest.LibraryCheck.Fault;
import io.loist.ingest.LibraryCheck.Finding;
import io.loist.ingest.LibraryCheck.Listener;
import io.loist.ingest.LibraryCheck.Report;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.testing.Intercepted;
import io.loist.track.AudioProperties;
import io.loist.track.NewTrack;
import io.loist.track.Track;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackPatch;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LibraryCheckTest extends IngestFixture {

    private LibraryCheck check() {
        return LibraryCheck.create(database, objects, BUCKET).clock(clock);
    }

    private Track ingested(String title) {
        return stored(pipeline.ingest(file(title, Song.of(title))));
    }

    @Test
    void find_everyFault_isFoundAndRepaired() {
        Track lost = ingested("lost");
        Track changed = ingested("changed");
        Track again = ingested("again");
        ingested("good");
        objects.delete(lost.audioObject().ref());
        put(changed.audioObject().ref(), new byte[] {1, 2, 3});
        put(again.audioObject().ref(), Song.of("again"));
        put(new ObjectRef(BUCKET, "audio/stray.mp3"), new byte[1]);
        upload(Song.of("upload"));

        Report found = check().find(Listener.NONE);
        Report repaired = check().repair(EnumSet.allOf(Fault.class), Listener.NONE);
        Report after = check().find(Listener.NONE);

        Map<Fault, Long> faults = Map.of(Fault.MISSING, 1L, Fault.SIZE, 1L, Fault.GENERATION, 1L, Fault.ORPHANED, 1L);
        assertThat(found.faults()).isEqualTo(faults);
        assertThat(found.repaired()).isZero();
        assertThat(repaired.faults()).isEqualTo(faults);
        assertThat(repaired.repaired()).isEqualTo(3);
        assertThat(after.faults()).isEqualTo(Map.of(Fault.SIZE, 1L));
        assertThat(database.tracks().findById(lost.id())).isEmpty();
    }

    @Test
    void find_listWithoutChecksums_findsOnlyWhatDiffers() {
        Track changed = ingested("changed");
        ingested("good");
        put(changed.audioObject().ref(), new byte[(int) changed.audioObject().size()]);
        ObjectStore sparse = (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(),
                new Class<?>[] {ObjectStore.class},
                (proxy, method, arguments) -> method.getName().equals("list")
                        ? objects.list((String) arguments[0], (String) arguments[1])
                                .map(each -> each.toBuilder().crc32c(null).build())
                        : method.invoke(objects, arguments));

        Report report =
                LibraryCheck.create(database, sparse, BUCKET).clock(clock).find(Listener.NONE);

        assertThat(report.faults()).isEqualTo(Map.of(Fault.CHECKSUM, 1L));
    }

    @Test
    void find_uploadOlderThanADay_isOrphaned() {
        upload(Song.of("upload"));

        assertThat(check().find(Listener.NONE).faults()).isEmpty();
        clock.advance(Duration.ofHours(25));
        assertThat(check().find(Listener.NONE).faults()).isEqualTo(Map.of(Fault.ORPHANED, 1L));
    }

    @Test
    void find_prefix_looksAtNothingElse() {
        Track lost = ingested("lost");
        objects.delete(lost.audioObject().ref());
        put(new ObjectRef(BUCKET, "other/stray"), new byte[1]);

        assertThat(check().prefix("other/").find(Listener.NONE))
                .isEqualTo(new Report(1, 0, Map.of(Fault.ORPHANED, 1L), 0));
    }

    @Test
    void repair_onlySomeKinds_reportsTheOthers() {
        Track lost = ingested("lost");
        objects.delete(lost.audioObject().ref());
        put(new ObjectRef(BUCKET, "stray"), new byte[1]);
        List<Finding> findings = new ArrayList<>();

        check().repair(EnumSet.of(Fault.ORPHANED), new Listener() {
            @Override
            public void found(Finding finding) {
                findings.add(finding);
            }
        });

        assertThat(findings)
                .extracting(Finding::fault, Finding::repaired)
                .containsExactlyInAnyOrder(
                        org.assertj.core.api.Assertions.tuple(Fault.MISSING, false),
                        org.assertj.core.api.Assertions.tuple(Fault.ORPHANED, true));
        assertThat(tracks()).hasSize(1);
    }

    @Test
    void repair_trackChangesWhileItsObjectIsLookedUp_keepsIt() {
        Track lost = ingested("lost");
        objects.delete(lost.audioObject().ref());
        ObjectStore changing = Intercepted.store(objects, method -> {
            if (method.equals("stat")) {
                TrackPatch patch = TrackPatch.builder().popularity(2.0).build();
                database.tracks().update(lost.id(), lost.version(), patch);
            }
        });

        Report repaired = LibraryCheck.create(database, changing, BUCKET)
                .clock(clock)
                .repair(EnumSet.allOf(Fault.class), Listener.NONE);

        assertThat(repaired.repaired()).isZero();
        assertThat(database.tracks().findById(lost.id())).isPresent();
    }

    @Test
    void repair_artworkAndThumbnails_areForgottenOrRecordedAnew() {
        Track track = stored(pipeline.ingest(file("a", Song.withCover("a"))));
        List<ObjectRef> thumbnails = database.tracks().thumbnails(List.of(track.id())).values().stream()
                .flatMap(pictures -> pictures.values().stream())
                .map(StoredObject::ref)
                .toList();
        objects.delete(thumbnails.get(0));
        put(thumbnails.get(1), bytes(objects.stat(thumbnails.get(1)).orElseThrow()));
        objects.delete(java.util.Objects.requireNonNull(track.artworkObject()).ref());

        Report repaired = check().repair(EnumSet.allOf(Fault.class), Listener.NONE);

        assertThat(repaired.faults()).isEqualTo(Map.of(Fault.MISSING, 2L, Fault.GENERATION, 1L));
        assertThat(repaired.repaired()).isEqualTo(3);
        assertConsistent("after the repair");
        assertThat(database.tracks().thumbnails(List.of(track.id())).get(track.id()))
                .containsOnlyKeys(300);
        assertThat(database.tracks().findById(track.id()).orElseThrow().artworkObject())
                .isNull();
    }

    @Test
    void repair_soundIsLost_leavesNothingForASecondRepair() {
        Track track = stored(pipeline.ingest(file("a", Song.withCover("a"))));
        objects.delete(track.audioObject().ref());

        Report repaired = check().repair(EnumSet.allOf(Fault.class), Listener.NONE);

        assertThat(repaired.faults()).isEqualTo(Map.of(Fault.MISSING, 1L));
        assertThat(repaired.repaired()).isEqualTo(1);
        assertConsistent("after the repair");
        assertThat(objects.list(BUCKET, "")).isEmpty();
    }

    @Test
    void repair_otherBytesOrNoChecksum_isReportedOrRecorded() {
        Track changed = ingested("changed");
        put(changed.audioObject().ref(), Song.of("ehcnagd"));
        StoredObject there = put(new ObjectRef(BUCKET, "old/a.song"), Song.of("old"));
        Track adopted = database.tracks()
                .save(NewTrack.builder(
                                TrackMetadata.builder("Adopted").build(),
                                AudioProperties.builder("song").build(),
                                there.toBuilder()
                                        .generation(0)
                                        .crc32c(null)
                                        .sha256(null)
                                        .build())
                        .build());

        Report repaired = check().repair(EnumSet.allOf(Fault.class), Listener.NONE);

        assertThat(repaired.faults()).isEqualTo(Map.of(Fault.CHECKSUM, 1L, Fault.UNNOTED, 1L));
        assertThat(repaired.repaired()).isEqualTo(1);
        assertThat(check().find(Listener.NONE).faults()).isEqualTo(Map.of(Fault.CHECKSUM, 1L));
        assertThat(database.tracks().findById(adopted.id()).orElseThrow().audioObject())
                .isEqualTo(there);
        assertThat(database.tracks().findById(changed.id())).contains(changed);
    }

    @Test
    void find_manyObjects_reportsProgress() {
        for (int i = 0; i < 1_100; i++) {
            put(new ObjectRef(BUCKET, "stray-" + i), new byte[1]);
        }
        List<Long> progress = new ArrayList<>();

        Report report = check().find(new Listener() {
            @Override
            public void progress(long objects) {
                progress.add(objects);
            }
        });

        assertThat(report.objects()).isEqualTo(1_100);
        assertThat(report.faults()).isEqualTo(Map.of(Fault.ORPHANED, 1_100L));
        assertThat(progress).containsExactly(500L, 1_000L);
    }
}
