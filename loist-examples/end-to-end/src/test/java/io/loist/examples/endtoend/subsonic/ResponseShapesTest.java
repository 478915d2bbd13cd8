package io.loist.examples.endtoend.subsonic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.loist.testing.Integration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Each answer has what the specification of OpenSubsonic requires, in JSON and in XML. */
@Integration
class ResponseShapesTest {

    private static final String SONG =
            "id:text isDir:boolean title:text album:text artist:text albumId:text artistId:text"
                    + " duration:number size:number contentType:text suffix:text created:time type:text";
    private static final String ALBUM =
            "id:text name:text songCount:number duration:number created:time artist:text artistId:text";
    private static final String FOLDER = "id:text isDir:boolean title:text";
    private static final String ARTIST = "id:text name:text albumCount:number";

    /** A request, the path to elements of its answer, and what each of them has. */
    private static final String SPECIFICATION = """
            ping | | status:text version:text type:text serverVersion:text openSubsonic:boolean
            getLicense | license | valid:boolean
            getOpenSubsonicExtensions | openSubsonicExtensions | name:text
            tokenInfo | tokenInfo | username:text
            getUser username=alice | user | username:text scrobblingEnabled:boolean adminRole:boolean settingsRole:boolean downloadRole:boolean uploadRole:boolean playlistRole:boolean coverArtRole:boolean commentRole:boolean podcastRole:boolean streamRole:boolean jukeboxRole:boolean shareRole:boolean videoConversionRole:boolean
            getScanStatus | scanStatus | scanning:boolean
            getMusicFolders | musicFolders.musicFolder | id:number name:text
            getIndexes | indexes | lastModified:number ignoredArticles:text
            getIndexes | indexes.index | name:text
            getIndexes | indexes.index.artist | id:text name:text
            getArtists | artists | ignoredArticles:text
            getArtists | artists.index | name:text
            getArtists | artists.index.artist | ARTIST
            getArtist id=$artist | artist | ARTIST
            getArtist id=$artist | artist.album | ALBUM
            getAlbum id=$album | album | ALBUM
            getAlbum id=$album | album.song | SONG
            getSong id=$song | song | SONG
            getSong id=$song | song.replayGain | trackGain:number
            getSong id=$song | song.genres | name:text
            getSong id=$song | song.artists | id:text name:text
            getGenres | genres.genre | value:text songCount:number albumCount:number
            getMusicDirectory id=1 | directory | id:text name:text
            getMusicDirectory id=1 | directory.child | FOLDER
            getMusicDirectory id=$artist | directory.child | FOLDER
            getMusicDirectory id=$album | directory.child | SONG
            getAlbumList type=newest | albumList.album | FOLDER
            getAlbumList2 type=random | albumList2.album | ALBUM
            getAlbumList2 type=newest | albumList2.album | ALBUM
            getAlbumList2 type=highest | albumList2.album | ALBUM userRating:number
            getAlbumList2 type=frequent | albumList2.album | ALBUM
            getAlbumList2 type=recent | albumList2.album | ALBUM
            getAlbumList2 type=starred | albumList2.album | ALBUM starred:time
            getAlbumList2 type=alphabeticalByName | albumList2.album | ALBUM
            getAlbumList2 type=alphabeticalByArtist | albumList2.album | ALBUM
            getAlbumList2 type=byYear&fromYear=1970&toYear=1980 | albumList2.album | ALBUM year:number
            getAlbumList2 type=byYear&fromYear=1980&toYear=1970 | albumList2.album | ALBUM year:number
            getAlbumList2 type=byGenre&genre=Odd%20Jazz | albumList2.album | ALBUM
            getRandomSongs | randomSongs.song | SONG
            getRandomSongs genre=Odd%20Jazz | randomSongs.song | SONG genre:text
            getSongsByGenre genre=Odd%20Jazz | songsByGenre.song | SONG genre:text
            getTopSongs artist=The%20Artist%2001 | topSongs.song | SONG
            getStarred | starred.artist | id:text name:text starred:time
            getStarred | starred.album | FOLDER starred:time
            getStarred2 | starred2.artist | ARTIST starred:time
            getStarred2 | starred2.album | ALBUM starred:time
            getStarred2 | starred2.song | SONG starred:time userRating:number playCount:number
            getNowPlaying | nowPlaying.entry | SONG username:text minutesAgo:number playerId:number
            search2 query=album | searchResult2.album | FOLDER
            search2 query=artist | searchResult2.artist | id:text name:text
            search3 query= | searchResult3.artist | ARTIST
            search3 query= | searchResult3.album | ALBUM
            search3 query= | searchResult3.song | id:text isDir:boolean title:text
            search3 query=song%20007 | searchResult3.song | SONG
            getLyrics artist=The%20Artist%2000&title=Song%20000 | lyrics | value:text artist:text title:text
            getLyricsBySongId id=$song | lyricsList.structuredLyrics | lang:text synced:boolean
            getLyricsBySongId id=$song | lyricsList.structuredLyrics.line | value:text start:number
            getPlaylists | playlists.playlist | id:text name:text songCount:number duration:number created:time changed:time owner:text public:boolean
            getPlaylist id=$playlist | playlist | id:text name:text songCount:number duration:number created:time changed:time
            getPlaylist id=$playlist | playlist.entry | SONG
            createPlaylist playlistId=$playlist&songId=$song | playlist.entry | SONG
            updatePlaylist playlistId=$playlist&comment=some | | status:text
            setRating id=$song&rating=4 | | status:text
            scrobble id=$song&submission=false | | status:text
            star id=$song | | status:text
            unstar id=artist-00000000-0000-0000-0000-000000000000 | | status:text
            """;

