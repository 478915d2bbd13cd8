package io.loist.examples.endtoend.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.loist.db.LoistDatabase;
import io.loist.examples.demo.EmbeddedDatabase;
import io.loist.examples.demo.Samples;
import io.loist.examples.web.MusicPage;
import io.loist.ingest.IngestListener;
import io.loist.library.Loist;
import io.loist.signing.SignedUrlRequest;
import io.loist.storage.CorsRule;
import io.loist.storage.FileSystemObjectStore;
import io.loist.storage.LocalMediaServer;
import io.loist.testing.Integration;
import io.loist.testkit.SettableClock;
import io.loist.track.Track;
import io.loist.track.TrackPatch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.chromium.ChromiumNetworkConditions;

/** People use the page of {@code loist-examples/web} in a real browser. Pictures of its states are in {@code target/screenshots}. */
@Integration
@Timeout(300)
class PageTest {

    private static final String BUCKET = "loist-page";

    @TempDir
    private static Path shared;

    private static EmbeddedDatabase postgres;
    private static PageBrowser browser;
    private static Path music;

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(Instant.now());
    private MusicPage page;
    private LocalMediaServer media;
    private Loist library;

    @BeforeAll
    static void start() throws IOException {
        browser = PageBrowser.start(shared.resolve("profile"));
        postgres = EmbeddedDatabase.start(shared.resolve("server"));
        music = Samples.copyTo(Files.createDirectory(shared.resolve("music")));
        writeTone(music.resolve("Long Tone.wav"), Duration.ofMinutes(4));
    }

    @AfterAll
    static void stop() {
        if (browser != null) { // none is installed
            browser.close();
            postgres.close();
        }
    }

    @BeforeEach
    void open() throws IOException {
        page = MusicPage.bind(0); // an origin of its own, so the browser remembers nothing of another test
        FileSystemObjectStore objects = FileSystemObjectStore.create(folder.resolve("objects"));
        objects.createBucket(BUCKET);
        media = LocalMediaServer.builder(objects)
                .clock(clock)
                .cors(CorsRule.forPlayers(page.origin()))
                .start();
        LoistDatabase database = LoistDatabase.builder()
                .dataSource(postgres.dataSource())
                .namespace(folder.getFileName().toString()) // each test has a store of its own
                .build();
        database.migrate();
        library = Loist.builder()
                .database(database)
                .objects(objects)
                .bucket(BUCKET)
                .audioReader(MusicPage.audioReader())
                .signedUrls(media.signedUrls())
                .build();
        library.ingestAll(music, new IngestListener() {});
        page.serve(library, BUCKET);
        browser.renew();
        browser.open(page.origin());
        browser.awaitText("Your music");
    }

    @AfterEach
    void close() {
        page.close();
        media.close();
        library.close();
    }

    @Test
    void search_asYouType_marksWhatMatchesAndCounts() {
        browser.screenshot("home");
        browser.find("#query").sendKeys("jokulljos");
        browser.awaitText("1 track");

        assertThat(browser.texts(".tracks mark")).contains("Jökulljós");
        assertThat(browser.texts(".facets summary")).contains("Genre", "Format");
        browser.screenshot("search");

        retype("format:flac");
        browser.awaitText("2 tracks");
        browser.click("Format");
        assertThat(browser.texts(".facets details:last-child li")).contains("flac 2");
    }

    @Test
    void search_misspelt_offersWhatWasMeant() {
        retype("jokuljos");
        browser.awaitText("Did you mean");
        browser.find("#did-you-mean a").click();
        browser.awaitText("1 track");
    }

    @Test
    void search_facetThenArtist_narrowsDownAndLeadsToTheArtist() {
        retype("format:flac");
        browser.awaitText("2 tracks");
        browser.click("Genre");
        browser.screenshot("facets");
        browser.find(".facets details:nth-of-type(2) a").click();
        browser.await("document.getElementById('query').value.startsWith('format:flac genre:\"')");
        browser.awaitText("1 track");

        retype("jokulljos");
        browser.click("Björk Ólafs Tríó");
        browser.awaitText("Tracks");
        assertThat(browser.texts("h1")).containsExactly("Björk Ólafs Tríó");
    }

    @Test
    void browse_artistAlbumGenreDecade_leadsToTracks() {
        browser.click("Artists");
        browser.find(".names");
        browser.screenshot("artists");
        browser.find(".filter").sendKeys("bjo");
        browser.await("document.querySelectorAll('.names li').length === 1");
        browser.find(".names a").click();
        browser.awaitText("Tracks");
        assertThat(browser.texts("h1")).containsExactly("Björk Ólafs Tríó");
        browser.screenshot("artist");

        browser.find(".tiles a").click();
        browser.find(".album h1");
        assertThat(browser.texts(".tracks li")).anyMatch(line -> line.contains("Jökulljós"));
        browser.screenshot("album");

        for (String list : List.of("Genres", "Decades", "Albums")) {
            browser.click(list);
            browser.await("document.querySelector('h1')?.textContent === '" + list + "'");
            browser.find("Albums".equals(list) ? ".tiles a" : ".names a");
        }
    }

