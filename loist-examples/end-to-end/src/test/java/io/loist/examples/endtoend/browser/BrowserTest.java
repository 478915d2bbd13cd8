package io.loist.examples.endtoend.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.examples.demo.Samples;
import io.loist.object.ByteRange;
import io.loist.object.ObjectRef;
import io.loist.object.ObjectStore;
import io.loist.object.StoredObject;
import io.loist.object.Upload;
import io.loist.signing.SignedForm;
import io.loist.signing.SignedFormRequest;
import io.loist.signing.SignedUrlRequest;
import io.loist.storage.CorsRule;
import io.loist.storage.FileSystemObjectStore;
import io.loist.storage.LocalMediaServer;
import io.loist.testing.Integration;
import io.loist.testkit.SettableClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real browser plays from the local media server and uploads to it, from a page of another origin. */
@Integration
@Timeout(180)
class BrowserTest {

    private static final String BUCKET = "loist-browser";
    private static final ObjectRef UPLOAD = new ObjectRef(BUCKET, "temp/upload");

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-02-28T12:00:00Z"));
    private final List<ByteRange> reads = new CopyOnWriteArrayList<>();
    private final WebPage page = new WebPage();
    private FileSystemObjectStore store;
    private LocalMediaServer server;

    @BeforeEach
    void startServer() {
        store = FileSystemObjectStore.create(folder.resolve("objects"));
        store.createBucket(BUCKET);
        server = LocalMediaServer.builder(noting(store, reads))
                .clock(clock)
                .cors(CorsRule.forPlayers(page.origin()))
                .start();
    }

    @AfterEach
    void closeServers() {
        server.close();
        page.close();
        store.close();
    }

    @Test
    void audio_signedUrl_streamsSeeksAndEnds() throws Exception {
        StoredObject song = put("long.wav", "audio/wav", sine(Duration.ofMinutes(4)));

        Map<String, String> report = run("play.js", Map.of("url", get(song.ref())));

        assertThat(report)
                .containsExactly(
                        Map.entry("duration", "240"),
                        Map.entry("plays", "true"),
                        Map.entry("seeked", "1"),
                        Map.entry("ended", "true"));
        assertThat(reads)
                .as("the browser asked for a part behind the beginning")
                .anySatisfy(range -> assertThat(range.offset()).isGreaterThan(song.size() * 9 / 10));
    }

    @Test
    void audio_everySampleThatChromiumDecodes_plays() throws Exception {
        Path samples = Samples.copyTo(folder);
        Map<String, String> types = Map.of(
                "jokulljos.mp3", "audio/mpeg",
                "saebyeok.ogg", "audio/ogg",
                "fifty-hertz.wav", "audio/wav",
                "tenshi.flac", "audio/flac");
        Map<String, String> urls = new LinkedHashMap<>();
        types.forEach((name, type) -> {
            ObjectRef ref = new ObjectRef(BUCKET, name);
            store.put(
                    Upload.builder(ref, samples.resolve(name)).contentType(type).build());
            urls.put(name, get(ref));
        });

        assertThat(run("formats.js", urls))
                .hasSize(types.size())
                .allSatisfy((name, plays) -> assertThat(plays).as(name).isEqualTo("true"));
    }

    @Test
    void audio_afterExpiry_isRefused() throws Exception {
        StoredObject song = put("song.wav", "audio/wav", sine(Duration.ofSeconds(2)));
        StoredObject other = put("other.wav", "audio/wav", sine(Duration.ofSeconds(2)));
        StoredObject lasting = put("long.wav", "audio/wav", sine(Duration.ofMinutes(4)));
        page.when("/later", () -> clock.advance(SignedUrlRequest.DEFAULT_LIFETIME));

        Map<String, String> urls =
                Map.of("song", get(song.ref()), "other", get(other.ref()), "lasting", get(lasting.ref()));
        assertThat(run("expired.js", urls))
                .containsExactly(
                        Map.entry("before", "ok true"),
                        Map.entry("after", "failed: audio error 4"),
                        Map.entry("seeking", "failed: audio error 2"),
                        Map.entry("fetch", "400 true"));
    }

    @Test
    void put_signed_storesTheFileOnce() throws Exception {
        String url = sign(SignedUrlRequest.put(UPLOAD)
                .header("Content-Type", "audio/mpeg")
                .header("x-goog-content-length-range", "1,1000000")
                .header("x-goog-if-generation-match", "0"));

        assertThat(run("put.js", Map.of("url", url)))
                .containsExactly(
                        Map.entry("status", "200"), Map.entry("generation", "true"), Map.entry("again", "412 true"));

        assertThat(store.stat(UPLOAD).orElseThrow().contentType()).isEqualTo("audio/mpeg");
        assertThat(stored(UPLOAD)).hasSize(300_000).containsOnly(7);
    }

