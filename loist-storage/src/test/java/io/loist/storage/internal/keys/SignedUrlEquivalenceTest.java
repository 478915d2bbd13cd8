package io.loist.storage.internal.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.HttpMethod;
import com.google.cloud.storage.PostPolicyV4;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.SignUrlOption;
import com.google.cloud.storage.StorageOptions;
import io.loist.object.ObjectRef;
import io.loist.signing.SignedForm;
import io.loist.signing.SignedFormRequest;
import io.loist.signing.SignedUrlRequest;
import io.loist.signing.SignedUrlService;
import io.loist.signing.SigningKey;
import io.loist.signing.UrlEndpoint;
import io.loist.storage.testing.ClientClock;
import io.loist.testing.Integration;
import io.loist.testkit.SettableClock;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Signs the same random requests as Google's own client, and compares every byte. {@code -Dloist.requests=100000} signs more. */
@Integration
class SignedUrlEquivalenceTest {

    private static final int REQUESTS = Integer.getInteger("loist.requests", 1_000);
    private static final int UPLOADS = REQUESTS / 2;
    private static final String EMAIL = "signer@example.iam.gserviceaccount.com";
    private static final List<String> PIECES = List.of(
            "a", "Z", "9", "-", ".", "_", "~", " ", "%", "%2F", "+", "/", "//", "&", "=", "?", "#", "*", "'", "\"", ":",
            "ö", "é", "ﬁ", "天使", "スピッツ", "🎵", "𝄞", "ı", "\u00A0", "\u2003", "(", ")", "!", ";", ",", "@", "$", "\\");

    // Google's client lower-cases headers by the JVM's locale, which in Turkish has no "i" for "I": so there is none
    private static final List<String> HEADERS = List.of(
            "Content-Type", "content-md5", "X-Goog-Meta-Note", "x-goog-resumable", "Range", "x-goog-acl", "foo");

    private final Random random = new Random(20190201);
    private final KeyPair pair = keyPair();
    private final SettableClock clock = new SettableClock(Instant.EPOCH);
    private final Storage client = StorageOptions.newBuilder()
            .setProjectId("example")
            .setCredentials(ServiceAccountCredentials.newBuilder()
                    .setClientEmail(EMAIL)
                    .setPrivateKey(pair.getPrivate())
                    .build())
            .setClock(new ClientClock(clock))
            .build()
            .getService();

    @Test
    void sign_randomRequests_isEqualToGooglesClient() {
        for (int i = 0; i < REQUESTS; i++) {
            clock.set(Instant.ofEpochMilli(1_400_000_000_000L + random.nextLong(2_000_000_000_000L)));
            UrlStyle style = UrlStyle.ALL.get(random.nextInt(3));
            String bucket = "bucket-" + random.nextInt(1_000) + (random.nextBoolean() ? ".example.com" : "_x");
            String name = text(1 + random.nextInt(20));
            if (style.endpoint().style() != UrlEndpoint.Style.PATH && name.startsWith("/")) {
                continue; // there Google's client drops the slash and signs for another object
            }
            HttpMethod method = List.of(
                            HttpMethod.GET, HttpMethod.HEAD, HttpMethod.PUT, HttpMethod.POST, HttpMethod.DELETE)
                    .get(random.nextInt(5));
            long seconds = 1L + random.nextInt(604_800);
            Map<String, String> headers = new HashMap<>();
            Map<String, String> parameters = new HashMap<>();
            for (int n = random.nextInt(4); n > 0; n--) {
                headers.put(
                        HEADERS.get(random.nextInt(HEADERS.size())),
                        text(random.nextInt(6)).replace('/', ' '));
                parameters.put(text(1 + random.nextInt(3)), text(random.nextInt(8)));
            }

            String expected = client.signUrl(
                            BlobInfo.newBuilder(bucket, name).build(),
                            seconds,
                            TimeUnit.SECONDS,
                            SignUrlOption.withV4Signature(),
                            SignUrlOption.httpMethod(method),
                            SignUrlOption.withExtHeaders(headers),
                            SignUrlOption.withQueryParams(parameters),
                            style.option())
                    .toString();

            SignedUrlRequest.Builder request = SignedUrlRequest.builder(method.name(), new ObjectRef(bucket, name))
                    .lifetime(Duration.ofSeconds(seconds));
            headers.forEach(request::header);
            parameters.forEach(request::queryParameter);
            assertThat(service(style.endpoint()).sign(request.build()).uri().toString())
                    .isEqualTo(expected);
        }
    }

