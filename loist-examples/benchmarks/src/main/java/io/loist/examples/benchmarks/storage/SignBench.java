package io.loist.examples.benchmarks.storage;

import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import io.loist.examples.benchmarks.harness.Bench;
import io.loist.examples.benchmarks.harness.BenchOptions;
import io.loist.examples.benchmarks.harness.BenchReport;
import io.loist.examples.benchmarks.harness.Rounds;
import io.loist.object.ObjectRef;
import io.loist.signing.SignedUrlRequest;
import io.loist.signing.SignedUrlService;
import io.loist.signing.SigningKey;
import io.loist.storage.CachingSignedUrlService;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Signing URLs on one core, each way beside its limit: the bare signature, Google's client, and a cache. */
public final class SignBench implements Bench {

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
        List<RsaSigner> signers = RsaSigner.all(EMAIL);
        RsaSigner jdk = signers.get(0);
        SignedUrlService hmac = SignedUrlService.create(SigningKey.hmac("GOOG1EXAMPLE", "a secret of the benchmark"));
        CachingSignedUrlService cached = CachingSignedUrlService.create(hmac);
        Storage client = client(jdk.key());
        List<ObjectRef> objects = objects(urls);
        List<SignedUrlRequest> requests = requests(objects);
        List<SignedUrlRequest> page = requests(objects(PAGE));
        cached.signAll(requests);

        Rounds rounds = new Rounds();
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            if (round == WARM_UP) {
                rounds.forget();
            }
            for (RsaSigner signer : signers) {
                rounds.time(signer.name() + ".bare", () -> signer.signBare(urls));
                rounds.time(signer.name(), () -> requests.forEach(signer.urls()::sign));
            }
            rounds.time("client", () -> objects.forEach(object -> signWith(client, object)));
            rounds.time("hmac", () -> repeat(FAST, requests, hmac));
            rounds.time("cached", () -> repeat(FAST * FAST, requests, cached));
            rounds.time("rsa.all200", () -> jdk.urls().signAll(page));
            rounds.time("hmac.all200", () -> hmac.signAll(page));
        }
        report.put("env.urls", urls);
        report.put("env.rsa", "SHA256withRSA 2048, by " + jdk.provider());
        report.put("env.per_s", "by the clock; per_cpu_s: by the time that this thread had a core");
        for (RsaSigner signer : signers) {
            rate(report, rounds, signer.name(), urls);
            String bare = signer.name() + ".bare";
            report.put("sign." + signer.name() + ".ratio_to_signature", rounds.ratio(signer.name(), bare));
            report.put("sign." + signer.name() + ".cpu_ratio_to_signature", rounds.cpuRatio(signer.name(), bare));
        }
        report.put("sign.rsa.ratio_to_client", rounds.ratio("rsa", "client"));
        report.put("sign.rsa.all200_ms", 1_000 * rounds.seconds("rsa.all200"));
        rate(report, rounds, "hmac", (double) FAST * urls);
        report.put("sign.hmac.ratio_to_rsa", FAST * rounds.ratio("hmac", "rsa"));
        report.put("sign.hmac.all200_ms", 1_000 * rounds.seconds("hmac.all200"));
        rate(report, rounds, "cached", (double) FAST * FAST * urls);
    }

    /** Notes how many URLs come in a second that passes, and in a second of a core. */
    private static void rate(BenchReport report, Rounds rounds, String what, double urls) {
        report.put("sign." + what + ".per_s", urls / rounds.seconds(what));
        report.put("sign." + what + ".per_cpu_s", urls / rounds.cpuSeconds(what));
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
