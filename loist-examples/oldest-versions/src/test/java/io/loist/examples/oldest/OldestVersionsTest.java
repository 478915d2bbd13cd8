package io.loist.examples.oldest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.PackageVersion;
import com.zaxxer.hikari.HikariDataSource;
import io.loist.db.LoistDatabase;
import io.loist.examples.hosts.HostServer;
import io.loist.library.Loist;
import io.loist.signing.SignedUrl;
import io.loist.storage.FileSystemObjectStore;
import io.loist.storage.LocalMediaServer;
import io.loist.testing.Integration;
import io.loist.track.Track;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.Driver;
import org.slf4j.Logger;

/** Everything but Cloud Storage on the oldest version of each library, through loist's own pool. */
@Integration
class OldestVersionsTest {

    private static final Path SONG = Path.of("../demo/src/main/resources/samples/jokulljos.mp3");

    @TempDir
    private Path folder;

    @Test
    void library_onItsOwnPool_worksFromIngestToPlay() throws IOException, InterruptedException {
        FileSystemObjectStore objects = FileSystemObjectStore.create(folder);
        objects.createBucket("music");
        LoistDatabase database =
                LoistDatabase.builder().jdbcUrl(HostServer.database("music")).build();
        database.migrate();
        try (LocalMediaServer media = LocalMediaServer.start(objects);
                Loist loist = Loist.builder()
                        .database(database)
                        .objects(objects)
                        .bucket("music")
                        .signedUrls(media.signedUrls())
                        .build()) {
            Track track = loist.ingest(SONG);
            database.refreshSearch();
            assertThat(loist.search("bjrok olafs").hits())
                    .extracting(hit -> hit.track().id())
                    .containsExactly(track.id());
            assertThat(database.health(Duration.ofSeconds(30)).problems()).isEmpty();

            SignedUrl url = loist.playUrl(track);
            HttpResponse<Void> played = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(url.uri()).build(), BodyHandlers.discarding());
            assertThat(played.statusCode()).isEqualTo(200);
        }
    }

    /** So that nothing newer slips in. */
    @Test
    void versions_areTheOldest() {
        assertThat(PackageVersion.VERSION).hasToString("2.15.0");
        assertThat(jar(HikariDataSource.class)).endsWith("HikariCP-6.3.0.jar");
        assertThat(jar(Flyway.class)).endsWith("flyway-core-11.0.0.jar");
        assertThat(jar(Driver.class)).endsWith("postgresql-42.7.0.jar");
        assertThat(jar(Logger.class)).endsWith("slf4j-api-2.0.0.jar");
    }

    private static String jar(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }
}