    @Test
    void sign_uploads_areEqualToGooglesClient() {
        for (int i = 0; i < UPLOADS; i++) {
            clock.set(Instant.ofEpochMilli(1_400_000_000_000L + random.nextLong(2_000_000_000_000L)));
            UrlStyle style = UrlStyle.ALL.get(random.nextInt(3));
            ObjectRef object = new ObjectRef("bucket-" + random.nextInt(1_000), "temp/" + text(1 + random.nextInt(20)));
            boolean resumable = random.nextBoolean();
            SignedUrlRequest.Builder request =
                    resumable ? SignedUrlRequest.startUpload(object) : SignedUrlRequest.put(object);
            Map<String, String> headers = new HashMap<>(Map.of(
                    "Content-Type",
                    "audio/flac",
                    "x-goog-content-length-range",
                    "1," + (i + 1),
                    "x-goog-if-generation-match",
                    "0"));
            if (resumable) {
                headers.put("x-goog-resumable", "start");
            }

            String expected = client.signUrl(
                            BlobInfo.newBuilder(object.bucket(), object.name()).build(),
                            15,
                            TimeUnit.MINUTES,
                            SignUrlOption.withV4Signature(),
                            SignUrlOption.httpMethod(resumable ? HttpMethod.POST : HttpMethod.PUT),
                            SignUrlOption.withExtHeaders(headers),
                            style.option())
                    .toString();

            request.contentType("audio/flac").size(1, i + 1).ifAbsent();
            assertThat(service(style.endpoint()).sign(request.build()).uri().toString())
                    .isEqualTo(expected);
        }
    }

    @Test
    void signForm_randomRequests_isEqualToGooglesClient() {
        for (int i = 0; i < UPLOADS; i++) {
            clock.set(Instant.ofEpochMilli(1_400_000_000_000L + random.nextLong(2_000_000_000_000L)));
            ObjectRef object = new ObjectRef("bucket-" + random.nextInt(1_000), formText(20));
            int seconds = 1 + random.nextInt(604_800);
            int most = random.nextInt(Integer.MAX_VALUE);
            String prefix = formText(1);
            Map<String, String> fields = new HashMap<>();
            PostPolicyV4.PostFieldsV4.Builder theirFields = PostPolicyV4.PostFieldsV4.newBuilder();
            for (int n = random.nextInt(4); n > 0; n--) {
                fields.put("x-goog-meta-" + random.nextInt(100), formText(6));
            }
            fields.forEach(theirFields::setCustomMetadataField);
            int style = random.nextInt(3);

            PostPolicyV4 expected = client.generateSignedPostPolicyV4(
                    BlobInfo.newBuilder(object.bucket(), object.name()).build(),
                    seconds,
                    TimeUnit.SECONDS,
                    theirFields.build(),
                    PostPolicyV4.PostConditionsV4.newBuilder()
                            .addContentTypeCondition(PostPolicyV4.ConditionV4Type.STARTS_WITH, prefix)
                            .addContentLengthRangeCondition(0, most)
                            .build(),
                    List.of(
                                    Storage.PostPolicyV4Option.withPathStyle(),
                                    Storage.PostPolicyV4Option.withVirtualHostedStyle(),
                                    Storage.PostPolicyV4Option.withBucketBoundHostname(
                                            "media.example.com", Storage.UriScheme.HTTPS))
                            .get(style));

            SignedFormRequest.Builder request = SignedFormRequest.builder(object)
                    .lifetime(Duration.ofSeconds(seconds))
                    .startsWith("content-type", prefix)
                    .size(0, most);
            fields.forEach(request::field);
            SignedForm form = service(UrlStyle.ALL.get(style).endpoint()).signForm(request.build());
            assertThat(form.uri().toString()).isEqualTo(expected.getUrl());
            assertThat(form.fields()).containsExactlyInAnyOrderEntriesOf(expected.getFields());
        }
    }

    /** Google's client escapes a backslash twice, so that its form is refused: there is none. */
    private String formText(int pieces) {
        return text(1 + random.nextInt(pieces)).replace('\\', '-');
    }

    private SignedUrlService service(UrlEndpoint endpoint) {
        return SignedUrlService.builder(SigningKey.rsa(EMAIL, pair.getPrivate()))
                .endpoint(endpoint)
                .clock(clock)
                .build();
    }

    private String text(int pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString().replaceAll("(?<=^|/)\\.{1,2}(?=/|$)", "dots");
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(1_024); // short, since thousands of signatures are made
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The same style in the words of either side. */
    private record UrlStyle(SignUrlOption option, UrlEndpoint endpoint) {

        private static final List<UrlStyle> ALL = List.of(
                new UrlStyle(SignUrlOption.withPathStyle(), UrlEndpoint.GOOGLE_CLOUD_STORAGE),
                new UrlStyle(
                        SignUrlOption.withVirtualHostedStyle(),
                        UrlEndpoint.virtualHosted(URI.create("https://storage.googleapis.com"))),
                new UrlStyle(
                        SignUrlOption.withBucketBoundHostname("media.example.com", Storage.UriScheme.HTTPS),
                        UrlEndpoint.bucketBound(URI.create("https://media.example.com"))));
    }
}
