package io.loist.examples.quarkus;

import io.loist.db.DatabaseHealth;
import io.loist.db.LoistDatabase;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Shows loist under {@code /q/health/ready} as {@code loist}. */
@Readiness
@Singleton
final class LoistHealthCheck implements HealthCheck {

    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private final LoistDatabase database;

    LoistHealthCheck(LoistDatabase database) {
        this.database = database;
    }

    @Override
    public HealthCheckResponse call() {
        DatabaseHealth health = database.health(DEADLINE);
        return HealthCheckResponse.named("loist")
                .status(health.healthy())
                .withData("problems", String.join(" ", health.problems()))
                .build();
    }
}