    /** The answers to each request, which is sent once in each format. */
    private static final Map<String, JsonObject> JSON = new HashMap<>();

    private static final Map<String, Element> XML = new HashMap<>();

    @TempDir
    private static Path folder;

    private static SubsonicLibrary library;
    private static String song;
    private static String album;
    private static String artist;
    private static String playlist;

    @BeforeAll
    static void start() throws IOException {
        library = SubsonicLibrary.start(folder);
        JsonObject found = library.ok("search3", "searchResult3", "query", "song 010")
                .getAsJsonArray("song")
                .get(0)
                .getAsJsonObject();
        song = found.get("id").getAsString();
        album = found.get("albumId").getAsString();
        artist = found.get("artistId").getAsString();
        library.json("star", "id", song, "albumId", album, "artistId", artist);
        library.json("setRating", "id", song, "rating", "4");
        library.json("setRating", "id", album, "rating", "5");
        library.json("scrobble", "id", song);
        library.json("scrobble", "id", song, "submission", "false");
        playlist = library.ok("createPlaylist", "playlist", "name", "Some", "songId", song)
                .get("id")
                .getAsString();
    }

    @AfterAll
    static void stop() {
        library.close();
    }

    static Stream<String> specification() {
        return SPECIFICATION.lines();
    }

    @ParameterizedTest
    @MethodSource("specification")
    void answer_inJson_hasWhatIsRequired(String line) {
        String[] parts = line.split("\\|", -1);
        List<JsonObject> elements = new ArrayList<>(List.of(json(parts)));
        for (String member : path(parts)) {
            elements = elements.stream()
                    .flatMap(element -> items(element.get(member)))
                    .toList();
        }
        assertThat(elements)
                .isNotEmpty()
                .allSatisfy(element -> fields(parts)
                        .forEach(field -> assertThat(isOfType(element.get(field[0]), field[1]))
                                .as("%s is a %s in %s", field[0], field[1], element)
                                .isTrue()));
    }

