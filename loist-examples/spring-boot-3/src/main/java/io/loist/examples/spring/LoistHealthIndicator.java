package io.loist.examples.spring;

import io.loist.db.DatabaseHealth;
import io.loist.db.LoistDatabase;
import java.time.Duration;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Shows loist under {@code /actuator/health} as {@code loist}. */
@Component
final class LoistHealthIndicator implements HealthIndicator {

    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private final LoistDatabase database;

    LoistHealthIndicator(LoistDatabase database) {
        this.database = database;
    }

    @Override
    public Health health() {
        DatabaseHealth health = database.health(DEADLINE);
        return (health.healthy() ? Health.up() : Health.down())
                .withDetail("problems", health.problems())
                .build();
    }
}