    @Test
    void resumable_chunksAndALostConnection_storesTheFile() throws Exception {
        String url = sign(SignedUrlRequest.builder("POST", UPLOAD)
                .header("Content-Type", "audio/flac")
                .header("x-goog-resumable", "start"));

        int size = 40_000_000;

        assertThat(run("resumable.js", Map.of("url", url, "size", Integer.toString(size))))
                .containsExactly(
                        Map.entry("started", "201"),
                        Map.entry("first", "308 bytes=0-262143"),
                        Map.entry("lost", "aborted"),
                        Map.entry("asked", "308"),
                        Map.entry("kept", "true"),
                        Map.entry("last", "200"));

        byte[] expected = new byte[size];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (byte) (i % 251);
        }
        assertThat(store.stat(UPLOAD).orElseThrow().contentType()).isEqualTo("audio/flac");
        assertThat(Arrays.equals(stored(UPLOAD), expected)).isTrue();
    }

    @Test
    void form_sentByAScript_storesTheFileThatThePolicyAllows() throws Exception {
        SignedForm form = server.signedUrls()
                .signForm(SignedFormRequest.builder(UPLOAD)
                        .field("success_action_status", "201")
                        .startsWith("content-type", "audio/")
                        .size(1, 1_000_000)
                        .build());

        assertThat(run("form.js", input(form)))
                .containsExactly(Map.entry("fetch", "201 true"), Map.entry("refused", "400 true"));

        assertThat(store.stat(UPLOAD).orElseThrow().contentType()).isEqualTo("audio/ogg");
        assertThat(stored(UPLOAD)).hasSize(200_000).containsOnly(9);
    }

    @Test
    void form_sentByTheBrowser_storesTheFileAndShowsTheNextPage() throws Exception {
        page.show("/done", "<script>parent.postMessage(location.search, '*')</script>");
        SignedForm form = server.signedUrls()
                .signForm(SignedFormRequest.builder(new ObjectRef(BUCKET, "temp/${filename}"))
                        .field("success_action_redirect", page.origin() + "/done")
                        .build());

        ObjectRef uploaded = new ObjectRef(BUCKET, "temp/Größe \"1\".ogg");
        assertThat(run("submit.js", input(form)))
                .containsExactly(
                        Map.entry("bucket", BUCKET), Map.entry("key", uploaded.name()), Map.entry("etag", "true"));
        assertThat(stored(uploaded)).hasSize(200_000).containsOnly(9);
    }

    @Test
    void page_thatNoRuleNames_isRefused() throws Exception {
        StoredObject song = put("song.wav", "audio/wav", sine(Duration.ofSeconds(2)));
        Map<String, String> urls = Map.of("get", get(song.ref()), "put", sign(SignedUrlRequest.put(UPLOAD)));

        try (WebPage stranger = new WebPage()) {
            assertThat(stranger.run("stranger.js", urls, folder.resolve("profile")))
                    .containsExactly(
                            Map.entry("fetch", "failed: Failed to fetch"),
                            Map.entry("audio", "failed: audio error 4"),
                            Map.entry("put", "failed: Failed to fetch"),
                            Map.entry("opaque", "ok true"));
        }
        assertThat(store.exists(UPLOAD)).isFalse();
    }

    private Map<String, String> run(String script, Map<String, String> input) throws InterruptedException {
        return page.run(script, input, folder.resolve("profile"));
    }

    private static Map<String, String> input(SignedForm form) {
        return Map.of("url", form.uri().toString(), "fields", WebPage.json(form.fields()));
    }

    private String get(ObjectRef ref) {
        return server.signedUrls().sign(ref).uri().toString();
    }

    private String sign(SignedUrlRequest.Builder request) {
        return server.signedUrls().sign(request.build()).uri().toString();
    }

    private StoredObject put(String name, String type, byte[] bytes) {
        return store.put(Upload.builder(new ObjectRef(BUCKET, name), bytes)
                .contentType(type)
                .build());
    }

    private byte[] stored(ObjectRef ref) throws IOException {
        try (InputStream in = store.read(ref)) {
            return in.readAllBytes();
        }
    }

    /** Returns a WAV file of a tone, large enough when it is long that no browser fetches all of it ahead. */
    private static byte[] sine(Duration duration) throws IOException {
        AudioFormat format = new AudioFormat(44_100, 16, 2, true, false);
        int frames = (int) (duration.toSeconds() * 44_100);
        byte[] samples = new byte[frames * 4];
        for (int frame = 0; frame < frames; frame++) {
            short value = (short) (8_000 * Math.sin(frame * 2 * Math.PI * 441 / 44_100));
            for (int side = 0; side < 4; side += 2) {
                samples[frame * 4 + side] = (byte) value;
                samples[frame * 4 + side + 1] = (byte) (value >> 8);
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(samples), format, frames),
                AudioFileFormat.Type.WAVE,
                file);
        return file.toByteArray();
    }

    /** Returns the same store, which notes which parts of objects are read. */
    private static ObjectStore noting(ObjectStore store, List<ByteRange> reads) {
        return (ObjectStore) Proxy.newProxyInstance(
                ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("read") && arguments.length == 2) {
                        reads.add((ByteRange) arguments[1]);
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
