package io.loist.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.loist.DatabaseException;
import io.loist.catalog.AlbumQuery;
import io.loist.catalog.Catalog;
import io.loist.catalog.CatalogKind;
import io.loist.catalog.CatalogQuery;
import io.loist.db.testing.TestServer;
import io.loist.ingest.spi.FileFingerprint;
import io.loist.ingest.spi.IngestCommit;
import io.loist.ingest.spi.IngestJournal;
import io.loist.ingest.spi.IngestLease;
import io.loist.ingest.spi.IngestStart;
import io.loist.ingest.spi.PendingDeletion;
import io.loist.object.ObjectRef;
import io.loist.play.Play;
import io.loist.play.PlayLog;
import io.loist.play.PlayQuery;
import io.loist.play.Subject;
import io.loist.search.SearchService;
import io.loist.testing.Integration;
import io.loist.testkit.SampleTracks;
import io.loist.track.Claim;
import io.loist.track.DuplicatePolicy;
import io.loist.track.LoadMode;
import io.loist.track.StatusFeed;
import io.loist.track.Track;
import io.loist.track.TrackFilter;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackPatch;
import io.loist.track.TrackQuery;
import io.loist.track.TrackQueue;
import io.loist.track.TrackRepository;
import io.loist.track.TrackStatus;
import io.loist.track.TrackStatuses;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each role may do, call by call. */
@Integration
class RolesTest {

    private static final String SERVER = TestServer.running().url(TestServer.SUPERUSER);
    private static final String URL = TestServer.running().url("Roles");
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final TrackStatus OPEN = TrackStatus.PENDING;

    /** Those who may make a call: everyone; those who write tracks; the owner. */
    enum Needs {
        READING,
        WRITING,
        OWNING
    }

    /** A call, with what must be there before it. */
    record Call(Needs needs, Body body) {}

    @FunctionalInterface
    interface Body {
        void on(LoistDatabase database) throws Exception;
    }

    static final Map<String, Call> CALLS = calls();

    @BeforeAll
    static void createDatabase() {
        DatabaseSetup setup = DatabaseSetup.of("Roles");
        for (DatabaseSetup.Role role : DatabaseSetup.Role.values()) {
            setup.password(role, () -> TestServer.SUPERUSER);
        }
        setup.apply(SERVER, TestServer.SUPERUSER, () -> TestServer.SUPERUSER);
        try (LoistDatabase database = database(DatabaseSetup.Role.OWNER)) {
            database.migrate();
        }
    }

    @AfterAll
    static void dropDatabase() {
        TestServer.execute(
                SERVER,
                "DROP DATABASE \"Roles\" WITH (FORCE)",
                "DROP ROLE \"Roles_app\"",
                "DROP ROLE \"Roles_reader\"",
                "DROP ROLE \"Roles_owner\"");
    }

    @ParameterizedTest
    @EnumSource(DatabaseSetup.Role.class)
    void call_eachRole_isAllowedOrRefusedClearly(DatabaseSetup.Role role) {
        Set<Needs> may = switch (role) {
            case OWNER -> Set.of(Needs.READING, Needs.WRITING, Needs.OWNING);
            case APP -> Set.of(Needs.READING, Needs.WRITING);
            case READER -> Set.of(Needs.READING);
        };
        try (LoistDatabase database = database(role)) {
            CALLS.forEach((name, call) -> {
                if (may.contains(call.needs)) {
                    assertThatCode(() -> call.body.on(database))
                            .as(role + " " + name)
                            .doesNotThrowAnyException();
                } else {
                    assertThatExceptionOfType(DatabaseException.class)
                            .as(role + " " + name)
                            .isThrownBy(() -> call.body.on(database))
                            .satisfies(e -> assertThat(e.code())
                                    .as(role + " " + name)
                                    .isIn("DATABASE_PERMISSION_DENIED", "DATABASE_READ_ONLY"));
                }
            });
        }
    }

