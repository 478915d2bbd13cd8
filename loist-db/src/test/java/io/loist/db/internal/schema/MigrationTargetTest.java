package io.loist.db.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.loist.DatabaseException;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;

class MigrationTargetTest {

    @Test
    void translate_lockTimeoutInsideAMigration_isATimeoutThatMayBeRetried() {
        SQLException lockTimeout = new SQLException("canceling statement due to lock timeout", "55P03");

        RuntimeException translated = new MigrationTarget("loist", "music")
                .translate("create or update loist's tables", new FlywayException("failed", lockTimeout));

        assertThat(translated).isInstanceOfSatisfying(DatabaseException.class, e -> {
            assertThat(e.code()).isEqualTo("DATABASE_TIMEOUT");
            assertThat(e.retryable()).isTrue();
        });
    }
}
