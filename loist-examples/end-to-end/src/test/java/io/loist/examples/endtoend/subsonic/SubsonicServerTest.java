package io.loist.examples.endtoend.subsonic;

import static io.loist.examples.endtoend.subsonic.SubsonicLibrary.API_KEY;
import static io.loist.examples.endtoend.subsonic.SubsonicLibrary.PASSWORD;
import static io.loist.examples.endtoend.subsonic.SubsonicLibrary.USER;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.loist.testing.Integration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

/** What the server answers: who may ask, in what order lists are, what failures look like. */
@Integration
class SubsonicServerTest {

    @TempDir
    private static Path folder;

    private static SubsonicLibrary library;

    @BeforeAll
    static void start() throws IOException {
        library = SubsonicLibrary.start(folder);
    }

    @AfterAll
    static void stop() {
        library.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            u=alice p=sesame                              | 0
            u=alice p=enc:736573616d65                    | 0
            u=alice t=26719a1196d2a940705a59634eb18eab s=c19b2d | 0
            apiKey=key-of-alice                           | 0
            p=sesame                                      | 10
            u=alice                                       | 10
            u=alice t=26719a1196d2a940705a59634eb18eab    | 10
            u=alice p=wrong                               | 40
            u=carol p=sesame                              | 40
            u=alice p=enc:7                               | 40
            u=alice t=26719a1196d2a940705a59634eb18eab s=other | 40
            jwt=some                                      | 42
            apiKey=key-of-alice u=alice                   | 43
            apiKey=key-of-alice p=sesame                  | 43
            u=alice p=sesame t=26719a1196d2a940705a59634eb18eab s=c19b2d | 43
            apiKey=wrong                                  | 44
            """)
    void authentication_eachMechanism_isAcceptedOrRefusedWithItsCode(String parameters, int code) {
        String[] all = Arrays.stream(parameters.split("[ =]")).toArray(String[]::new);

        JsonObject json = JsonParser.parseString(library.text("ping", SubsonicLibrary.with(all, "f", "json")))
                .getAsJsonObject()
                .getAsJsonObject("subsonic-response");
        Element xml = SubsonicLibrary.parse(library.text("ping.view", all));

        assertThat(json.get("status").getAsString())
                .isEqualTo(xml.getAttribute("status"))
                .isEqualTo(code == 0 ? "ok" : "failed");
        if (code != 0) {
            assertThat(json.getAsJsonObject("error").get("code").getAsInt()).isEqualTo(code);
            assertThat(((Element) xml.getFirstChild()).getAttribute("code")).isEqualTo(String.valueOf(code));
            assertThat(json.getAsJsonObject("error").get("message").getAsString())
                    .isNotBlank();
        }
    }

    @Test
    void authentication_tokenOfAPasswordInUtf8_isAccepted() throws Exception {
        byte[] salted = "öffne dichc19b2d".getBytes(StandardCharsets.UTF_8);
        String token = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(salted));

        assertThat(library.text("ping", "u", "bob", "t", token, "s", "c19b2d")).contains("status=\"ok\"");
    }

    @Test
    void extensions_withoutUser_areListed() {
        assertThat(library.text("getOpenSubsonicExtensions", "f", "json"))
                .contains("apiKeyAuthentication", "formPost", "songLyrics");
    }

    @Test
    void failures_ofEachKind_haveTheirCodes() {
        assertThat(failure("getAlbum")).isEqualTo(10);
        assertThat(failure("getAlbum", "id", "album-00000000-0000-0000-0000-000000000000"))
                .isEqualTo(70);
        assertThat(failure("getAlbum", "id", "nonsense")).isEqualTo(70);
        assertThat(failure("getAlbum", "id", firstSong().get("id").getAsString()))
                .isEqualTo(70);
        assertThat(failure("star", "id", "track-00000000-0000-0000-0000-000000000000"))
                .isEqualTo(70);
        assertThat(failure("getCoverArt", "id", firstSong().get("id").getAsString()))
                .isEqualTo(70);
        assertThat(failure("stream", "id", "track-00000000-0000-0000-0000-000000000000"))
                .isEqualTo(70);
        assertThat(failure("getUser", "username", "bob")).isEqualTo(50);
        assertThat(failure("startScan")).isZero();
        assertThat(failure("getAlbumList2", "type", "newest", "size", "many")).isZero();
        assertThat(failure("setRating", "id", firstSong().get("id").getAsString(), "rating", "6"))
                .isZero();
    }

    @Test
    void request_asAForm_isAnswered() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(library.url() + "/rest/getUser"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(SubsonicLibrary.form("u", USER, "p", PASSWORD, "username", USER)))
                .build();

        assertThat(new String(SubsonicLibrary.send(request).body(), StandardCharsets.UTF_8))
                .contains("username=\"alice\"");
    }

    @Test
    void search_withoutText_pagesThroughEverythingOnce() {
        List<String> paged = new ArrayList<>();
        List<String> page;
        do {
            page = strings(
                    library.ok(
                            "search3",
                            "searchResult3",
                            "query",
                            "\"\"",
                            "songCount",
                            "25",
                            "songOffset",
                            "" + paged.size()),
                    "song",
                    "id");
            paged.addAll(page);
        } while (page.size() == 25);

        List<String> all =
                strings(library.ok("search3", "searchResult3", "query", "", "songCount", "1000"), "song", "id");
        List<String> jumped = strings(
                library.ok("search3", "searchResult3", "query", "", "songCount", "7", "songOffset", "40"),
                "song",
                "id");
        assertThat(paged)
                .doesNotHaveDuplicates()
                .containsExactlyElementsOf(all)
                .hasSizeGreaterThan(SubsonicLibrary.MADE);
        assertThat(jumped).containsExactlyElementsOf(all.subList(40, 47));
    }

    @Test
    void search_aText_findsArtistsAlbumsAndSongs() {
        JsonObject found = library.ok("search3", "searchResult3", "query", "artist 01");

        assertThat(strings(found, "artist", "name")).containsExactly("The Artist 01");
        assertThat(strings(library.ok("search3", "searchResult3", "query", "album 05"), "album", "name"))
                .containsExactly("Album 05 <\"&'\u0001>");
        assertThat(strings(library.ok("search3", "searchResult3", "query", "song 012"), "song", "title"))
                .first()
                .isEqualTo("Song 012");
    }

    @Test
    void albumLists_ofEachType_areInTheirOrder() {
        assertThat(strings(albums("byYear", "fromYear", "1972", "toYear", "1974"), "album", "year"))
                .containsExactly("1972", "1973", "1974");
        assertThat(strings(albums("byYear", "fromYear", "1974", "toYear", "1972"), "album", "year"))
                .containsExactly("1974", "1973", "1972");
        assertThat(strings(albums("alphabeticalByArtist", "size", "500"), "album", "artist"))
                .containsSubsequence("The Artist 00", "The Artist 01", "The Artist 02", "Björk Ólafs Tríó", "The Whom");
        assertThat(strings(albums("alphabeticalByName", "size", "3", "offset", "2"), "album", "name"))
                .isEqualTo(strings(albums("alphabeticalByName", "size", "5"), "album", "name")
                        .subList(2, 5));
        assertThat(strings(albums("byGenre", "genre", "odd jazz", "size", "500"), "album", "name"))
                .contains("Album 01 <\"&'\u0001>")
                .doesNotContain("Album 02 <\"&'\u0001>")
                .hasSize(SubsonicLibrary.MADE / SubsonicLibrary.PER_ALBUM / 2);
        assertThat(strings(albums("newest", "size", "500"), "album", "id"))
                .hasSameElementsAs(strings(albums("random", "size", "500"), "album", "id"));
    }

    @Test
    void albumLists_ofPlays_areOfTheListenerAlone() {
        JsonObject song = firstSong();
        library.json("scrobble", "id", song.get("id").getAsString(), "time", "1700000000000");
        library.json("scrobble", "id", song.get("id").getAsString(), "time", "1700000000000");

        assertThat(strings(albums("frequent"), "album", "id"))
                .containsExactly(song.get("albumId").getAsString());
        assertThat(library.ok("getSong", "song", "id", song.get("id").getAsString())
                        .get("playCount")
                        .getAsInt())
                .isOne();
        assertThat(library.text("getAlbumList2", "apiKey", "key-of-bob", "type", "frequent"))
                .doesNotContain("<album ");
    }

    @Test
    void stream_aRange_isThatPart() {
        JsonObject song = library.ok("search3", "searchResult3", "query", "jokulljos")
                .getAsJsonArray("song")
                .get(0)
                .getAsJsonObject();
        String id = song.get("id").getAsString();

        HttpResponse<byte[]> whole = library.get("stream", Map.of(), "apiKey", API_KEY, "id", id);
        HttpResponse<byte[]> part = library.get("stream", Map.of("Range", "bytes=-100"), "apiKey", API_KEY, "id", id);

        assertThat(whole.body()).hasSize(song.get("size").getAsInt());
        assertThat(whole.headers().firstValue("Content-Type"))
                .hasValue(song.get("contentType").getAsString());
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body())
                .isEqualTo(Arrays.copyOfRange(whole.body(), whole.body().length - 100, whole.body().length));
    }

    @Test
    void xml_namesWithMarkupAndControlCharacters_areEscaped() {
        Element answer = library.xml("search3", "query", "album 03");

        assertThat(((Element) answer.getElementsByTagName("album").item(0)).getAttribute("name"))
                .isEqualTo("Album 03 <\"&'\uFFFD>");
    }

    @Test
    void playlists_ofAnother_areNotSeen() {
        String id = library.ok("createPlaylist", "playlist", "name", "Mine")
                .get("id")
                .getAsString();

        assertThat(library.text("getPlaylist", "apiKey", "key-of-bob", "id", id))
                .contains("code=\"70\"");
        assertThat(library.text("deletePlaylist", "apiKey", "key-of-bob", "id", id))
                .contains("code=\"70\"");
        assertThat(library.text("getPlaylists", "apiKey", "key-of-bob")).doesNotContain(id);
        assertThat(library.ok("getPlaylist", "playlist", "id", id).get("name").getAsString())
                .isEqualTo("Mine");
    }

    private static int failure(String name, String... parameters) {
        JsonObject answer = library.json(name, parameters);
        assertThat(answer.get("status").getAsString()).isEqualTo("failed");
        return answer.getAsJsonObject("error").get("code").getAsInt();
    }

    private static JsonObject firstSong() {
        return library.ok("search3", "searchResult3", "query", "song 000")
                .getAsJsonArray("song")
                .get(0)
                .getAsJsonObject();
    }

    private static JsonObject albums(String type, String... more) {
        return library.ok("getAlbumList2", "albumList2", SubsonicLibrary.with(more, "type", type));
    }

    private static List<String> strings(JsonObject answer, String list, String member) {
        return answer.getAsJsonArray(list).asList().stream()
                .map(JsonElement::getAsJsonObject)
                .map(item -> item.get(member).getAsString())
                .toList();
    }
}
