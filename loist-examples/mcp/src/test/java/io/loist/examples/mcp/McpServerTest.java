package io.loist.examples.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpServer;
import io.loist.testing.Integration;
import io.loist.testkit.LoistExtension;
import io.loist.testkit.SampleAudio;
import io.loist.track.Track;
import io.loist.track.TrackPatch;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server, called by the client of the protocol's own SDK: on HTTP, and as a process on stdio. */
@Integration
class McpServerTest {

    @RegisterExtension
    static final LoistExtension LOIST = LoistExtension.create();

    /** This machine, by an address that stands for the public Internet here; 127.0.0.2 stands for a private network. */
    private static final String PUBLIC = "127.0.0.1";

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private Path music;
    private HttpServer web;
    private MusicServer.Http server;
    private McpSyncClient client;

    @BeforeEach
    void start() throws Exception {
        music = Files.createDirectory(folder.resolve("music"));
        Files.write(music.resolve("glacier.wav"), SampleAudio.wav("Jökulljós", "Björk Ólafs Tríó"));
        Files.write(folder.resolve("outside.wav"), SampleAudio.wav("Outside", "Nobody"));
        Files.createSymbolicLink(music.resolve("link.wav"), folder.resolve("outside.wav"));
        web = HttpServer.create(new InetSocketAddress("0.0.0.0", 0), 0);
        byte[] song = SampleAudio.wav("Far Away", "A Server");
        web.createContext("/far.wav", exchange -> {
            exchange.sendResponseHeaders(200, song.length);
            exchange.getResponseBody().write(song);
            exchange.close();
        });
        web.createContext("/inside", exchange -> {
            exchange.getResponseHeaders()
                    .set("Location", "http://127.0.0.2:" + web.getAddress().getPort() + "/far.wav");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        web.start();
        MusicServer music = new MusicServer(LOIST.library(), this.music, new RemoteAudio(McpServerTest::standsForPublic));
        server = music.serveHttp(0);
        client = connect(HttpClientStreamableHttpTransport.builder(server.uri().resolve("/").toString())
                .endpoint(server.uri().getPath())
                .build());
    }

    private static boolean standsForPublic(InetAddress address) {
        return address.getHostAddress().equals(PUBLIC) || PublicSockets.isPublic(address);
    }

    private static McpSyncClient connect(McpClientTransport transport) {
        McpSyncClient client =
                McpClient.sync(transport).requestTimeout(PATIENCE).build();
        client.initialize();
        return client;
    }

    @AfterEach
    void stop() throws Exception {
        client.closeGracefully();
        server.close();
        web.stop(0);
    }

    @Test
    void tools_areListedWithWhatTheyChange() {
        assertThat(client.listTools().tools())
                .extracting(Tool::name, tool -> tool.annotations().readOnlyHint())
                .containsExactlyInAnyOrder(
                        tuple("search_music", true),
                        tuple("browse_music", true),
                        tuple("list_artists", true),
                        tuple("list_albums", true),
                        tuple("describe_album", true),
                        tuple("describe_track", true),
                        tuple("play_track", true),
                        tuple("ingest_file", false),
                        tuple("ingest_url", false));
    }

    @Test
    void song_ingested_isFoundDescribedAndPlayed() throws Exception {
        Map<String, Object> ingested = call("ingest_file", Map.of("path", "glacier.wav"));
        assertThat(ingested).containsEntry("title", "Jökulljós").containsEntry("added", true);
        assertThat(call("ingest_file", Map.of("path", "glacier.wav"))).containsEntry("added", false);

        assertThat(tracks(call("search_music", Map.of("query", "jokulljos"))))
                .extracting(track -> track.get("id"))
                .containsExactly(ingested.get("id"));
        assertThat(tracks(call("browse_music", Map.of("artist", "Björk Ólafs Tríó")))).hasSize(1);
        assertThat(call("describe_track", Map.of("id", ingested.get("id")))).containsEntry("format", "wav");


        Map<String, Object> url = call("play_track", Map.of("id", ingested.get("id")));
        HttpRequest get = HttpRequest.newBuilder(URI.create((String) url.get("url"))).build();
        assertThat(HttpClient.newHttpClient().send(get, BodyHandlers.ofByteArray()).body())
                .isEqualTo(Files.readAllBytes(music.resolve("glacier.wav")));

        assertThat(read("loist://track/" + ingested.get("id"))).contains("\"title\":\"Jökulljós\"");
    }

    @Test
    void album_isListedAndDescribed() {
        Track track = ingested();
        LOIST.library()
                .database()
                .tracks()
                .update(
                        track.id(),
                        track.version(),
                        TrackPatch.builder()
                                .metadata(track.metadata().toBuilder().album("Norðan við allt").build())
                                .build());

        Map<String, Object> artist =
                items(call("list_artists", Map.of("containing", "bjork")), "artists").get(0);
        assertThat(artist).containsEntry("name", "Björk Ólafs Tríó").containsEntry("tracks", 1);
        Map<String, Object> album =
                items(call("list_albums", Map.of("artist_id", artist.get("id"))), "albums").get(0);
        assertThat(album).containsEntry("title", "Norðan við allt").containsEntry("tracks", 1);
        assertThat(tracks(call("describe_album", Map.of("id", album.get("id")))))
                .extracting(each -> each.get("id"))
                .containsExactly(track.id().toString());
        assertThat(read("loist://album/" + album.get("id"))).contains("\"title\":\"Jökulljós\"");
        assertThat(refusal("describe_album", Map.of("id", UUID.randomUUID().toString()))).contains("There is no album");
    }

    private Track ingested() {
        return LOIST.library().ingest(music.resolve("glacier.wav"));
    }

    private String read(String uri) {
        return ((TextResourceContents) client.readResource(
                                ReadResourceRequest.builder(uri).build())
                        .contents()
                        .get(0))
                .text();
    }

    @Test
    void resource_unknown_isAnError() {
        assertThatThrownBy(() -> client.readResource(ReadResourceRequest.builder("loist://album/none").build()))
                .hasMessageContaining("not found");
        assertThatThrownBy(() -> client.readResource(ReadResourceRequest.builder("loist://track/1").build()))
                .hasMessageContaining("not found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside.wav", "link.wav", "/etc/passwd", "none.wav"})
    void file_outsideTheFolder_isRefused(String path) {
        assertThat(refusal("ingest_file", Map.of("path", path))).contains(music.getFileName().toString());
        assertThat(LOIST.library().search("outside").hits()).isEmpty();
    }

    @Test
    void url_public_isIngested() {
        assertThat(call("ingest_url", Map.of("url", at(PUBLIC, "/far.wav")))).containsEntry("title", "Far Away");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.2", "0.0.0.0", "[::1]", "10.1.2.3", "169.254.169.254", "[::ffff:10.0.0.1]"})
    void url_ofPrivateAddress_isRefused(String host) {
        assertThat(refusal("ingest_url", Map.of("url", at(host, "/far.wav"))))
                .contains("is not one of the public Internet");
    }

    @Test
    void url_thatRedirectsToPrivateAddress_isRefused() {
        assertThat(refusal("ingest_url", Map.of("url", at(PUBLIC, "/inside")))).contains("is not one of the public Internet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://example.org/a.mp3", "music"})
    void url_ofOtherScheme_isRefused(String url) {
        assertThat(refusal("ingest_url", Map.of("url", url))).isNotBlank();
    }

    @Test
    void track_unknown_isAnErrorToRead() {
        assertThat(refusal("play_track", Map.of("id", "01900000-0000-7000-8000-000000000000"))).contains("01900000");
        assertThat(refusal("play_track", Map.of("id", "x"))).isNotBlank();
    }

    @Test
    void http_fromAnotherOrigin_isRefused() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.uri())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("Origin", "https://evil.example")
                .POST(HttpRequest.BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}"))
                .build();
        assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    }

    @Test
    void stdio_asProcess_answers() {
        List<String> command = program();
        ServerParameters program = ServerParameters.builder(command.get(0))
                .args(command.subList(1, command.size()))
                .build();
        try (McpSyncClient process = connect(new StdioClientTransport(program, McpJsonDefaults.getMapper()))) {
            CallToolResult result = process.callTool(CallToolRequest.builder("ingest_file")
                    .arguments(Map.of("path", "glacier.wav"))
                    .build());
            assertThat(result.isError()).isNotEqualTo(true);
        }
    }

    @Test
    void stdio_inputEnds_processEnds() throws Exception {
        Process process = new ProcessBuilder(program())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        process.getOutputStream().close();
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private List<String> program() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                McpMain.class.getName(),
                LOIST.jdbcUrl(),
                folder.resolve("objects").toString(),
                music.toString());
    }

    private String at(String host, String path) {
        return "http://" + host + ":" + web.getAddress().getPort() + path;
    }

    private static List<Map<String, Object>> tracks(Map<String, Object> answer) {
        return items(answer, "tracks");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> items(Map<String, Object> answer, String name) {
        return Objects.requireNonNull((List<Map<String, Object>>) answer.get(name));
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> call(String tool, Map<String, Object> arguments) {
        CallToolResult result =
                client.callTool(CallToolRequest.builder(tool).arguments(arguments).build());
        assertThat(result.isError()).as("%s", result.content()).isNotEqualTo(true);
        return (Map<String, Object>) result.structuredContent();
    }

    private String refusal(String tool, Map<String, Object> arguments) {
        CallToolResult result =
                client.callTool(CallToolRequest.builder(tool).arguments(arguments).build());
        assertThat(result.isError()).isTrue();
        return ((TextContent) result.content().get(0)).text();
    }
}
