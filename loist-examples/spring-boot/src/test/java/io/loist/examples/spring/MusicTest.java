package io.loist.examples.spring;

import io.loist.examples.hosts.MusicContract;
import io.loist.testing.Integration;
import java.net.URI;
import org.springframework.boot.test.web.server.LocalServerPort;

@Integration
@HostApplication
class MusicTest extends MusicContract {

    @LocalServerPort
    private int port;

    @Override
    protected URI application() {
        return URI.create("http://localhost:" + port);
    }

    @Override
    protected String health() {
        return "/actuator/health";
    }
}
