package io.loist.signing;

import io.loist.testkit.contract.SignedUrlServiceContract;
import java.time.Clock;

class RsaSignedUrlServiceTest extends SignedUrlServiceContract {

    private static final ConformanceKey KEY = ConformanceKey.load();

    @Override
    protected SignedUrlService createService(Clock clock) {
        return SignedUrlService.builder(KEY.signing()).clock(clock).build();
    }

    @Override
    protected SignedUrlVerifier createVerifier(Clock clock) {
        return SignedUrlVerifier.create(clock, KEY.verification());
    }
}
