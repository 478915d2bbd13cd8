package io.loist.storage.internal.server;

import static io.loist.storage.testing.MediaClient.assertRefused;
import static io.loist.storage.testing.MediaClient.header;
import static io.loist.storage.testing.MediaClient.send;
import static io.loist.storage.testing.MediaClient.text;
import static io.loist.storage.testing.MediaForm.BOUNDARY;
import static io.loist.storage.testing.MediaForm.body;
import static io.loist.storage.testing.MediaForm.fields;
import static io.loist.storage.testing.MediaForm.post;
import static io.loist.storage.testing.MediaForm.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.signing.SignedForm;
import io.loist.signing.SignedFormRequest;
import io.loist.storage.LocalMediaServer;
import io.loist.testkit.SettableClock;
import io.loist.testkit.memory.InMemoryObjectStore;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads through forms: what is stored, and what the policy refuses. */
@Timeout(60)
class LocalMediaServerFormTest {

    private static final ObjectRef SONG = new ObjectRef("my-bucket", "temp/Sigur Rós.mp3");
    private static final byte[] BYTES = "0123456789\r\n--\r\n----WebKit".getBytes(UTF_8);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-02-28T12:00:00Z"));
    private final InMemoryObjectStore store = new InMemoryObjectStore("my-bucket");
    private final LocalMediaServer server =
            LocalMediaServer.builder(store).clock(clock).start();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void form_signed_storesTheFile() throws Exception {
        SignedForm form = sign(SignedFormRequest.builder(SONG).field("content-type", "audio/mpeg"));

        HttpResponse<byte[]> response = post(form, BYTES);

        StoredObject stored = store.stat(SONG).orElseThrow();
        assertThat(response.statusCode()).as(text(response)).isEqualTo(204);
        assertThat(header(response, "ETag")).contains(Long.toString(stored.generation()));
        assertThat(stored.contentType()).isEqualTo("audio/mpeg");
        assertThat(store.read(SONG).readAllBytes()).isEqualTo(BYTES);
    }

    @Test
    void form_manyMegabytes_storesEveryByte() throws Exception {
        byte[] bytes = new byte[5_000_001];
        new Random(3).nextBytes(bytes);

        assertThat(post(sign(SignedFormRequest.builder(SONG)), bytes).statusCode())
                .isEqualTo(204);
        assertThat(store.read(SONG).readAllBytes()).isEqualTo(bytes);
    }

    @Test
    void form_emptyFile_isStored() {
        assertThat(post(sign(SignedFormRequest.builder(SONG)), new byte[0]).statusCode())
                .isEqualTo(204);
        assertThat(store.stat(SONG).orElseThrow().size()).isZero();
    }

    @Test
    void form_wantsStatus201_getsWhereItIs() {
        SignedForm form = sign(SignedFormRequest.builder(SONG).field("success_action_status", "201"));

        HttpResponse<byte[]> response = post(form, BYTES);

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(text(response))
                .contains("<PostResponse><Location>" + server.uri() + "/my-bucket/temp/Sigur%20R%C3%B3s.mp3</Location>")
                .contains("<Bucket>my-bucket</Bucket><Key>temp/Sigur Rós.mp3</Key><ETag>");
    }

    @Test
    void form_wantsARedirect_getsItWithWhatWasStored() {
        SignedForm form = sign(
                SignedFormRequest.builder(SONG).field("success_action_redirect", "http://localhost:3000/done?page=1"));

        HttpResponse<byte[]> response = post(form, BYTES);

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(header(response, "Location"))
                .startsWith("http://localhost:3000/done?page=1&bucket=my-bucket&key=temp%2FSigur%20R%C3%B3s.mp3&etag=");
    }

    @Test
    void form_wantsARedirectThatIsNoPage_staysWhereItIs() {
        SignedForm form = sign(SignedFormRequest.builder(SONG).field("success_action_redirect", "javascript:alert(1)"));

        assertThat(post(form, BYTES).statusCode()).isEqualTo(204);
    }

    @Test
    void form_fieldThatThePageFillsIn_isStoredIfItBeginsAsDemanded() {
        SignedForm form = sign(SignedFormRequest.builder(SONG).startsWith("content-type", "audio/"));

        assertRefused(post(form.uri(), with(form, "content-type", "text/html"), BYTES), 400, "InvalidPolicyDocument");
        assertThat(post(form.uri(), with(form, "content-type", "audio/flac"), BYTES)
                        .statusCode())
                .isEqualTo(204);
        assertThat(store.stat(SONG).orElseThrow().contentType()).isEqualTo("audio/flac");
    }

    @Test
    void form_valueThatNoHeaderCanHave_isRefused() {
        SignedForm form = sign(SignedFormRequest.builder(SONG).startsWith("content-type", "audio/"));

        assertNothingStored(
                post(form.uri(), with(form, "content-type", "audio/a\r\nSet-Cookie: b"), BYTES),
                400,
                "InvalidArgument");
    }

    @Test
    void form_fieldThatNobodySigned_isRefused() {
        SignedForm form = sign(SignedFormRequest.builder(SONG));

        assertNothingStored(
                post(form.uri(), with(form, "cache-control", "no-store"), BYTES), 400, "InvalidPolicyDocument");
    }

