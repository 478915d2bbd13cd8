package io.loist.signing;

import io.loist.testkit.contract.SignedUrlServiceContract;
import java.net.URI;
import java.time.Clock;

class HmacSignedUrlServiceTest extends SignedUrlServiceContract {

    @Override
    protected SignedUrlService createService(Clock clock) {
        return SignedUrlService.builder(SigningKey.hmac("GOOG1EXAMPLE", "a secret"))
                .endpoint(UrlEndpoint.virtualHosted(URI.create("https://media.example.com:8443")))
                .clock(clock)
                .build();
    }

    @Override
    protected SignedUrlVerifier createVerifier(Clock clock) {
        return SignedUrlVerifier.create(clock, VerificationKey.hmac("GOOG1EXAMPLE", "a secret"));
    }
}
