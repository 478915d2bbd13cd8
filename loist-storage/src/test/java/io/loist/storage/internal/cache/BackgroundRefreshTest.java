package io.loist.storage.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.SigningException;
import io.loist.object.ObjectRef;
import io.loist.signing.SignedUrlRequest;
import io.loist.signing.SignedUrlService;
import io.loist.signing.SigningAlgorithm;
import io.loist.signing.SigningKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackgroundRefreshTest {

    private static final SignedUrlRequest REQUEST =
            SignedUrlRequest.get(new ObjectRef("music", "secret name")).build();

    private final List<String> logged = new ArrayList<>();
    private final List<SignedUrlRequest> kept = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();

    @Test
    void start_keyFails_logsOneLineAMinuteWithoutTheUrl() {
        BackgroundRefresh refresh = failingWith(new SigningException(true, "IAM does not answer.", null));

        refresh.start(REQUEST, (request, url) -> kept.add(request));
        refresh.start(REQUEST, (request, url) -> kept.add(request));

        assertThat(kept).isEmpty();
        assertThat(logged)
                .singleElement()
                .asString()
                .contains("IAM does not answer.")
                .doesNotContain("secret", "X-Goog", "\n");
    }

    @Test
    void start_defectInTheKey_logsWithoutItsMessage() {
        failingWith(new IllegalStateException("https://example.com?X-Goog-Signature=1"))
                .start(REQUEST, (request, url) -> kept.add(request));

        assertThat(logged)
                .singleElement()
                .asString()
                .contains("IllegalStateException")
                .doesNotContain("X-Goog");
    }

    @Test
    void forget_whileOneIsSigned_keepsNothing() {
        BackgroundRefresh refresh = new BackgroundRefresh(
                SignedUrlService.create(SigningKey.hmac("ID", "made up")), waiting::add, logged::add);
        refresh.start(REQUEST, (request, url) -> kept.add(request));

        refresh.forget();
        refresh.start(REQUEST, (request, url) -> kept.add(request));
        waiting.forEach(Runnable::run);

        assertThat(kept).as("only what was begun later").hasSize(1);
        assertThat(logged).isEmpty();
    }

    private BackgroundRefresh failingWith(RuntimeException failure) {
        SigningKey key = new SigningKey() {
            @Override
            public String accessId() {
                return "ID";
            }

            @Override
            public SigningAlgorithm algorithm() {
                return SigningAlgorithm.GOOG4_HMAC_SHA256;
            }

            @Override
            public byte[] sign(String text, String scope) {
                throw failure;
            }
        };
        return new BackgroundRefresh(SignedUrlService.create(key), Runnable::run, logged::add);
    }
}