    @ParameterizedTest
    @MethodSource("specification")
    void answer_inXml_hasWhatIsRequired(String line) {
        String[] parts = line.split("\\|", -1);
        List<Element> elements = List.of(xml(parts));
        for (String member : path(parts)) {
            elements = elements.stream()
                    .flatMap(element -> children(element, member))
                    .toList();
        }
        assertThat(elements)
                .isNotEmpty()
                .allSatisfy(element -> fields(parts)
                        .forEach(field -> assertThat(
                                        field[0].equals("value")
                                                ? element.getTextContent()
                                                : attribute(element, field[0]))
                                .as("%s of %s", field[0], element.getTagName())
                                .isNotNull()));
        assertThat(elements.get(0).getNamespaceURI()).isEqualTo("http://subsonic.org/restapi");
    }

    /** Runs with {@code -Dloist.opensubsonic=FOLDER}: a copy of the repository opensubsonic/open-subsonic-api. */
    @ParameterizedTest
    @MethodSource("specification")
    void answer_inJson_conformsToTheOpenApiFiles(String line) {
        String specification = System.getProperty("loist.opensubsonic");
        assumeTrue(specification != null, "skipped: -Dloist.opensubsonic does not name a copy of open-subsonic-api");
        String[] parts = line.split("\\|", -1);
        OpenApiSchema schema = OpenApiSchema.ofAnswer(Path.of(specification).resolve("openapi"), name(parts));
        JsonObject answer = new JsonObject();
        answer.add("subsonic-response", json(parts));
        JsonObject failure = new JsonObject();
        failure.add(
                "subsonic-response",
                JsonParser.parseString(library.text(name(parts), "f", "json", "u", "no one"))
                        .getAsJsonObject()
                        .get("subsonic-response"));

        assertThat(schema.errors(answer, "answer")).isEmpty();
        assertThat(schema.errors(failure, "failure")).isEmpty();
    }

    private static JsonObject json(String[] parts) {
        return JSON.computeIfAbsent(parts[0], request -> library.json(name(parts), parameters(parts)));
    }

    private static Element xml(String[] parts) {
        return XML.computeIfAbsent(parts[0], request -> library.xml(name(parts), parameters(parts)));
    }

    private static String name(String[] parts) {
        return parts[0].strip().split(" ", 2)[0];
    }

    private static String[] parameters(String[] parts) {
        String[] request = parts[0].strip().split(" ", 2);
        return request.length == 1
                ? new String[0]
                : Arrays.stream(request[1].split("&", -1))
                        .flatMap(pair -> Stream.of(pair.split("=", 2)))
                        .map(value -> value.replace("%20", " ")
                                .replace("$song", song)
                                .replace("$album", album)
                                .replace("$artist", artist)
                                .replace("$playlist", playlist))
                        .toArray(String[]::new);
    }

    private static List<String> path(String[] parts) {
        return parts[1].isBlank() ? List.of() : List.of(parts[1].strip().split("\\."));
    }

    private static List<String[]> fields(String[] parts) {
        String fields = parts[2].strip()
                .replace("SONG", SONG)
                .replace("ALBUM", ALBUM)
                .replace("FOLDER", FOLDER)
                .replace("ARTIST", ARTIST);
        return Arrays.stream(fields.split(" ")).map(field -> field.split(":")).toList();
    }

    private static Stream<JsonObject> items(JsonElement value) {
        JsonArray one = new JsonArray();
        one.add(value);
        return (value instanceof JsonArray array ? array : one)
                .asList().stream().map(JsonElement::getAsJsonObject);
    }

    private static boolean isOfType(@Nullable JsonElement value, String type) {
        if (value == null || !value.isJsonPrimitive()) {
            return false;
        }
        return switch (type) {
            case "text" -> value.getAsJsonPrimitive().isString();
            case "number" -> value.getAsJsonPrimitive().isNumber();
            case "boolean" -> value.getAsJsonPrimitive().isBoolean();
            case "time" -> Instant.parse(value.getAsString()).isAfter(Instant.EPOCH);
            default -> throw new IllegalArgumentException(type);
        };
    }

    private static Stream<Element> children(Element parent, String name) {
        List<Element> children = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && element.getTagName().equals(name)) {
                children.add(element);
            }
        }
        return children.stream();
    }

    private static @Nullable String attribute(Element element, String name) {
        return element.hasAttribute(name) ? element.getAttribute(name) : null;
    }
}
