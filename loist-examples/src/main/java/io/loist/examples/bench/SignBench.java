package io.loist.examples.bench;

import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import io.loist.media.ObjectRef;
import io.loist.media.SignedUrlRequest;
import io.loist.media.SignedUrlService;
import io.loist.media.SigningKey;
import io.loist.storage.CachingSignedUrlService;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Signing URLs on one core, each way beside its limit: the bare signature, Google's client, and a cache. */
final class SignBench implements Bench {

    private static final int ROUNDS = 15;
    private static final int WARM_UP = 8;
    private static final int PAGE = 200;
    private static final int FAST = 100;
    private static final String EMAIL = "signer@example.iam.gserviceaccount.com";

    @Override
    public String name() {
        return "sign";
    }

    @Override
    public String usage() {
        return "[--urls N]  signed URLs per second and core: RSA, HMAC, cached, and a page of 200";
    }

    @Override
    public void run(BenchOptions options, BenchReport report) throws Exception {
        int urls = options.number("urls", 200);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2_048);
        KeyPair keys = generator.generateKeyPair();
        SignedUrlService rsa = SignedUrlService.create(SigningKey.rsa(EMAIL, keys.getPrivate()));
        SignedUrlService hmac = SignedUrlService.create(SigningKey.hmac("GOOG1EXAMPLE", "made up for the benchmark"));
        CachingSignedUrlService cached = CachingSignedUrlService.create(hmac);
        Storage client = client(keys.getPrivate());
        List<ObjectRef> objects = objects(urls);
        List<SignedUrlRequest> requests = requests(objects);
        List<SignedUrlRequest> page = requests(objects(PAGE));
        cached.signAll(requests);

        Rounds rounds = new Rounds();
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            if (round == WARM_UP) {
                rounds.forget();
            }
            rounds.time("signature", () -> bareSignatures(keys.getPrivate(), urls));
            rounds.time("rsa", () -> requests.forEach(rsa::sign));
            rounds.time("client", () -> objects.forEach(object -> signWith(client, object)));
            rounds.time("hmac", () -> repeat(FAST, requests, hmac));
            rounds.time("cached", () -> repeat(FAST * FAST, requests, cached));
            rounds.time("rsa.all200", () -> rsa.signAll(page));
            rounds.time("hmac.all200", () -> hmac.signAll(page));
        }
        report.put("env.urls", urls);
        report.put("env.rsa", Signature.getInstance("SHA256withRSA").getAlgorithm() + " 2048, the JDK's provider");
        report.put("sign.rsa.per_s", urls / rounds.seconds("rsa"));
        report.put("sign.rsa.ratio_to_signature", rounds.ratio("rsa", "signature"));
        report.put("sign.rsa.ratio_to_client", rounds.ratio("rsa", "client"));
        report.put("sign.rsa.all200_ms", 1_000 * rounds.seconds("rsa.all200"));
        report.put("sign.hmac.per_s", FAST * urls / rounds.seconds("hmac"));
        report.put("sign.hmac.ratio_to_rsa", FAST * rounds.ratio("hmac", "rsa"));
        report.put("sign.hmac.all200_ms", 1_000 * rounds.seconds("hmac.all200"));
        report.put("sign.cached.per_s", (double) FAST * FAST * urls / rounds.seconds("cached"));
    }

    private static void bareSignatures(PrivateKey key, int count) throws Exception {
        byte[] text = ("GOOG4-RSA-SHA256\n20260228T000000Z\n20260228/auto/storage/goog4_request\n" + "0".repeat(64))
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < count; i++) {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(text);
            signature.sign();
        }
    }

    private static void signWith(Storage client, ObjectRef object) {
        client.signUrl(
                BlobInfo.newBuilder(object.bucket(), object.name()).build(),
                15,
                TimeUnit.MINUTES,
                Storage.SignUrlOption.withV4Signature());
    }

    private static void repeat(int times, List<SignedUrlRequest> requests, SignedUrlService service) {
        for (int i = 0; i < times; i++) {
            requests.forEach(service::sign);
        }
    }

    private static List<ObjectRef> objects(int count) {
        List<ObjectRef> objects = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            objects.add(
                    new ObjectRef("music-library", "audio/0192f0c1-7d5e-7aaa-8000-" + (1_000_000 + i) + "/audio.flac"));
        }
        return objects;
    }

    private static List<SignedUrlRequest> requests(List<ObjectRef> objects) {
        return objects.stream()
                .map(object -> SignedUrlRequest.get(object).build())
                .toList();
    }

    private static Storage client(PrivateKey key) {
        return StorageOptions.newBuilder()
                .setProjectId("example")
                .setCredentials(ServiceAccountCredentials.newBuilder()
                        .setClientEmail(EMAIL)
                        .setPrivateKey(key)
                        .build())
                .build()
                .getService();
    }
}
