package io.loist.examples.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The application over HTTP, as a browser uses it. */
public abstract class MusicContract {

    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    /** Returns the address of the running application. */
    protected abstract URI application();

    /** Returns the path of its health endpoint. */
    protected abstract String health();

    @Test
    void upload_aSong_isFoundAndPlays() throws IOException, InterruptedException {
        new MusicClient(application()).uploadFindAndPlay();
    }

    @Test
    void search_byABrowser_isJson() throws IOException, InterruptedException {
        HttpResponse<String> found = get("/search?q=nothing", "Accept", BROWSER);

        assertThat(found.headers().firstValue("content-type").orElseThrow()).startsWith("application/json");
        assertThat(found.body()).isEqualTo("[]");
    }

    @Test
    void play_anUnknownTrack_isNotFound() throws IOException, InterruptedException {
        HttpResponse<String> play = get("/play/" + UUID.randomUUID());

        assertThat(play.statusCode()).isEqualTo(404);
        assertThat(play.body()).contains("TRACK_NOT_FOUND");
    }

    @Test
    void health_withLoist_isUp() throws IOException, InterruptedException {
        HttpResponse<String> health = get(health());

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("loist").contains("UP").doesNotContain("DOWN");
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return new MusicClient(application()).send("GET", path, headers);
    }
}
