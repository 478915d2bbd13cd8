package io.loist.examples.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Does with an application what a web page does.
 *
 * @param application where it listens
 */
public record MusicClient(URI application) {

    private static final Path SONG = Path.of("../demo/src/main/resources/samples/jokulljos.mp3");
    private static final Pattern HEADERS = Pattern.compile("\"headers\":\\{(.*?)}");
    private static final Pattern HEADER = Pattern.compile("\"([^\"]+)\":\"([^\"]+)\"");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    HttpResponse<String> send(String method, String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(application.resolve(path)).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    /** Uploads a song, finds it by its artist, and plays it. */
    public void uploadFindAndPlay() throws IOException, InterruptedException {
        String upload = send("POST", "/uploads?contentType=audio/mpeg&size=" + Files.size(SONG))
                .body();
        HttpRequest.Builder put =
                HttpRequest.newBuilder(URI.create(field("url", upload))).PUT(BodyPublishers.ofFile(SONG));
        Matcher headers = HEADERS.matcher(upload);
        assertThat(headers.find()).isTrue();
        HEADER.matcher(headers.group(1)).results().forEach(each -> put.header(each.group(1), each.group(2)));
        assertThat(HTTP.send(put.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        String song =
                send("POST", "/songs?object=" + field("object", upload)).body();

        String found = send("GET", "/search?q=bjork").body();
        assertThat(field("id", found)).isEqualTo(field("id", song));
        assertThat(field("title", found)).isEqualTo("Jökulljós");

        HttpResponse<String> play = send("GET", "/play/" + field("id", song));
        assertThat(play.statusCode()).isEqualTo(302);
        URI url = URI.create(play.headers().firstValue("location").orElseThrow());
        assertThat(HTTP.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray())
                        .body())
                .isEqualTo(Files.readAllBytes(SONG));
    }

    private static String field(String name, String json) {
        Matcher field =
                Pattern.compile('"' + name + "\":\"([^\"]+)\"").matcher(json);
        assertThat(field.find()).as("%s in %s", name, json).isTrue();
        return field.group(1);
    }
}
