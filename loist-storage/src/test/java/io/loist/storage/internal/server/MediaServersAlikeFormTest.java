package io.loist.storage.internal.server;

import static io.loist.storage.testing.MediaClient.assertRefused;
import static io.loist.storage.testing.MediaClient.header;
import static io.loist.storage.testing.MediaClient.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.loist.object.ObjectRef;
import io.loist.object.StoredObject;
import io.loist.signing.SignedForm;
import io.loist.signing.SignedFormRequest;
import io.loist.storage.testing.MediaForm;
import io.loist.storage.testing.MediaServersBase;
import io.loist.testing.Integration;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a web page uploads through forms: both servers must store, answer and refuse alike. */
@Integration
@Timeout(60)
class MediaServersAlikeFormTest extends MediaServersBase {

    @ParameterizedTest
    @EnumSource
    void form_signed_storesOnceAndAnswersAsItWishes(Kind kind) throws IOException {
        start(kind);
        SignedForm form = sign(form(SONG)
                .size(1, BYTES.length)
                .startsWith("content-type", "audio/")
                .field("x-goog-meta-who", "Sigur R\u00f3s")
                .field("x-goog-if-generation-match", "0"));
        byte[] whole = MediaForm.body(MediaForm.with(form, "content-type", "audio/mpeg"), BYTES);

        HttpResponse<byte[]> stored = MediaForm.post(form.uri(), whole, "Origin", PAGE);
        HttpResponse<byte[]> again = MediaForm.post(form.uri(), whole, "Origin", PAGE);

        StoredObject object = store.stat(SONG).orElseThrow();
        assertThat(stored.statusCode()).as(text(stored)).isEqualTo(204);
        assertThat(header(stored, "x-goog-generation")).isEqualTo(Long.toString(object.generation()));
        assertThat(header(stored, "ETag")).isNotEmpty();
        assertThat(object.contentType())
                .as("not what the part of the file says")
                .isEqualTo("audio/mpeg");
        assertThat(store.details(SONG).orElseThrow().metadata()).containsEntry("who", "Sigur R\u00f3s");
        assertThat(Arrays.equals(store.read(SONG).readAllBytes(), BYTES)).isTrue();
        assertRefused(again, 412, "PreconditionFailed");
        assertThat(List.of(stored, again))
                .allSatisfy(answer -> assertThat(header(answer, "Access-Control-Allow-Origin"))
                        .isEqualTo(PAGE));
    }

    @ParameterizedTest
    @EnumSource
    void form_wishesForAnAnswer_getsIt(Kind kind) throws IOException {
        start(kind);
        ObjectRef odd = new ObjectRef(BUCKET, "temp/a b & c.mp3");

        HttpResponse<byte[]> ok = MediaForm.post(sign(form(SONG).field("success_action_status", "200")), BYTES);
        HttpResponse<byte[]> created = MediaForm.post(sign(form(SONG).field("success_action_status", "201")), BYTES);
        HttpResponse<byte[]> redirected =
                MediaForm.post(sign(form(odd).field("success_action_redirect", PAGE + "/done?page=1")), BYTES);
        HttpResponse<byte[]> named = MediaForm.post(sign(form(new ObjectRef(BUCKET, "temp/2/${filename}"))), BYTES);

        assertThat(ok.statusCode()).isEqualTo(200);
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(text(created))
                .contains(
                        "/my-bucket/temp/song.mp3</Location><Bucket>my-bucket</Bucket><Key>temp/song.mp3</Key><ETag>");
        assertThat(header(created, "Content-Type")).startsWith("application/xml");
        assertThat(redirected.statusCode()).isEqualTo(303);
        assertThat(header(redirected, "Location"))
                .startsWith(PAGE + "/done?page=1&bucket=my-bucket&key=temp%2Fa%20b%20%26%20c.mp3&etag=%22");
        assertThat(named.statusCode()).isEqualTo(204);
        assertThat(store.exists(new ObjectRef(BUCKET, "temp/2/song.mp3"))).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void form_notWhatWasSigned_isRefusedAndNothingIsStored(Kind kind) throws IOException {
        start(kind);
        SignedForm form = sign(form(SONG).size(2, 10).startsWith("content-type", "audio/"));
        Map<String, String> good = MediaForm.with(form, "content-type", "audio/flac");
        byte[] file = new byte[10];

        assertRefused(MediaForm.post(form.uri(), good, new byte[1]), 400, "EntityTooSmall");
        assertRefused(MediaForm.post(form.uri(), good, new byte[11]), 400, "EntityTooLarge");
        assertRefused(MediaForm.post(form, file), 400, "InvalidPolicyDocument");
        changed(good, "content-type", "text/html", form, 400, "InvalidPolicyDocument");
        changed(good, "key", "other", form, 400, "InvalidPolicyDocument");
        changed(good, "cache-control", "no-store", form, 400, "InvalidPolicyDocument");
        changed(good, "bucket", "my-bucket", form, 400, "InvalidPolicyDocument");
        changed(good, "policy", "e30=", form, 403, "SignatureDoesNotMatch");
        changed(good, "x-goog-signature", "00".repeat(32), form, 403, "SignatureDoesNotMatch");
        changed(good, "x-goog-signature", "none", form, 400, "MalformedSecurityHeader");
        changed(
                good,
                "x-goog-credential",
                good.getOrDefault("x-goog-credential", "").replaceFirst("^[^/]+", "WHO"),
                form,
                403,
                "InvalidSecurity");
        assertRefused(MediaForm.post(form.uri(), Map.of("key", SONG.name()), file), 403, "AccessDenied");
        assertRefused(
                MediaForm.post(
                        form.uri(), (MediaForm.fields(good) + "--" + MediaForm.BOUNDARY + "--\r\n").getBytes(UTF_8)),
                400,
                "IncorrectNumberOfFilesInPOSTRequest");
        assertRefused(
                MediaForm.post(
                        form.uri(),
                        (MediaForm.fields(Map.of("key", "twice")) + new String(MediaForm.body(good, file), UTF_8))
                                .getBytes(UTF_8)),
                400,
                "InvalidArgument");
        assertThat(store.list(BUCKET, "")).isEmpty();
        assertThat(MediaForm.post(form.uri(), good, file).statusCode()).isEqualTo(204);
    }

    private static void changed(
            Map<String, String> good, String field, String value, SignedForm form, int status, String code) {
        Map<String, String> fields = new LinkedHashMap<>(good);
        fields.put(field, value);
        assertRefused(MediaForm.post(form.uri(), fields, new byte[10]), status, code);
    }

    @ParameterizedTest
    @EnumSource
    void form_afterItsTime_isRefused(Kind kind) throws IOException {
        start(kind);
        SignedForm form = sign(form(SONG));

        clock.set(form.expiresAt());
        assertRefused(MediaForm.post(form, BYTES), 400, "ExpiredToken");
        clock.set(form.expiresAt().minus(Duration.ofHours(1)));
        assertRefused(MediaForm.post(form, BYTES), 403, "RequestTimeTooSkewed");
        assertThat(store.exists(SONG)).isFalse();
    }

    private static SignedFormRequest.Builder form(ObjectRef object) {
        return SignedFormRequest.builder(object);
    }

    private SignedForm sign(SignedFormRequest.Builder request) {
        return urls.signForm(request.build());
    }
}
