package io.loist.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.ingest.IngestSource;
import io.loist.signing.SignedUrl;
import io.loist.testing.Integration;
import io.loist.track.Track;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tests a library the way a host does. */
@Integration
class LoistExtensionTest {

    @RegisterExtension
    static final LoistExtension LOIST = LoistExtension.create();

    @TempDir
    private Path folder;

    @Test
    void library_ingestsFindsAndPlays() throws IOException, InterruptedException {
        byte[] audio = SampleAudio.wav("Jökulljós", "Björk Ólafs Tríó");
        Track track = LOIST.library().ingest(Files.write(folder.resolve("a.wav"), audio));

        SignedUrl url = LOIST.library().playUrl(track);

        assertThat(track.metadata().artist()).isEqualTo("Björk Ólafs Tríó");
        assertThat(LOIST.library().search("jokulljos").hits())
                .extracting(hit -> hit.track().id())
                .containsExactly(track.id());
        assertThat(played(url.uri()).body()).isEqualTo(audio);
        assertThat(played(withOtherSignature(url.uri())).statusCode()).isEqualTo(403);
    }

    @Test
    void eachTest_startsWithoutTracks() throws IOException {
        byte[] audio = SampleAudio.wav("Jökulljós", "Björk Ólafs Tríó");

        assertThat(LOIST.library().search("jokulljos").hits()).isEmpty();
        LOIST.library().ingest(IngestSource.file(Files.write(folder.resolve("b.wav"), audio)));
        assertThat(LOIST.library().search("jokulljos").hits()).hasSize(1);
    }

    @Test
    void jdbcUrl_isOfTheSameDatabase() throws SQLException {
        LOIST.database().tracks().save(SampleTracks.track("A title", "An artist"));

        try (Connection connection = DriverManager.getConnection(LOIST.jdbcUrl());
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM loist.audio_tracks")) {
            rows.next();
            assertThat(rows.getInt(1)).isPositive();
        }
    }

    @Nested
    class InANestedClass {

        @Test
        void library_isThere() {
            assertThat(LOIST.objects().list(LOIST.bucket(), "")).isEmpty();
        }
    }

    private static URI withOtherSignature(URI uri) {
        String text = uri.toString();
        String last = text.endsWith("0") ? "1" : "0";
        return URI.create(text.substring(0, text.length() - 1) + last);
    }

    private static HttpResponse<byte[]> played(URI uri) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