    @Test
    void calls_areAllPublicCalls() {
        Map<String, Class<?>> parts = Map.ofEntries(
                Map.entry("tracks", TrackRepository.class),
                Map.entry("catalog", Catalog.class),
                Map.entry("search", SearchService.class),
                Map.entry("queue", TrackQueue.class),
                Map.entry("statuses", TrackStatuses.class),
                Map.entry("statusFeed", StatusFeed.class),
                Map.entry("plays", PlayLog.class),
                Map.entry("journal", IngestJournal.class),
                Map.entry("admin", DatabaseAdmin.class),
                Map.entry("migrations", Migrations.class),
                Map.entry("database", LoistDatabase.class));
        Set<String> callsNothing = Set.of(
                "queue.withRetry",
                "statuses.withRetry",
                "admin.migrations",
                "database.admin",
                "database.tracks",
                "database.search",
                "database.catalog",
                "database.queue",
                "database.statuses",
                "database.statusFeed",
                "database.plays",
                "database.journal",
                "database.within",
                "database.close");

        Set<String> all = parts.entrySet().stream()
                .flatMap(part -> Arrays.stream(part.getValue().getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
                        .map(Method::getName)
                        .map(name -> part.getKey() + "." + name))
                .filter(name -> !callsNothing.contains(name))
                .collect(Collectors.toSet());

        assertThat(CALLS.keySet().stream().map(name -> name.split(" ", -1)[0])).containsAll(all);
    }

    @Test
    void refreshSearch_asApp_analyzesAndWaitsForAnotherOne() throws Exception {
        TestServer.execute(URL, "ALTER ROLE \"Roles_app\" IN DATABASE \"Roles\" SET lock_timeout = '50ms'");
        try (LoistDatabase app = database(DatabaseSetup.Role.APP);
                var other = TestServer.dataSource(URL, TestServer.SUPERUSER).getConnection();
                var statement = other.createStatement()) {
            app.tracks().save(SampleTracks.track("Creep", "Radiohead"));
            other.setAutoCommit(false);
            statement.execute("SELECT pg_advisory_xact_lock('track_search_term'::regclass::oid::bigint)");
            Thread refresh = new Thread(app::refreshSearch);
            refresh.start();
            refresh.join(300);
            assertThat(refresh.isAlive()).isTrue();
            other.commit();
            refresh.join();

            assertThat(app.search().search("raidohead").hits()).isNotEmpty();
            try (var row = statement.executeQuery(
                    "SELECT min(reltuples) FROM pg_class WHERE relname IN ('track_search', 'track_search_term')")) {
                row.next();
                assertThat(row.getLong(1)).isPositive();
            }
        } finally {
            TestServer.execute(URL, "ALTER ROLE \"Roles_app\" IN DATABASE \"Roles\" SET lock_timeout = '10s'");
        }
    }

    private static void playCalls(Map<String, Call> calls) {
        UUID track = UUID.randomUUID();
        writing(calls, "plays.record", database -> {
            UUID saved =
                    database.tracks().save(SampleTracks.track("Played", "Band")).id();
            database.plays().record(Play.completed(saved, "anne", Instant.now(), LEASE));
            database.plays().star("anne", Subject.track(saved));
        });
        writing(
                calls,
                "plays.recordEach",
                database -> database.plays().recordEach(List.of(Play.completed(track, "anne", Instant.now(), LEASE))));
        writing(calls, "plays.star", database -> database.plays().star("anne", Subject.album(track)));
        writing(calls, "plays.unstar", database -> database.plays().unstar("anne", Subject.album(track)));
        writing(calls, "plays.rate", database -> database.plays().rate("anne", Subject.artist(track), 3));
        writing(calls, "plays.erase", database -> database.plays().erase("bert"));
        reading(
                calls,
                "plays.list",
                database -> database.plays()
                        .list(PlayQuery.builder(PlayQuery.Order.RECENT).build()));
        reading(calls, "plays.counts", database -> database.plays().counts(null, List.of(track)));
        reading(
                calls,
                "plays.preferences",
                database -> database.plays().preferences("anne", List.of(Subject.artist(track))));
        reading(calls, "plays.starred", database -> database.plays().starred("anne", Subject.Kind.TRACK, 10, null));
        reading(calls, "plays.rated", database -> database.plays().rated("anne", Subject.Kind.TRACK, 10, null));
        reading(
                calls,
                "plays.export",
                database -> database.plays().export("anne").close());
    }

    private static Map<String, Call> calls() {
        Map<String, Call> calls = new LinkedHashMap<>();
        readingCalls(calls);
        writingCalls(calls);
        workCalls(calls);
        journalCalls(calls);
        playCalls(calls);
        reading(
                calls,
                "migrations.status",
                database -> database.admin().migrations().status());
        reading(
                calls,
                "migrations.validate",
                database -> database.admin().migrations().validate());
        reading(
                calls,
                "migrations.shipped",
                database -> database.admin().migrations().shipped());
        reading(calls, "admin.statistics", database -> database.admin().statistics());
        reading(
                calls,
                "database.health",
                database -> assertThat(database.health(LEASE).problems()).isEmpty());
        reading(calls, "database.position", LoistDatabase::position);
        reading(
                calls,
                "database.reading",
                database -> database.reading(database.position(), Duration.ofSeconds(5))
                        .search()
                        .search("creep"));
        reading(calls, "database.warmUp", LoistDatabase::warmUp);
        writing(calls, "database.refreshSearch", LoistDatabase::refreshSearch);
        reading(
                calls,
                "database.keepSearchFresh",
                database -> database.keepSearchFresh(LEASE).close());
        writing(calls, "admin.reindexSearch", database -> database.admin().reindexSearch());
        // With nothing left to do
        reading(calls, "database.migrate", LoistDatabase::migrate);
        reading(
                calls,
                "migrations.migrate",
                database -> database.admin().migrations().migrate());
        owning(calls, "migrations.undoTo", database -> {
            database.admin().migrations().undoTo(3);
            database.migrate();
        });
        reading(calls, "admin.adopt", database -> database.admin().adopt());
        return calls;
    }

    private static void readingCalls(Map<String, Call> calls) {
        reading(calls, "tracks.findById", database -> database.tracks().findById(UUID.randomUUID()));
        reading(calls, "tracks.findAllById", database -> database.tracks().findAllById(List.of(UUID.randomUUID())));
        reading(calls, "tracks.list", database -> database.tracks().list(TrackQuery.newest()));
        reading(calls, "tracks.stream", database -> {
            try (Stream<Track> tracks = database.tracks().stream(TrackFilter.all())) {
                assertThat(tracks.count()).isNotNegative();
            }
        });
        reading(calls, "tracks.thumbnails", database -> database.tracks().thumbnails(List.of(UUID.randomUUID())));
        reading(calls, "search.search", database -> database.search().search("creep"));
        reading(calls, "search.suggest", database -> database.search().suggest("cre"));
        reading(
                calls,
                "catalog.entries",
                database -> database.catalog()
                        .entries(CatalogQuery.builder(CatalogKind.ARTIST).build()));
        reading(calls, "catalog.headings", database -> database.catalog().headings(CatalogKind.ARTIST));
        reading(calls, "catalog.entry", database -> database.catalog().entry(CatalogKind.GENRE, UUID.randomUUID()));
        reading(
                calls,
                "catalog.albums",
                database -> database.catalog().albums(AlbumQuery.builder().build()));
        reading(calls, "catalog.album", database -> database.catalog().album(UUID.randomUUID()));
        reading(calls, "catalog.tracks", database -> database.catalog().tracks(UUID.randomUUID(), 10, null));
        reading(calls, "catalog.links", database -> database.catalog().links(List.of()));
        reading(calls, "statusFeed.history", database -> database.statusFeed().history(UUID.randomUUID()));
        reading(calls, "statusFeed.changes", database -> database.statusFeed().changes(null, 10));
    }

    private static void writingCalls(Map<String, Call> calls) {
        writing(calls, "tracks.save", RolesTest::saved);
        writing(
                calls,
                "tracks.saveAllOrNone",
                database -> database.tracks().saveAllOrNone(List.of(SampleTracks.track("One", "Band"))));
        writing(
                calls,
                "tracks.saveEach",
                database -> database.tracks()
                        .saveEach(List.of(SampleTracks.track("One", "Band")), DuplicatePolicy.RETURN_EXISTING));
        writing(calls, "tracks.upsert", database -> database.tracks().upsert(SampleTracks.track("One", "Band")));
        writing(calls, "tracks.update", database -> {
            Track track = saved(database);
            TrackPatch patch = TrackPatch.builder()
                    .metadata(TrackMetadata.builder("Other").build())
                    .build();
            database.tracks().update(track.id(), track.version(), patch);
        });
        writing(
                calls,
                "tracks.load UPSERT",
                database -> database.tracks().load(Stream.of(SampleTracks.track("One", "Band")), LoadMode.UPSERT));
        owning(calls, "tracks.load INITIAL", database -> {
            TestServer.execute(URL, "DELETE FROM audio_tracks");
            database.tracks().load(Stream.of(SampleTracks.track("One", "Band")), LoadMode.INITIAL);
        });
        writing(
                calls,
                "tracks.deleteRow",
                database -> database.tracks().deleteRow(saved(database).id()));
    }

    private static void workCalls(Map<String, Call> calls) {
        writing(calls, "queue.claim", RolesTest::claim);
        writing(calls, "queue.heartbeat", database -> database.queue().heartbeat(claim(database), LEASE));
        writing(calls, "queue.complete", database -> database.queue().complete(claim(database)));
        writing(calls, "queue.fail", database -> database.queue().fail(claim(database), "no sound"));
        writing(
                calls,
                "queue.failPermanently",
                database -> database.queue().failPermanently(claim(database), "no sound"));
        writing(calls, "queue.release", database -> database.queue().release(claim(database)));
        writing(calls, "statuses.markProcessing", RolesTest::processing);
        writing(
                calls,
                "statuses.markCompleted",
                database -> database.statuses().markCompleted(processing(database), "test"));
        writing(
                calls,
                "statuses.markFailed",
                database -> database.statuses().markFailed(processing(database), "no sound", "test"));
        writing(calls, "statuses.requeue", database -> {
            List<UUID> ids = processing(database);
            database.statuses().requeue(ids, "again", "test");
        });
    }

    private static void journalCalls(Map<String, Call> calls) {
        writing(calls, "journal.begin", RolesTest::begun);
        writing(
                calls,
                "journal.beginClaimed",
                database -> database.journal().beginClaimed(claim(database).get(0), List.of(), LEASE));
        writing(calls, "journal.renew", database -> database.journal().renew(List.of(begun(database)), LEASE));
        writing(calls, "journal.commit", RolesTest::committed);
        writing(calls, "journal.abandon", database -> database.journal().abandon(begun(database), LEASE));
        writing(
                calls,
                "journal.delete",
                database -> database.journal().delete(committed(database).id(), ref -> true, LEASE));
        writing(calls, "journal.claimDeletions", RolesTest::deletions);
        writing(
                calls,
                "journal.renewDeletions",
                database -> database.journal().renewDeletions(deletions(database), LEASE));
        writing(
                calls,
                "journal.confirmDeletions",
                database -> database.journal().confirmDeletions(deletions(database)));
        reading(calls, "journal.knownFiles", database -> database.journal().knownFiles(List.of(file())));
        reading(
                calls,
                "journal.tracksByAudioHash",
                database -> database.journal().tracksByAudioHash(List.of("ab".repeat(32))));
        writing(
                calls,
                "journal.remember",
                database -> database.journal().remember(file(), saved(database).id()));
        reading(calls, "journal.expectedObjects", database -> {
            try (var objects = database.journal().expectedObjects("bucket")) {
                assertThat(objects.count()).isNotNegative();
            }
        });
        writing(
                calls,
                "journal.correctThumbnail",
                database -> database.journal().correctThumbnail(SampleTracks.audioObject(UUID.randomUUID()), null));
        reading(calls, "journal.knownObjects", database -> database.journal().knownObjects(List.of(ref())));
    }

    private static Track saved(LoistDatabase database) {
        return database.tracks()
                .save(SampleTracks.builder("Creep", "Radiohead").status(OPEN).build());
    }

    private static List<Claim> claim(LoistDatabase database) {
        saved(database);
        return database.queue().claim(1, "worker", LEASE);
    }

    private static List<UUID> processing(LoistDatabase database) {
        List<UUID> ids = List.of(saved(database).id());
        database.statuses().markProcessing(ids, "test");
        return ids;
    }

    private static IngestLease begun(LoistDatabase database) {
        return database.journal()
                .begin(
                        List.of(new IngestStart(
                                SampleTracks.builder("Creep", "Radiohead")
                                        .status(TrackStatus.PROCESSING)
                                        .build(),
                                List.of(ref()))),
                        LEASE)
                .get(0);
    }

    private static Track committed(LoistDatabase database) {
        IngestLease lease = begun(database);
        UUID id = lease.track();
        database.journal()
                .commit(List.of(new IngestCommit(
                        lease,
                        SampleTracks.builder("Creep", "Radiohead").id(id).build(),
                        DuplicatePolicy.ALLOW,
                        new TreeMap<>(),
                        null,
                        null)));
        return database.tracks().findById(id).orElseThrow();
    }

    private static List<PendingDeletion> deletions(LoistDatabase database) {
        List<PendingDeletion> claimed = database.journal().claimDeletions(10, LEASE);
        database.journal().renewDeletions(claimed, LEASE);
        database.journal().abandon(begun(database), LEASE);
        return claimed;
    }

    private static FileFingerprint file() {
        return new FileFingerprint("ab".repeat(32), 1, Instant.EPOCH);
    }

    private static ObjectRef ref() {
        return new ObjectRef("loist-samples", "audio/" + UUID.randomUUID());
    }

    private static void reading(Map<String, Call> calls, String name, Body body) {
        calls.put(name, new Call(Needs.READING, body));
    }

    private static void writing(Map<String, Call> calls, String name, Body body) {
        calls.put(name, new Call(Needs.WRITING, body));
    }

    private static void owning(Map<String, Call> calls, String name, Body body) {
        calls.put(name, new Call(Needs.OWNING, body));
    }

    private static LoistDatabase database(DatabaseSetup.Role role) {
        return LoistDatabase.builder()
                .dataSource(TestServer.dataSource(URL, DatabaseSetup.of("Roles").roleName(role)))
                .searchTimeout(Duration.ofMinutes(1))
                .build();
    }
}