    @Test
    void play_seekAndNext_play() {
        retype("long tone");
        browser.awaitText("1 track");
        browser.click("Play Long Tone");
        browser.await("navigator.mediaSession.metadata?.title === 'Long Tone'");
        playing();
        browser.script("const p = document.getElementById('position'); p.value = 200; p.dispatchEvent(new Event('input'))");
        browser.await("Number(document.getElementById('position').value) > 200");
        browser.screenshot("playing");

        retype("format:flac");
        browser.awaitText("2 tracks");
        browser.find(".tracks button").click();
        String first = browser.find("#title").getText();
        browser.click("Next track");
        browser.await("document.getElementById('title').textContent !== '" + first + "'");
        browser.click("Queue");
        assertThat(browser.texts("#queue li")).hasSize(2);
    }

    @Test
    void play_trackWithReplayGain_isAsMuchQuieter() {
        Track track = library.search("long tone").hits().get(0).track();
        library.database()
                .tracks()
                .update(
                        track.id(),
                        track.version(),
                        TrackPatch.builder()
                                .metadata(track.metadata().toBuilder()
                                        .tags(Map.of("replaygain_track_gain", List.of("-6.02 dB")))
                                        .build())
                                .build());
        retype("long tone");
        browser.awaitText("1 track");
        browser.click("Play Long Tone");
        playing();

        assertThat((Double) browser.script("return document.getElementById('audio').volume"))
                .isCloseTo(0.8 / 2, within(0.01));
    }

    @Test
    void play_urlExpires_goesOnWithANewOne() {
        retype("long tone");
        browser.awaitText("1 track");
        browser.click("Play Long Tone");
        playing();
        clock.advance(SignedUrlRequest.MAX_LIFETIME);

        browser.script("const p = document.getElementById('position'); p.value = 220; p.dispatchEvent(new Event('input'))");
        browser.await("Number(document.getElementById('position').value) > 221");
        playing();
    }

    @Test
    void upload_files_appear() throws IOException {
        Path first = Files.copy(music.resolve("tenshi.flac"), folder.resolve("again.flac"));
        Path second = folder.resolve("New Tone.wav");
        writeTone(second, Duration.ofSeconds(40));
        browser.driver().findElement(By.id("files")).sendKeys(first + "\n" + second);

        browser.awaitText("is there: New Tone");
        browser.awaitText("is there: 天使の信号");
        browser.screenshot("uploaded");
        retype("new tone");
        browser.awaitText("1 track");
        browser.click("Play New Tone");
        playing();
    }

    @Test
    void upload_cancelledOrCutOff_stopsOrGoesOn() throws IOException {
        Path large = folder.resolve("Large Tone.wav");
        writeTone(large, Duration.ofMinutes(2));
        network(2_000_000);
        browser.driver().findElement(By.id("files")).sendKeys(large.toString());
        browser.await("document.querySelector('.upload progress')?.value > 0");
        browser.screenshot("uploading");
        offline();
        browser.awaitText("waits for the connection");
        network(50_000_000);
        browser.awaitText("is there: Large Tone");

        Path other = folder.resolve("Other Tone.wav");
        writeTone(other, Duration.ofMinutes(2));
        network(1_000_000);
        browser.driver().findElement(By.id("files")).sendKeys(other.toString());
        browser.click("Cancel Other Tone.wav");
        browser.awaitText("cancelled");
    }

    @Test
    void twoTabs_secondPlays_firstPauses() {
        retype("long tone");
        browser.awaitText("1 track");
        browser.click("Play Long Tone");
        playing();
        String first = browser.driver().getWindowHandle();
        browser.driver().switchTo().newWindow(WindowType.TAB);
        browser.open(page.origin());
        browser.awaitText("Your music");
        browser.click("Play");
        playing();

        browser.driver().switchTo().window(first);
        browser.await("document.getElementById('play').getAttribute('aria-label') === 'Play'");
    }