    @Test
    void form_otherKey_isRefused() {
        SignedForm form = sign(SignedFormRequest.builder(SONG));

        assertNothingStored(post(form.uri(), with(form, "key", "other"), BYTES), 400, "InvalidPolicyDocument");
        assertThat(store.exists(new ObjectRef("my-bucket", "other"))).isFalse();
    }

    @Test
    void form_keyWithFileName_takesTheNameWithoutItsFolder() {
        SignedForm form = sign(SignedFormRequest.builder(new ObjectRef("my-bucket", "temp/${filename}")));

        assertThat(post(form, BYTES).statusCode()).isEqualTo(204);
        assertThat(store.exists(new ObjectRef("my-bucket", "temp/song.mp3"))).isTrue();
    }

    @Test
    void form_otherBucket_isRefused() {
        SignedForm form = sign(SignedFormRequest.builder(SONG));

        assertNothingStored(
                post(server.uri().resolve("/other-bucket/"), form.fields(), BYTES), 400, "InvalidPolicyDocument");
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 21})
    void form_fileOutsideTheSignedSize_isRefused(int size) {
        SignedForm form = sign(SignedFormRequest.builder(SONG).size(10, 20));

        assertNothingStored(post(form, new byte[size]), 400, size > 20 ? "EntityTooLarge" : "EntityTooSmall");
    }

    @Test
    void form_afterExpiry_isRefused() {
        SignedForm form = sign(SignedFormRequest.builder(SONG));
        clock.set(form.expiresAt());

        assertNothingStored(post(form, BYTES), 400, "ExpiredToken");
    }

    @Test
    void form_signatureChanged_isRefused() {
        SignedForm form = sign(SignedFormRequest.builder(SONG));

        assertNothingStored(
                post(form.uri(), with(form, "x-goog-signature", "00".repeat(32)), BYTES), 403, "SignatureDoesNotMatch");
    }

    @Test
    void form_unsigned_isRefused() {
        URI uri = server.uri().resolve("/my-bucket/");

        assertNothingStored(post(uri, Map.of("key", SONG.name()), BYTES), 403, "AccessDenied");
    }

    @Test
    void form_withoutFile_isRefused() {
        SignedForm form = sign(SignedFormRequest.builder(SONG));
        String body = fields(form.fields()) + "--" + BOUNDARY + "--\r\n";

        assertNothingStored(post(form.uri(), body.getBytes(UTF_8)), 400, "IncorrectNumberOfFilesInPOSTRequest");
    }

    @Test
    void form_brokenOff_storesNothing() {
        SignedForm form = sign(SignedFormRequest.builder(SONG));
        byte[] whole = body(form.fields(), BYTES);

        for (int length : new int[] {0, 10, 300, whole.length - 50, whole.length - 5}) {
            assertNothingStored(post(form.uri(), Arrays.copyOf(whole, length)), 400, "IncompleteBody");
        }
    }

    @Test
    void form_fieldTwice_isRefused() {
        SignedForm form = sign(SignedFormRequest.builder(SONG));
        String twice = fields(Map.of("key", SONG.name()));

        assertNothingStored(
                post(form.uri(), (twice + new String(body(form.fields(), BYTES), UTF_8)).getBytes(UTF_8)),
                400,
                "InvalidArgument");
    }

    @Test
    void form_fieldsWithoutEnd_areRefused() {
        SignedForm form = sign(SignedFormRequest.builder(SONG));
        Map<String, String> many = new LinkedHashMap<>(form.fields());
        for (int i = 0; i < 200; i++) {
            many.put("x-ignore-" + i, "");
        }

        assertNothingStored(post(form.uri(), many, BYTES), 400, "MaxPostPreDataLengthExceeded");
        assertNothingStored(
                post(form.uri(), with(form, "x-ignore-me", "x".repeat(100_000)), BYTES),
                400,
                "MaxPostPreDataLengthExceeded");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=\"\"",
                "multipart/form-data; charset=utf-8"
            })
    void form_withoutBoundary_isRefused(String type) {
        SignedForm form = sign(SignedFormRequest.builder(SONG));

        assertNothingStored(
                send("POST", form.uri(), BodyPublishers.ofByteArray(body(form.fields(), BYTES)), "Content-Type", type),
                400,
                "MalformedPOSTRequest");
    }

    @Test
    void form_partWithoutName_isRefused() {
        SignedForm form = sign(SignedFormRequest.builder(SONG));
        String part = "--" + BOUNDARY + "\r\nContent-Type: text/plain\r\n\r\nx\r\n";

        assertNothingStored(post(form.uri(), part.getBytes(UTF_8)), 400, "MalformedPOSTRequest");
    }

    @Test
    void form_partHeadersWithoutEnd_areRefused() {
        SignedForm form = sign(SignedFormRequest.builder(SONG));
        String part = "--" + BOUNDARY + "\r\nX: " + "x".repeat(10_000);

        assertNothingStored(post(form.uri(), part.getBytes(UTF_8)), 400, "MalformedPOSTRequest");
    }

    @Test
    void form_sentToAnObject_isRefused() {
        SignedForm form = sign(SignedFormRequest.builder(SONG));

        assertNothingStored(post(form.uri().resolve("name"), form.fields(), BYTES), 400, "InvalidArgument");
    }

    private SignedForm sign(SignedFormRequest.Builder request) {
        return server.signedUrls().signForm(request.build());
    }

    private void assertNothingStored(HttpResponse<byte[]> response, int status, String code) {
        assertRefused(response, status, code);
        assertThat(store.exists(SONG)).isFalse();
    }
}
