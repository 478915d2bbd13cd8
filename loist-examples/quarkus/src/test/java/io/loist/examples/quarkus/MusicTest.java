package io.loist.examples.quarkus;

import io.loist.examples.hosts.MusicContract;
import io.loist.testing.Integration;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;

@Integration
@QuarkusTest
@QuarkusTestResource(HostSettings.class)
class MusicTest extends MusicContract {

    @TestHTTPResource
    private URI application;

    @Override
    protected URI application() {
        return application;
    }

    @Override
    protected String health() {
        return "/q/health/ready";
    }
}
