package io.loist.examples.endtoend.subsonic;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.loist.audio.AudioFileReader;
import io.loist.db.LoistDatabase;
import io.loist.examples.demo.EmbeddedDatabase;
import io.loist.examples.demo.Samples;
import io.loist.examples.subsonic.SubsonicServer;
import io.loist.examples.subsonic.Users;
import io.loist.ingest.IngestListener;
import io.loist.library.Loist;
import io.loist.storage.FileSystemObjectStore;
import io.loist.storage.LocalMediaServer;
import io.loist.testkit.SampleTracks;
import io.loist.track.AlbumPosition;
import io.loist.track.AudioProperties;
import io.loist.track.NewTrack;
import io.loist.track.TrackMetadata;
import io.loist.track.TrackStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/** The server with the samples, which have audio and covers, and {@value #MADE} tracks that have names only. */
final class SubsonicLibrary implements AutoCloseable {

    static final int MADE = 240;
    static final String USER = "alice";
    static final String PASSWORD = "sesame";
    static final String API_KEY = "key-of-alice";

    static final int PER_ALBUM = 8;
    private static final int ALBUMS_PER_ARTIST = 3;
    private static final String LYRICS = "[00:01.50]Line one\n[00:03.00]Line two";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();

    private final EmbeddedDatabase postgres;
    private final LocalMediaServer media;
    private final Loist loist;
    private final SubsonicServer server;

    private SubsonicLibrary(EmbeddedDatabase postgres, LocalMediaServer media, Loist loist, SubsonicServer server) {
        this.postgres = postgres;
        this.media = media;
        this.loist = loist;
        this.server = server;
    }

    static SubsonicLibrary start(Path folder) throws IOException {
        FileSystemObjectStore objects =
                FileSystemObjectStore.create(Files.createDirectories(folder.resolve("objects")));
        objects.createBucket("music");
        LocalMediaServer media = LocalMediaServer.start(objects);
        EmbeddedDatabase postgres = EmbeddedDatabase.start(Files.createDirectories(folder.resolve("postgres")));
        LoistDatabase database =
                LoistDatabase.builder().jdbcUrl(postgres.jdbcUrl()).build();
        database.migrate();
        Loist loist = Loist.builder()
                .database(database)
                .objects(objects)
                .bucket("music")
                .audioReader(AudioFileReader.builder().thumbnails(160, 320).build())
                .signedUrls(media.signedUrls())
                .build();
        loist.ingestAll(Samples.copyTo(Files.createDirectories(folder.resolve("samples"))), IngestListener.NONE);
        database.tracks()
                .saveAllOrNone(
                        IntStream.range(0, MADE).mapToObj(SubsonicLibrary::made).toList());
        database.refreshSearch();
        SubsonicServer server = new SubsonicServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Users.parse(USER + ":" + PASSWORD + ":" + API_KEY + ", bob:öffne dich:key-of-bob"),
                loist,
                folder.resolve("playlists.json"));
        return new SubsonicLibrary(postgres, media, loist, server);
    }

    private static NewTrack made(int i) {
        int album = i / PER_ALBUM;
        int artist = album / ALBUMS_PER_ARTIST;
        AudioProperties audio = AudioProperties.builder("mp3")
                .duration(Duration.ofSeconds(200))
                .bitrate(192_000)
                .build();
        TrackMetadata metadata = TrackMetadata.builder(String.format(Locale.ROOT, "Song %03d", i))
                .artist(String.format(Locale.ROOT, "The Artist %02d", artist))
                .album(String.format(Locale.ROOT, "Album %02d <\"&'\u0001>", album))
                .genres(album % 2 == 0 ? "Even Rock" : "Odd Jazz")
                .year(1970 + album)
                .position(new AlbumPosition(i % PER_ALBUM + 1, PER_ALBUM, null, null))
                .tags(Map.of(
                        "lyrics", List.of(LYRICS), "replaygain_track_gain", List.of("-6.5 dB"), "bpm", List.of("120")))
                .build();
        return SampleTracks.builder(metadata, audio)
                .status(TrackStatus.COMPLETED)
                .build();
    }

    Loist loist() {
        return loist;
    }

    /** The address, without an end. */
    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** Returns the answer to a request of alice as JSON; parameters are names and values in turn. */
    JsonObject json(String name, String... parameters) {
        String answer = text(name, with(parameters, "f", "json", "apiKey", API_KEY));
        return JsonParser.parseString(answer).getAsJsonObject().getAsJsonObject("subsonic-response");
    }

    /** Returns a member of the answer, which must have succeeded. */
    JsonObject ok(String name, String member, String... parameters) {
        JsonObject answer = json(name, parameters);
        JsonElement value = answer.get(member);
        if (value == null) {
            throw new AssertionError(name + " answers " + answer);
        }
        return value.getAsJsonObject();
    }

    /** Returns the answer to a request of alice as XML. */
    Element xml(String name, String... parameters) {
        return parse(text(name, with(parameters, "apiKey", API_KEY)));
    }

    static Element parse(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            return factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                    .getDocumentElement();
        } catch (Exception e) {
            throw new AssertionError("not XML: " + xml, e);
        }
    }

    String text(String name, String... parameters) {
        return new String(get(name, Map.of(), parameters).body(), StandardCharsets.UTF_8);
    }

    HttpResponse<byte[]> get(String name, Map<String, String> headers, String... parameters) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url() + "/rest/" + name + "?" + form(parameters)));
        headers.forEach(request::header);
        return send(request.build());
    }

    static HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("no answer to " + request, e);
        }
    }

    static String form(String... parameters) {
        return IntStream.range(0, parameters.length / 2)
                .mapToObj(
                        i -> parameters[2 * i] + "=" + URLEncoder.encode(parameters[2 * i + 1], StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    static String[] with(String[] parameters, String... more) {
        String[] all = Arrays.copyOf(parameters, parameters.length + more.length);
        System.arraycopy(more, 0, all, parameters.length, more.length);
        return all;
    }

    @Override
    public void close() {
        server.close();
        media.close();
        loist.close();
        postgres.close();
    }
}