    @Test
    void reload_everythingIsWhereItWas() {
        retype("long tone");
        browser.awaitText("1 track");
        browser.click("Play Long Tone");
        playing();
        browser.script("const p = document.getElementById('position'); p.value = 100; p.dispatchEvent(new Event('input'))");
        browser.await("Number(document.getElementById('position').value) > 100");
        browser.driver().navigate().refresh();

        browser.awaitText("1 track");
        assertThat(browser.find("#query").getDomProperty("value")).isEqualTo("long tone");
        assertThat(browser.find("#title").getText()).isEqualTo("Long Tone");
        assertThat(Double.parseDouble(Objects.requireNonNull(browser.find("#position").getDomProperty("value"))))
                .isGreaterThanOrEqualTo(100);
        browser.click("Play");
        browser.await("Number(document.getElementById('position').value) > 101");
    }

    @Test
    void keyboardOnly_findsAndPlays() {
        type("/");
        WebElement query = browser.driver().switchTo().activeElement();
        assertThat(query.getDomProperty("id")).isEqualTo("query");
        query.sendKeys("long tone");
        browser.awaitText("1 track");
        browser.await("location.hash.endsWith('tone') && !document.querySelector('main[aria-busy]')");
        for (int tabs = 0; !"Play Long Tone".equals(focused()) && tabs < 30; tabs++) {
            type(Keys.TAB);
        }
        type(Keys.ENTER);
        playing();
        browser.script("document.activeElement.blur()");
        type(Keys.ARROW_RIGHT);
        browser.await("Number(document.getElementById('position').value) > 5");
        type(" ");
        browser.await("document.getElementById('play').getAttribute('aria-label') === 'Play'");
    }

    @Test
    void slowNetwork_showsTheLastSearchTyped() {
        network(20_000);
        WebElement query = browser.find("#query");
        "jokulljos".chars().forEach(letter -> query.sendKeys(Character.toString(letter)));
        browser.await("document.querySelectorAll('.tracks li').length === 1 && !document.querySelector('main[aria-busy]')");
        assertThat(browser.texts(".tracks mark")).contains("Jökulljós");
    }

    @Test
    void eachState_wideAndNarrow_hasNoViolationThatAxeKnows() throws IOException {
        String axe;
        try (InputStream in = Objects.requireNonNull(PageTest.class.getResourceAsStream("/axe.min.js"))) {
            axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (int width : new int[] {1200, 400}) {
            browser.resize(width, 900);
            for (String state : List.of(
                    "", "search/tone", "search/nothing-is-called-so", "artists", "albums", "genres", "decades")) {
                browser.open(page.origin() + "/#/" + state);
                browser.await("document.querySelector('main h1') && !document.querySelector('main[aria-busy]')");
                browser.script(axe);
                Object violations = browser.driver().executeAsyncScript(
                        "const done = arguments[0]; axe.run().then(result => done(result.violations.map("
                                + "each => each.id + ': ' + each.nodes.map(node => node.target).join(' '))))");
                assertThat((List<?>) violations).as(state + " at " + width).isEmpty();
            }
            browser.screenshot("width-" + width);
        }
    }

    private void retype(String text) {
        WebElement query = browser.find("#query");
        query.clear();
        query.sendKeys(text);
    }

    private void playing() {
        browser.await("document.getElementById('play').getAttribute('aria-label') === 'Pause'"
                + " && document.getElementById('status').textContent.endsWith(' plays')");
    }

    private void type(CharSequence keys) {
        new Actions(browser.driver()).sendKeys(keys).perform();
    }

    private String focused() {
        return browser.driver().switchTo().activeElement().getAccessibleName();
    }

    private void network(int bytesPerSecond) {
        ChromiumNetworkConditions conditions = new ChromiumNetworkConditions();
        conditions.setLatency(Duration.ofMillis(200));
        conditions.setDownloadThroughput(bytesPerSecond);
        conditions.setUploadThroughput(bytesPerSecond);
        browser.driver().setNetworkConditions(conditions);
    }

    private void offline() {
        ChromiumNetworkConditions conditions = new ChromiumNetworkConditions();
        conditions.setOffline(true);
        browser.driver().setNetworkConditions(conditions);
    }

    /** Writes a WAV file of a tone without tags, 88 KB for each second. */
    private static void writeTone(Path file, Duration duration) throws IOException {
        AudioFormat format = new AudioFormat(44_100, 16, 1, true, false);
        int frames = (int) (duration.toSeconds() * 44_100);
        byte[] samples = new byte[frames * 2];
        for (int frame = 0; frame < frames; frame++) {
            short value = (short) (8_000 * Math.sin(frame * 2 * Math.PI * (300 + file.getFileName().toString().length()) / 44_100));
            samples[frame * 2] = (byte) value;
            samples[frame * 2 + 1] = (byte) (value >> 8);
        }
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(samples), format, frames),
                AudioFileFormat.Type.WAVE,
                file.toFile());
    }
}
